#include <string.h>

#include "variant.h"

/*
 * One line of pixels from two rows of cells. Pixel r of group k lies between the centres of cells k - 1 and k, 2 r + 1 of
 * 2 stride parts from the former.
 */
DT_BODY void enlarge_line(const uint8_t *restrict upper, const uint8_t *restrict lower, int32_t lowerParts, int32_t count,
                          int32_t stride, uint16_t *restrict column, uint8_t *restrict line) {
  const int32_t parts = 2 * stride;
  const int32_t shift = stride == 2 ? 4 : stride == 4 ? 6 : 8;
  uint16_t *restrict t = column + 1;
  for (int32_t i = 0; i < count; i++)
    t[i] = (uint16_t)((parts - lowerParts) * upper[i] + lowerParts * lower[i]);
  t[-1] = t[0];
  t[count] = t[count - 1];
  for (int32_t k = 0; k <= count; k++) {
    const int32_t a = column[k], b = column[k + 1];
    for (int32_t r = 0; r < stride; r++)
      line[k * stride + r] = (uint8_t)(((parts - 2 * r - 1) * a + (2 * r + 1) * b + (1 << (shift - 1))) >> shift);
  }
}

/* The stride is a constant in each case, so that the inner loop is unrolled. */
DT_BODY void enlarge_line_body(const uint8_t *upper, const uint8_t *lower, int32_t lowerParts, int32_t count,
                               int32_t stride, uint16_t *column, uint8_t *line) {
  if (stride == 2)
    enlarge_line(upper, lower, lowerParts, count, 2, column, line);
  else if (stride == 4)
    enlarge_line(upper, lower, lowerParts, count, 4, column, line);
  else
    enlarge_line(upper, lower, lowerParts, count, 8, column, line);
}

DT_TARGET_AVX2 static void enlarge_line_avx2(const uint8_t *upper, const uint8_t *lower, int32_t lowerParts, int32_t count,
                                             int32_t stride, uint16_t *column, uint8_t *line) {
  enlarge_line_body(upper, lower, lowerParts, count, stride, column, line);
}

void dt_enlarge(dt_gray_view cells, int32_t stride, int32_t x, int32_t y, dt_gray_target out, uint16_t *column,
                uint8_t *line, dt_variant variant) {
  for (int32_t j = 0; j < out.height; j++) {
    uint8_t *row = out.pixels + (ptrdiff_t)j * out.stride;
    if (stride == 1) {
      memcpy(row, cells.pixels + (ptrdiff_t)(y + j) * cells.stride + x, (size_t)out.width);
      continue;
    }
    const int32_t group = (y + j + stride / 2) / stride, part = (y + j + stride / 2) % stride;
    const uint8_t *upper = cells.pixels + (ptrdiff_t)(group > 0 ? group - 1 : 0) * cells.stride;
    const uint8_t *lower = cells.pixels + (ptrdiff_t)(group < cells.height ? group : cells.height - 1) * cells.stride;
    if (dt_runs_avx2(variant))
      enlarge_line_avx2(upper, lower, 2 * part + 1, cells.width, stride, column, line);
    else
      enlarge_line_body(upper, lower, 2 * part + 1, cells.width, stride, column, line);
    memcpy(row, line + stride / 2 + x, (size_t)out.width);
  }
}
