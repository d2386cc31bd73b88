/* A body that two kernels begin with; see variant.h. */
#ifndef DT_SMOOTH_H
#define DT_SMOOTH_H

#include "variant.h"

/* The 3 x 3 binomial times 16 of a patch, one pixel smaller on each side. */
DT_BODY void smooth_body(dt_gray_view patch, int16_t *restrict out, size_t stride) {
  const int32_t width = patch.width - 2;
  for (int32_t y = 0; y < patch.height - 2; y++) {
    const uint8_t *restrict a = patch.pixels + (ptrdiff_t)y * patch.stride;
    const uint8_t *restrict b = a + patch.stride;
    const uint8_t *restrict c = b + patch.stride;
    int16_t *restrict row = out + (size_t)y * stride;
    for (int32_t x = 0; x < width; x++) {
      const int16_t left = (int16_t)(a[x] + 2 * b[x] + c[x]);
      const int16_t middle = (int16_t)(a[x + 1] + 2 * b[x + 1] + c[x + 1]);
      const int16_t right = (int16_t)(a[x + 2] + 2 * b[x + 2] + c[x + 2]);
      row[x] = (int16_t)(left + 2 * middle + right);
    }
  }
}

#endif
