#include "variant.h"

DT_BODY void halve_row(const uint8_t *restrict upper, const uint8_t *restrict lower, int32_t pairs,
                       uint8_t *restrict out) {
  for (int32_t i = 0; i < pairs; i++)
    for (int32_t c = 0; c < 3; c++)
      out[3 * i + c] =
          (uint8_t)((upper[6 * i + c] + upper[6 * i + 3 + c] + lower[6 * i + c] + lower[6 * i + 3 + c] + 2) >>
                    2);
}

DT_TARGET_AVX2 static void halve_row_avx2(const uint8_t *upper, const uint8_t *lower, int32_t pairs,
                                          uint8_t *out) {
  halve_row(upper, lower, pairs, out);
}

void dt_halve_photo(dt_rgb_view picture, uint8_t *out, ptrdiff_t stride, dt_variant variant) {
  const int32_t pairs = picture.width / 2;
  for (int32_t y = 0; y < picture.height; y += 2) {
    const uint8_t *upper = picture.pixels + (ptrdiff_t)y * picture.stride;
    const uint8_t *lower = y + 1 < picture.height ? upper + picture.stride : upper;
    uint8_t *to = out + (ptrdiff_t)(y / 2) * stride;
    if (dt_runs_avx2(variant))
      halve_row_avx2(upper, lower, pairs, to);
    else
      halve_row(upper, lower, pairs, to);
    if (picture.width % 2)
      for (int32_t c = 0; c < 3; c++)
        to[3 * pairs + c] = (uint8_t)((upper[6 * pairs + c] + lower[6 * pairs + c] + 1) >> 1);
  }
}
