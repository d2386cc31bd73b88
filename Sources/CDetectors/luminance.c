#include "variant.h"

#include <string.h>

DT_BODY void luminance_row_body(const uint8_t *restrict rgb, uint8_t *restrict out, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    uint16_t y = (uint16_t)(77 * rgb[3 * i] + 150 * rgb[3 * i + 1] + 29 * rgb[3 * i + 2] + 128);
    out[i] = (uint8_t)(y >> 8);
  }
}

DT_TARGET_AVX2 static void luminance_row_avx2(const uint8_t *rgb, uint8_t *out, int32_t count) {
  luminance_row_body(rgb, out, count);
}

static void luminance_row_baseline(const uint8_t *rgb, uint8_t *out, int32_t count) {
  luminance_row_body(rgb, out, count);
}

static void luminance_row(const uint8_t *rgb, uint8_t *out, int32_t count, dt_variant variant) {
  if (dt_runs_avx2(variant))
    luminance_row_avx2(rgb, out, count);
  else
    luminance_row_baseline(rgb, out, count);
}

/* The columns of a patch that lie inside the source: [first, last) in columns of the patch. */
static void inside(int32_t x, int32_t width, int32_t sourceWidth, int32_t *first, int32_t *last) {
  *first = x < 0 ? -x : 0;
  *last = sourceWidth - x < width ? sourceWidth - x : width;
  if (*first > width)
    *first = width;
  if (*last < *first)
    *last = *first;
}

void dt_luminance(dt_rgb_view source, int32_t x, int32_t y, dt_gray_target out, dt_variant variant) {
  int32_t first, last;
  inside(x, out.width, source.width, &first, &last);
  for (int32_t row = 0; row < out.height; row++) {
    const uint8_t *from = source.pixels + (ptrdiff_t)dt_mirror(y + row, source.height) * source.stride;
    uint8_t *to = out.pixels + (ptrdiff_t)row * out.stride;
    luminance_row(from + 3 * (ptrdiff_t)(x + first), to + first, last - first, variant);
    for (int32_t i = 0; i < first; i++)
      luminance_row_baseline(from + 3 * (ptrdiff_t)dt_mirror(x + i, source.width), to + i, 1);
    for (int32_t i = last; i < out.width; i++)
      luminance_row_baseline(from + 3 * (ptrdiff_t)dt_mirror(x + i, source.width), to + i, 1);
  }
}

void dt_gray_patch(dt_gray_view source, int32_t x, int32_t y, dt_gray_target out) {
  int32_t first, last;
  inside(x, out.width, source.width, &first, &last);
  for (int32_t row = 0; row < out.height; row++) {
    const uint8_t *from = source.pixels + (ptrdiff_t)dt_mirror(y + row, source.height) * source.stride;
    uint8_t *to = out.pixels + (ptrdiff_t)row * out.stride;
    if (last > first)
      memcpy(to + first, from + x + first, (size_t)(last - first));
    for (int32_t i = 0; i < first; i++)
      to[i] = from[dt_mirror(x + i, source.width)];
    for (int32_t i = last; i < out.width; i++)
      to[i] = from[dt_mirror(x + i, source.width)];
  }
}

DT_BODY void colour_blocks_body(dt_rgb_view source, uint32_t *sums, uint16_t *counts) {
  const int32_t side = DT_COLOUR_BLOCK;
  const int32_t columns = source.width / side + (source.width % side != 0);
  const int32_t rows = source.height / side + (source.height % side != 0);
  for (int32_t by = 0; by < rows; by++) {
    uint32_t *rowSums = sums + 3 * (size_t)by * (size_t)columns;
    uint16_t *rowCounts = counts + (size_t)by * (size_t)columns;
    memset(rowSums, 0, 3 * sizeof(uint32_t) * (size_t)columns);
    memset(rowCounts, 0, sizeof(uint16_t) * (size_t)columns);
    const int32_t top = by * side;
    const int32_t bottom = source.height - top < side ? source.height : top + side;
    for (int32_t y = top + 1 < bottom ? top + 1 : top; y < bottom; y += 4) {
      const uint8_t *p = source.pixels + (ptrdiff_t)y * source.stride;
      for (int32_t bx = 0; bx < columns; bx++, p += 3 * side) {
        const int32_t n = source.width - bx * side < side ? source.width - bx * side : side;
        uint32_t r = 0, g = 0, b = 0;
        if (n == side) {
          for (int32_t i = 0; i < side; i++) {
            r += p[3 * i];
            g += p[3 * i + 1];
            b += p[3 * i + 2];
          }
        } else {
          for (int32_t i = 0; i < n; i++) {
            r += p[3 * i];
            g += p[3 * i + 1];
            b += p[3 * i + 2];
          }
        }
        rowSums[3 * bx] += r;
        rowSums[3 * bx + 1] += g;
        rowSums[3 * bx + 2] += b;
        rowCounts[bx] = (uint16_t)(rowCounts[bx] + n);
      }
    }
  }
}

DT_TARGET_AVX2 static void colour_blocks_avx2(dt_rgb_view source, uint32_t *sums, uint16_t *counts) {
  colour_blocks_body(source, sums, counts);
}

void dt_colour_blocks(dt_rgb_view source, uint32_t *sums, uint16_t *counts, dt_variant variant) {
  if (dt_runs_avx2(variant))
    colour_blocks_avx2(source, sums, counts);
  else
    colour_blocks_body(source, sums, counts);
}

dt_variant dt_best_variant(void) { return dt_runs_avx2(DT_AVX2) ? DT_AVX2 : DT_BASELINE; }
