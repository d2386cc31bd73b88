#include "smooth.h"
#include "variant.h"

#include <string.h>

enum { FLANK = 3, LONGEST = 7, BLOCK = DT_NOISE_BLOCK, SLACK = 128 };

/* A direction of a line: where its flank lies, and where its pixels lie on one side; the other sides mirror them.
 * Direction i is at 15 i degrees, each offset rounded to the nearest pixel, halves outwards: side = 3 (-sin, cos), line = k (cos, sin). */
typedef struct { int8_t sideX, sideY; int8_t lineX[7], lineY[7]; } direction;
static const direction directions[DT_VALLEY_DIRECTIONS] = {
    {0, 3, {1, 2, 3, 4, 5, 6, 7}, {0, 0, 0, 0, 0, 0, 0}},
    {-1, 3, {1, 2, 3, 4, 5, 6, 7}, {0, 1, 1, 1, 1, 2, 2}},
    {-2, 3, {1, 2, 3, 3, 4, 5, 6}, {1, 1, 2, 2, 3, 3, 4}},
    {-2, 2, {1, 1, 2, 3, 4, 4, 5}, {1, 1, 2, 3, 4, 4, 5}},
    {-3, 2, {1, 1, 2, 2, 3, 3, 4}, {1, 2, 3, 3, 4, 5, 6}},
    {-3, 1, {0, 1, 1, 1, 1, 2, 2}, {1, 2, 3, 4, 5, 6, 7}},
    {-3, 0, {0, 0, 0, 0, 0, 0, 0}, {1, 2, 3, 4, 5, 6, 7}},
    {-3, -1, {0, -1, -1, -1, -1, -2, -2}, {1, 2, 3, 4, 5, 6, 7}},
    {-3, -2, {-1, -1, -2, -2, -3, -3, -4}, {1, 2, 3, 3, 4, 5, 6}},
    {-2, -2, {-1, -1, -2, -3, -4, -4, -5}, {1, 1, 2, 3, 4, 4, 5}},
    {-2, -3, {-1, -2, -3, -3, -4, -5, -6}, {1, 1, 2, 2, 3, 3, 4}},
    {-1, -3, {-1, -2, -3, -4, -5, -6, -7}, {0, 1, 1, 1, 1, 2, 2}}};

/* Memory of one call, carved from the caller's scratch; widths are padded to whole vectors. */
typedef struct {
  int16_t *smooth; /* (width + 2 (LONGEST + FLANK)) x (height + 2 (LONGEST + FLANK)) */
  int16_t *gain;   /* width + 2 LONGEST, a row for each block row touched */
  uint8_t *votes;  /* (width + 2 LONGEST) x (height + 2 LONGEST), twice */
  uint8_t *best;   /* width x height */
  size_t smoothStride, votesStride, bestStride, votesSize, total;
} layout;

static size_t padded(size_t count) { return (count + 63) & ~(size_t)63; }

static layout lay_out(int32_t width, int32_t height, void *scratch) {
  layout l;
  const size_t w = (size_t)width, h = (size_t)height;
  l.smoothStride = padded(w + 2 * (LONGEST + FLANK));
  l.votesStride = padded(w + 2 * LONGEST);
  l.bestStride = padded(w);
  l.votesSize = l.votesStride * (h + 2 * LONGEST) + SLACK;
  const size_t smoothSize = l.smoothStride * (h + 2 * (LONGEST + FLANK)) + SLACK;
  const size_t gainSize = l.votesStride * ((h + 2 * LONGEST) / BLOCK + 2) + SLACK;
  l.smooth = scratch;
  l.gain = l.smooth + smoothSize;
  l.votes = (uint8_t *)(l.gain + gainSize);
  l.best = l.votes + 2 * l.votesSize;
  l.total = sizeof(int16_t) * (smoothSize + gainSize) + 2 * l.votesSize + l.bestStride * h;
  return l;
}

size_t dt_valley_scratch_size(int32_t width, int32_t height) {
  if (width < 1 || height < 1 || width > 4096 || height > 4096)
    return 0;
  int16_t none;
  return lay_out(width, height, &none).total;
}

