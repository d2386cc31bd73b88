#include "variants.h"

#if NN_X86
#include "epilogue_512.h"

#include <string.h>

/*
 * Sums for PIXELS columns and BLOCKS blocks of 16 outputs stay in registers while all taps are added to them.
 *
 * In a 3 x 3 kernel a source pixel belongs to up to three output columns. Its bytes are broadcast once, four
 * channels at a time, and multiplied by the weights of each kernel column: 18 broadcasts for 48 products of a
 * row of 16 columns, so that the multipliers are the limit, not the loads.
 */

/* Four bytes, to all lanes. */
NN_TARGET_512 NN_INLINE __m512i broadcast(const uint8_t *bytes) {
  int32_t four;
  memcpy(&four, bytes, sizeof four);
  return _mm512_set1_epi32(four);
}

NN_TARGET_512 NN_INLINE void start(const nn_row *row, int32_t block, __m512i *sums, int PIXELS, int BLOCKS) {
  for (int b = 0; b < BLOCKS; b++) {
    const __m512i bias = _mm512_load_si512(row->biases + (block + b) * NN_BLOCK);
#pragma clang loop unroll(full)
    for (int p = 0; p < PIXELS; p++)
      sums[b * PIXELS + p] = bias;
  }
}

NN_TARGET_512 NN_INLINE void finish(const nn_row *row, int32_t x, int32_t block, const __m512i *sums,
                                    int PIXELS, int BLOCKS) {
#pragma clang loop unroll(full)
  for (int b = 0; b < BLOCKS; b++)
#pragma clang loop unroll(full)
    for (int p = 0; p < PIXELS; p += 4) {
      const __m512i *four = sums + b * PIXELS + p;
      nn_finish_four_512(row, x + p, block + b, four[0], four[1], four[2], four[3]);
    }
}

/* Adds a row of a 3 x 3 kernel to the sums of PIXELS columns from x on. */
NN_TARGET_512 NN_INLINE void add_tap(const uint8_t *pixels, size_t channels, const int8_t *weights,
                                     size_t blockBytes, __m512i *sums, int PIXELS, int BLOCKS, int STRIDE) {
#pragma clang loop unroll(disable)
  for (size_t c = 0; c < channels; c += 4) {
    __m512i w[6];
#pragma clang loop unroll(full)
    for (int b = 0; b < BLOCKS; b++)
#pragma clang loop unroll(full)
      for (int k = 0; k < 3; k++)
        w[3 * b + k] =
            _mm512_load_si512(weights + (size_t)b * blockBytes + ((size_t)k * channels + c) * NN_BLOCK);
#pragma clang loop unroll(full)
    for (int i = 0; i < (PIXELS - 1) * STRIDE + 3; i++) {
      const __m512i bytes = broadcast(pixels + (size_t)i * channels + c);
#pragma clang loop unroll(full)
      for (int k = 0; k < 3; k++) {
        if (i < k || (i - k) % STRIDE != 0 || (i - k) / STRIDE >= PIXELS)
          continue;
#pragma clang loop unroll(full)
        for (int b = 0; b < BLOCKS; b++) {
          __m512i *sum = sums + b * PIXELS + (i - k) / STRIDE;
          *sum = _mm512_dpbusd_epi32(*sum, bytes, w[3 * b + k]);
        }
      }
    }
  }
}

/* A 3 x 3 kernel, PIXELS columns from x on. CHANNELS is a constant, or 0 where the taps differ or are
 * unusual. */
NN_TARGET_512 NN_INLINE void three(const nn_row *row, int32_t x, int32_t block, size_t blockBytes, int PIXELS,
                                   int BLOCKS, int STRIDE, int CHANNELS) {
  __m512i sums[24];
  start(row, block, sums, PIXELS, BLOCKS);
  const int8_t *weights = row->weights + (size_t)block * blockBytes;
  for (int32_t t = 0; t < row->taps; t++) {
    const size_t channels = CHANNELS ? (size_t)CHANNELS : (size_t)row->tap[t].channels;
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * STRIDE * channels;
    add_tap(pixels, channels, weights, blockBytes, sums, PIXELS, BLOCKS, STRIDE);
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums, PIXELS, BLOCKS);
}

enum { WIDE = 16, NARROW = 12, PAIRS = WIDE / 2 }; /* columns a group with one block, and with two */

/*
 * Adds a row of a doubled map. Outputs 2m and 2m + 1 look at its columns m - 1, m, m and m, m, m + 1: with
 * the sums of each kernel column kept apart, 26 products do for 16 outputs what else takes 48. `left` begins
 * one column before the first.
 */
NN_TARGET_512 NN_INLINE void add_paired_tap(const uint8_t *pixels, size_t channels, const int8_t *weights,
                                            __m512i *left, __m512i *middle, __m512i *right) {
#pragma clang loop unroll(disable)
  for (size_t c = 0; c < channels; c += 4) {
    const __m512i w0 = _mm512_load_si512(weights + c * NN_BLOCK);
    const __m512i w1 = _mm512_load_si512(weights + (channels + c) * NN_BLOCK);
    const __m512i w2 = _mm512_load_si512(weights + (2 * channels + c) * NN_BLOCK);
    left[0] = _mm512_dpbusd_epi32(left[0], broadcast(pixels + c), w0);
#pragma clang loop unroll(full)
    for (int m = 0; m < PAIRS; m++) {
      const __m512i bytes = broadcast(pixels + (size_t)(2 * m + 1) * channels + c);
      left[m + 1] = _mm512_dpbusd_epi32(left[m + 1], bytes, w0);
      middle[m] = _mm512_dpbusd_epi32(middle[m], bytes, w1);
      right[m] = _mm512_dpbusd_epi32(right[m], bytes, w2);
    }
    right[PAIRS] =
        _mm512_dpbusd_epi32(right[PAIRS], broadcast(pixels + (size_t)(WIDE + 1) * channels + c), w2);
  }
}

