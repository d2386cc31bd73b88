#include "variant.h"

static int32_t held(int32_t i, int32_t n) { return i < 0 ? 0 : i >= n ? n - 1 : i; }

/* Floor of a division by 256 that is exact for negative numbers too. */
static int32_t whole(int32_t i) { return i >= 0 ? i / 256 : -((255 - i) / 256); }

void dt_cross_section(dt_rgb_view source, int32_t u, int32_t v, int32_t stepU, int32_t stepV, int32_t count, int32_t tapU,
                      int32_t tapV, int32_t taps, uint32_t *out) {
  for (int32_t i = 0; i < count; i++) {
    uint32_t sum[3] = {0, 0, 0};
    for (int32_t k = 0; k < taps; k++) {
      /* Pixel centres lie at half pixels. */
      const int32_t x = u + (i - count / 2) * stepU + (k - taps / 2) * tapU - 128;
      const int32_t y = v + (i - count / 2) * stepV + (k - taps / 2) * tapV - 128;
      const int32_t column = whole(x), row = whole(y);
      const uint32_t fx = (uint32_t)(x - 256 * column), fy = (uint32_t)(y - 256 * row);
      const uint8_t *upper = source.pixels + (ptrdiff_t)held(row, source.height) * source.stride;
      const uint8_t *lower = source.pixels + (ptrdiff_t)held(row + 1, source.height) * source.stride;
      const ptrdiff_t left = 3 * (ptrdiff_t)held(column, source.width);
      const ptrdiff_t right = 3 * (ptrdiff_t)held(column + 1, source.width);
      for (int c = 0; c < 3; c++) {
        const uint32_t above = upper[left + c] * (256 - fx) + upper[right + c] * fx;
        const uint32_t below = lower[left + c] * (256 - fx) + lower[right + c] * fx;
        sum[c] += (above * (256 - fy) + below * fy) >> 8;
      }
    }
    for (int c = 0; c < 3; c++)
      out[3 * i + c] = sum[c] / (uint32_t)taps;
  }
}