static int32_t clamped(int32_t i, int32_t n) { return i < 0 ? 0 : i >= n ? n - 1 : i; }

/* Blocks of negative coordinates too: floor, not truncation. */
static int32_t block_of(int32_t i) { return i >= 0 ? i / BLOCK : -((BLOCK - 1 - i) / BLOCK); }

static void expand_gain(const int16_t *gain, int32_t columns, int32_t blockRow, int32_t x, int32_t width, int16_t *out) {
  const int16_t *row = gain + (size_t)blockRow * (size_t)columns;
  for (int32_t i = 0; i < width; i++)
    out[i] = row[clamped(block_of(x + i), columns)];
}

/* Whole vectors; the compiler splits them where the machine's are narrower. Rows are padded, so none needs a tail. */
typedef uint8_t bytes __attribute__((vector_size(32)));
typedef int16_t shorts __attribute__((vector_size(64)));
typedef int32_t ints __attribute__((vector_size(128)));

DT_BODY void load(void *vector, const void *from, size_t size) { memcpy(vector, from, size); }
#define LOAD(type, name, from)                                                                                         \
  type name;                                                                                                           \
  load(&name, from, sizeof(name))

/* Votes are kept with `low` added, so that they are never negative. */
DT_BODY void votes_row_body(const int16_t *centre, ptrdiff_t side, const int16_t *gain, int32_t count, int16_t low,
                            int16_t cap, uint8_t *out) {
  for (ptrdiff_t x = 0; x < count; x += (ptrdiff_t)sizeof(bytes)) {
    LOAD(shorts, left, centre + x + side);
    LOAD(shorts, right, centre + x - side);
    LOAD(shorts, here, centre + x);
    LOAD(shorts, weight, gain + x);
    const shorts depth = (__builtin_elementwise_min(left, right) - here) << 2;
    const ints product = __builtin_convertvector(depth, ints) * __builtin_convertvector(weight, ints);
    shorts vote = __builtin_convertvector(product >> 16, shorts) + low;
    vote = __builtin_elementwise_min(__builtin_elementwise_max(vote, (shorts){0}), (shorts){0} + cap);
    const bytes result = __builtin_convertvector(vote, bytes);
    memcpy(out + x, &result, sizeof(result));
  }
}

DT_BODY void votes_body(const layout *l, const direction *d, int32_t y, int32_t width, int32_t height, int16_t low,
                        int16_t cap, uint8_t *votes) {
  const ptrdiff_t side = (ptrdiff_t)d->sideY * (ptrdiff_t)l->smoothStride + d->sideX;
  const int32_t firstBlock = block_of(y - LONGEST);
  for (int32_t row = 0; row < height + 2 * LONGEST; row++) {
    const int16_t *gain = l->gain + (size_t)(block_of(y - LONGEST + row) - firstBlock) * l->votesStride;
    votes_row_body(l->smooth + (size_t)(row + FLANK) * l->smoothStride + FLANK, side, gain, width + 2 * LONGEST, low,
                   cap, votes + (size_t)row * l->votesStride);
  }
}

/* The votes added along the line through 32 pixels; fits a byte by the limits on the clipping. */
DT_BODY void line_sum(const uint8_t *votes, const direction *d, ptrdiff_t stride, bytes *out) {
  LOAD(bytes, sum, votes);
#pragma clang loop unroll(full)
  for (int k = 0; k < LONGEST; k++) {
    const ptrdiff_t offset = d->lineY[k] * stride + d->lineX[k];
    LOAD(bytes, ahead, votes + offset);
    LOAD(bytes, behind, votes - offset);
    sum += ahead + behind;
  }
  *out = sum;
}