/* A 3 x 3 kernel of stride 1 that reads a doubled map, and perhaps another, WIDE columns from an even x on.
 */
NN_TARGET_512 NN_INLINE void paired(const nn_row *row, int32_t x, int32_t block, size_t blockBytes,
                                    nn_tap_range doubled, nn_tap_range others, int CHANNELS) {
  __m512i left[PAIRS + 1], middle[PAIRS], right[PAIRS + 1];
  start(row, block, middle, PAIRS, 1);
#pragma clang loop unroll(full)
  for (int m = 0; m <= PAIRS; m++)
    left[m] = right[m] = _mm512_setzero_si512();
  const int8_t *weights = row->weights + (size_t)block * blockBytes + doubled.weightsAt;
#pragma clang loop unroll(disable)
  for (int32_t t = doubled.first; t < doubled.end; t++) {
    const size_t channels = CHANNELS ? (size_t)CHANNELS : (size_t)row->tap[t].channels;
    add_paired_tap(row->tap[t].pixels + (size_t)x * channels, channels, weights, left, middle, right);
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
  __m512i sums[WIDE];
#pragma clang loop unroll(full)
  for (int m = 0; m < PAIRS; m++) {
    sums[2 * m] = _mm512_add_epi32(_mm512_add_epi32(left[m], middle[m]), right[m]);
    sums[2 * m + 1] = _mm512_add_epi32(_mm512_add_epi32(left[m + 1], middle[m]), right[m + 1]);
  }
  weights = row->weights + (size_t)block * blockBytes + others.weightsAt;
#pragma clang loop unroll(disable)
  for (int32_t t = others.first; t < others.end; t++) {
    const size_t channels = CHANNELS ? (size_t)CHANNELS : (size_t)row->tap[t].channels;
    add_tap(row->tap[t].pixels + (size_t)x * channels, channels, weights, blockBytes, sums, WIDE, 1, 1);
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums, WIDE, 1);
}

/* Any kernel, without reuse of neighbours: 1 x 1, and the picture's three channels. */
NN_TARGET_512 NN_INLINE void plain(const nn_row *row, int32_t x, int32_t block, size_t blockBytes, int PIXELS,
                                   int BLOCKS) {
  __m512i sums[24];
  start(row, block, sums, PIXELS, BLOCKS);
  const int8_t *weights = row->weights + (size_t)block * blockBytes;
  for (int32_t t = 0; t < row->taps; t++) {
    const int32_t channels = row->tap[t].channels;
    const size_t step = (size_t)(row->stride * channels);
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * step;
    const int32_t bytes = row->kernel * channels;
#pragma clang loop unroll(disable)
    for (int32_t k = 0; k < bytes; k += 4) {
#pragma clang loop unroll(full)
      for (int b = 0; b < BLOCKS; b++) {
        const __m512i w = _mm512_load_si512(weights + (size_t)b * blockBytes + (size_t)k * NN_BLOCK);
#pragma clang loop unroll(full)
        for (int p = 0; p < PIXELS; p++)
          sums[b * PIXELS + p] =
              _mm512_dpbusd_epi32(sums[b * PIXELS + p], broadcast(pixels + (size_t)p * step + k), w);
      }
    }
    weights += (size_t)nn_tap_groups(row->kernel, channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums, PIXELS, BLOCKS);
}

#define THREE(STRIDE, CHANNELS)                                                                              \
  NN_TARGET_512 static void three_##STRIDE##_##CHANNELS(const nn_row *row, int32_t block, size_t blockBytes, \
                                                        int pair) {                                          \
    if (pair) {                                                                                              \
      NN_EACH_GROUP(row, x, NARROW, three(row, x, block, blockBytes, NARROW, 2, STRIDE, CHANNELS))           \
    } else {                                                                                                 \
      NN_EACH_GROUP(row, x, WIDE, three(row, x, block, blockBytes, WIDE, 1, STRIDE, CHANNELS))               \
    }                                                                                                        \
  }

/* One block at a time: sums of three kernel columns leave no registers for a second. */
#define PAIRED(CHANNELS)                                                                                     \
  NN_TARGET_512 static void paired_##CHANNELS(const nn_row *row, int32_t block, size_t blockBytes,           \
                                              int pair) {                                                    \
    const nn_tap_range doubled = nn_taps(row, 1), others = nn_taps(row, 0);                                  \
    for (int32_t b = block; b <= block + pair; b++) {                                                        \
      NN_EACH_GROUP(row, x, WIDE, paired(row, x, b, blockBytes, doubled, others, CHANNELS))                  \
    }                                                                                                        \
  }

NN_TARGET_512 static void plain_row(const nn_row *row, int32_t block, size_t blockBytes, int pair) {
  if (pair) {
    NN_EACH_GROUP(row, x, NARROW, plain(row, x, block, blockBytes, NARROW, 2))
  } else {
    NN_EACH_GROUP(row, x, WIDE, plain(row, x, block, blockBytes, WIDE, 1))
  }
}

typedef void (*row_function)(const nn_row *row, int32_t block, size_t blockBytes, int pair);

#include "row_choice.h"

void nn_convolve_avx512_vnni(const nn_row *row) {
  const row_function function = chosen(row);
  const size_t blockBytes = nn_block_bytes(row);
  for (int32_t block = 0; block < row->blocks;) {
    const int pair = row->blocks - block >= 2;
    function(row, block, blockBytes, pair);
    block += pair ? 2 : 1;
  }
}

#endif
