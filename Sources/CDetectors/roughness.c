#include "smooth.h"
#include "variant.h"

#include <string.h>

enum { BLOCK = DT_NOISE_BLOCK };

/* Eight rows of |dx| + |dy| <= 2 x 4080 add up to at most 65280, so a column's sum fits 16 bits. */
DT_BODY void roughness_body(dt_gray_view patch, uint32_t *sums, uint16_t *scratch) {
  const int32_t columns = patch.width - 3, rows = patch.height - 3;
  const size_t stride = (size_t)columns + 1;
  int16_t *const lines = (int16_t *)scratch;
  uint16_t *restrict total = scratch + 2 * stride;
  memset(total, 0, sizeof(uint16_t) * (size_t)columns);
  for (int32_t y = 0; y <= rows; y++) {
    int16_t *row = lines + (size_t)(y & 1) * stride;
    const dt_gray_view three = {patch.pixels + (ptrdiff_t)y * patch.stride, patch.width, 3, patch.stride};
    smooth_body(three, row, stride);
    if (y == 0)
      continue;
    const int16_t *restrict above = lines + (size_t)(~y & 1) * stride;
    const int16_t *restrict below = row;
    for (int32_t x = 0; x < columns; x++) {
      const int16_t right = above[x + 1], here = above[x], down = below[x];
      const uint16_t dx = (uint16_t)(right > here ? right - here : here - right);
      const uint16_t dy = (uint16_t)(down > here ? down - here : here - down);
      total[x] = (uint16_t)(total[x] + dx + dy);
    }
  }
  const int32_t blocks = columns / BLOCK + (columns % BLOCK != 0);
  for (int32_t b = 0; b < blocks; b++) {
    const int32_t last = columns - b * BLOCK < BLOCK ? columns : (b + 1) * BLOCK;
    uint32_t sum = 0;
    for (int32_t x = b * BLOCK; x < last; x++)
      sum += total[x];
    sums[b] = sum;
  }
}

DT_TARGET_AVX2 static void roughness_avx2(dt_gray_view patch, uint32_t *sums, uint16_t *scratch) {
  roughness_body(patch, sums, scratch);
}

void dt_roughness_row(dt_gray_view patch, uint32_t *sums, uint16_t *scratch, dt_variant variant) {
  if (dt_runs_avx2(variant))
    roughness_avx2(patch, sums, scratch);
  else
    roughness_body(patch, sums, scratch);
}