DT_BODY void pair_row_body(const uint8_t *va, const uint8_t *vb, ptrdiff_t stride, const direction *d,
                           const direction *crossing, int32_t width, uint8_t bias, uint8_t *best) {
  for (ptrdiff_t x = 0; x < width; x += (ptrdiff_t)sizeof(bytes)) {
    bytes along, across;
    line_sum(va + x, d, stride, &along);
    line_sum(vb + x, crossing, stride, &across);
    along = __builtin_elementwise_sub_sat(along, (bytes){0} + bias);
    across = __builtin_elementwise_sub_sat(across, (bytes){0} + bias);
    const bytes one = __builtin_elementwise_sub_sat(along, across >> 1);
    const bytes two = __builtin_elementwise_sub_sat(across, along >> 1);
    LOAD(bytes, before, best + x);
    before = __builtin_elementwise_max(before, __builtin_elementwise_max(one, two));
    memcpy(best + x, &before, sizeof(before));
  }
}

DT_BODY void pair_body(const layout *l, const direction *d, const direction *crossing, int32_t width, int32_t height,
                       uint8_t bias) {
  for (int32_t y = 0; y < height; y++) {
    const uint8_t *va = l->votes + (size_t)(y + LONGEST) * l->votesStride + LONGEST;
    pair_row_body(va, va + l->votesSize, (ptrdiff_t)l->votesStride, d, crossing, width, bias,
                  l->best + (size_t)y * l->bestStride);
  }
}

DT_BODY void write_body(const layout *l, dt_gray_target out, uint16_t full) {
  const uint16_t scale = (uint16_t)((255 * 256 + full - 1) / full);
  for (int32_t y = 0; y < out.height; y++) {
    const uint8_t *restrict best = l->best + (size_t)y * l->bestStride;
    uint8_t *restrict row = out.pixels + (ptrdiff_t)y * out.stride;
    for (int32_t x = 0; x < out.width; x++) {
      const uint32_t value = ((uint32_t)best[x] * scale) >> 8;
      row[x] = (uint8_t)(value > 255 ? 255 : value);
    }
  }
}

DT_BODY void valleys_body(dt_gray_view patch, const int16_t *gain, int32_t gainColumns, int32_t gainRows, int32_t x,
                          int32_t y, dt_valley_parameters p, dt_gray_target out, void *scratch) {
  const int16_t low = (int16_t)clamped(p.clipLow, 9), cap = (int16_t)(low + 1 + clamped(p.clipHigh - 1, 17 - 1 - low));
  const layout l = lay_out(out.width, out.height, scratch);
  smooth_body(patch, l.smooth, l.smoothStride);
  const int32_t firstBlock = block_of(y - LONGEST), lastBlock = block_of(y + out.height - 1 + LONGEST);
  for (int32_t block = firstBlock; block <= lastBlock; block++)
    expand_gain(gain, gainColumns, clamped(block, gainRows), x - LONGEST, out.width + 2 * LONGEST,
                l.gain + (size_t)(block - firstBlock) * l.votesStride);
  const int32_t line = 2 * LONGEST + 1;
  memset(l.best, 0, l.bestStride * (size_t)out.height);
  for (int32_t i = 0; i < DT_VALLEY_DIRECTIONS / 2; i++) {
    const direction *d = directions + i, *crossing = directions + i + DT_VALLEY_DIRECTIONS / 2;
    votes_body(&l, d, y, out.width, out.height, low, cap, l.votes);
    votes_body(&l, crossing, y, out.width, out.height, low, cap, l.votes + l.votesSize);
    pair_body(&l, d, crossing, out.width, out.height, (uint8_t)(line * low));
  }
  write_body(&l, out, (uint16_t)(line * (cap - low)));
}

DT_TARGET_AVX2 static void valleys_avx2(dt_gray_view patch, const int16_t *gain, int32_t gainColumns, int32_t gainRows,
                                        int32_t x, int32_t y, dt_valley_parameters p, dt_gray_target out,
                                        void *scratch) {
  valleys_body(patch, gain, gainColumns, gainRows, x, y, p, out, scratch);
}

void dt_valleys(dt_gray_view patch, const int16_t *gain, int32_t gainColumns, int32_t gainRows, int32_t x, int32_t y,
                dt_valley_parameters parameters, dt_gray_target out, void *scratch, dt_variant variant) {
  if (dt_runs_avx2(variant))
    valleys_avx2(patch, gain, gainColumns, gainRows, x, y, parameters, out, scratch);
  else
    valleys_body(patch, gain, gainColumns, gainRows, x, y, parameters, out, scratch);
}

