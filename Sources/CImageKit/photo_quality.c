#include "CImageKit.h"

#include <stdlib.h>

// How far the kernels reach: edges are looked for that far inside the block.
enum { reach = 5 };

typedef struct luma_block {
  int16_t values[IK_QUALITY_BLOCK][IK_QUALITY_BLOCK];
} luma_block;

static void read_block(const ik_view *block, luma_block *luma, int64_t *bins) {
  for (int y = 0; y < block->height; y++) {
    const uint8_t *row = block->pixels + (size_t)y * block->stride;
    for (int x = 0; x < block->width; x++)
      luma->values[y][x] = (int16_t)((row[3 * x] + 2 * row[3 * x + 1] + row[3 * x + 2] + 2) >> 2);
    for (int x = 0; x < block->width; x++)
      bins[luma->values[y][x]]++;
  }
}

// Central differences of a row blurred once and twice with [1 4 6 4 1] / 16, times 16 and times 256: each is
// one kernel, the blur and the difference convolved. At most 2,550 and 32,130, so 16 bits suffice.
#define ONCE(at) (5 * (at(1) - at(-1)) + 4 * (at(2) - at(-2)) + (at(3) - at(-3)))
#define TWICE(at)                                                                                            \
  (42 * (at(1) - at(-1)) + 48 * (at(2) - at(-2)) + 27 * (at(3) - at(-3)) + 8 * (at(4) - at(-4)) +            \
   (at(5) - at(-5)))

static void count_edge(int once, int twice, int crossing, int64_t *bins) {
  if (once == 0 || 2 * crossing > once)
    return;
  int bin = twice * (IK_EDGE_RATIO_BINS / 16) / once;
  bins[bin < IK_EDGE_RATIO_BINS ? bin : IK_EDGE_RATIO_BINS - 1]++;
}

static void count_horizontal(const luma_block *luma, int width, int height, int threshold, int64_t *bins) {
  for (int y = reach; y < height - reach; y++) {
    const int16_t *row = luma->values[y];
    int16_t twice[IK_QUALITY_BLOCK];
    for (int x = reach; x < width - reach; x++) {
#define ALONG(d) row[x + (d)]
      twice[x] = (int16_t)abs(TWICE(ALONG));
    }
    for (int x = reach + 1; x < width - reach - 1; x++) {
      if (twice[x] < threshold || twice[x] <= twice[x - 1] || twice[x] < twice[x + 1])
        continue;
#define ACROSS(d) luma->values[y + (d)][x]
      count_edge(abs(ONCE(ALONG)), twice[x], abs(ONCE(ACROSS)), bins);
    }
  }
}

static void count_vertical(const luma_block *luma, int width, int height, int threshold, int64_t *bins) {
  int16_t twice[IK_QUALITY_BLOCK][IK_QUALITY_BLOCK];
  for (int y = reach; y < height - reach; y++)
    for (int x = reach; x < width - reach; x++)
      twice[y][x] = (int16_t)abs(TWICE(ACROSS));
  for (int y = reach + 1; y < height - reach - 1; y++) {
    const int16_t *row = luma->values[y];
    for (int x = reach; x < width - reach; x++) {
      if (twice[y][x] < threshold || twice[y][x] <= twice[y - 1][x] || twice[y][x] < twice[y + 1][x])
        continue;
      count_edge(abs(ONCE(ACROSS)), twice[y][x], abs(ONCE(ALONG)), bins);
    }
  }
}

ik_status ik_quality_add(const ik_view *block, int32_t minimum_gradient, int64_t *luma, int64_t *horizontal,
                         int64_t *vertical) {
  if (block->pixels == NULL || block->channels != 3 || block->width < 1 || block->height < 1 ||
      block->width > IK_QUALITY_BLOCK || block->height > IK_QUALITY_BLOCK ||
      block->stride < (size_t)block->width * 3 || minimum_gradient < 1 || minimum_gradient > 127)
    return IK_INVALID_ARGUMENT;
  luma_block values;
  read_block(block, &values, luma);
  int threshold = minimum_gradient * 256;
  count_horizontal(&values, block->width, block->height, threshold, horizontal);
  count_vertical(&values, block->width, block->height, threshold, vertical);
  return IK_OK;
}
