#include "variant.h"

DT_BODY void halve_row_body(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict out, int32_t width) {
  const int32_t pairs = width / 2;
  for (int32_t i = 0; i < pairs; i++)
    out[i] = (uint8_t)((a[2 * i] + a[2 * i + 1] + b[2 * i] + b[2 * i + 1] + 2) >> 2);
  if (width & 1)
    out[pairs] = (uint8_t)((2 * a[width - 1] + 2 * b[width - 1] + 2) >> 2);
}

DT_TARGET_AVX2 static void halve_row_avx2(const uint8_t *a, const uint8_t *b, uint8_t *out, int32_t width) {
  halve_row_body(a, b, out, width);
}

static void halve_row(const uint8_t *a, const uint8_t *b, uint8_t *out, int32_t width, dt_variant variant) {
  if (dt_runs_avx2(variant))
    halve_row_avx2(a, b, out, width);
  else
    halve_row_body(a, b, out, width);
}

void dt_halve(dt_gray_view source, dt_gray_target out, dt_variant variant) {
  for (int32_t y = 0; y < out.height; y++) {
    const uint8_t *a = source.pixels + (ptrdiff_t)(2 * y) * source.stride;
    const uint8_t *b = 2 * y + 1 < source.height ? a + source.stride : a;
    halve_row(a, b, out.pixels + (ptrdiff_t)y * out.stride, source.width, variant);
  }
}

void dt_halve_rgb(dt_rgb_view source, dt_gray_target out, int32_t firstRow, int32_t rows, uint8_t *scratch,
                  dt_variant variant) {
  dt_gray_target pair = {scratch, source.width, 2, source.width};
  for (int32_t y = firstRow; y < firstRow + rows; y++) {
    pair.height = 2 * y + 1 < source.height ? 2 : 1;
    dt_luminance(source, 0, 2 * y, pair, variant);
    const uint8_t *b = pair.height == 2 ? scratch + source.width : scratch;
    halve_row(scratch, b, out.pixels + (ptrdiff_t)y * out.stride, source.width, variant);
  }
}

DT_BODY void raise_row_body(const uint8_t *restrict near, const uint8_t *restrict far, int32_t coarseWidth,
                            uint8_t *restrict map, int32_t width, uint16_t *restrict scratch) {
  uint16_t *restrict t = scratch + 1;
  for (int32_t i = 0; i < coarseWidth; i++)
    t[i] = (uint16_t)(3 * near[i] + far[i]);
  t[-1] = t[0];
  t[coarseWidth] = t[coarseWidth - 1];
  const int32_t pairs = width / 2;
  for (int32_t i = 0; i < pairs; i++) {
    const uint8_t even = (uint8_t)((3 * t[i] + t[i - 1] + 8) >> 4);
    const uint8_t odd = (uint8_t)((3 * t[i] + t[i + 1] + 8) >> 4);
    map[2 * i] = map[2 * i] > even ? map[2 * i] : even;
    map[2 * i + 1] = map[2 * i + 1] > odd ? map[2 * i + 1] : odd;
  }
  if (width & 1) {
    const uint8_t even = (uint8_t)((3 * t[pairs] + t[pairs - 1] + 8) >> 4);
    map[width - 1] = map[width - 1] > even ? map[width - 1] : even;
  }
}

DT_TARGET_AVX2 static void raise_row_avx2(const uint8_t *near, const uint8_t *far, int32_t coarseWidth, uint8_t *map,
                                          int32_t width, uint16_t *scratch) {
  raise_row_body(near, far, coarseWidth, map, width, scratch);
}

void dt_raise_to_coarser(dt_gray_view coarse, dt_gray_target map, uint16_t *scratch, dt_variant variant) {
  for (int32_t y = 0; y < map.height; y++) {
    int32_t other = y & 1 ? y / 2 + 1 : y / 2 - 1;
    other = other < 0 ? 0 : other >= coarse.height ? coarse.height - 1 : other;
    const uint8_t *near = coarse.pixels + (ptrdiff_t)(y / 2) * coarse.stride;
    const uint8_t *far = coarse.pixels + (ptrdiff_t)other * coarse.stride;
    uint8_t *row = map.pixels + (ptrdiff_t)y * map.stride;
    if (dt_runs_avx2(variant))
      raise_row_avx2(near, far, coarse.width, row, map.width, scratch);
    else
      raise_row_body(near, far, coarse.width, row, map.width, scratch);
  }
}
