#include "variants.h"

#if NN_X86
#include "epilogue_512.h"

#include <string.h>

/*
 * Sums for PIXELS columns and BLOCKS blocks of 16 outputs stay in registers while all taps are added to them.
 *
 * In a 3 x 3 kernel a source pixel belongs to up to three output columns. Its bytes are broadcast once, four channels at a
 * time, and multiplied by the weights of each kernel column: 18 broadcasts for 48 products of a row of 16 columns, so that
 * the multipliers are the limit, not the loads.
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

NN_TARGET_512 NN_INLINE void finish(const nn_row *row, int32_t x, int32_t block, const __m512i *sums, int PIXELS,
                                    int BLOCKS) {
#pragma clang loop unroll(full)
  for (int b = 0; b < BLOCKS; b++)
#pragma clang loop unroll(full)
    for (int p = 0; p < PIXELS; p += 4) {
      const __m512i *four = sums + b * PIXELS + p;
      nn_finish_four_512(row, x + p, block + b, four[0], four[1], four[2], four[3]);
    }
}

/* A 3 x 3 kernel, PIXELS columns from x on. CHANNELS is a constant, or 0 where the taps differ or are unusual. */
NN_TARGET_512 NN_INLINE void three(const nn_row *row, int32_t x, int32_t block, size_t blockBytes, int PIXELS, int BLOCKS,
                                   int STRIDE, int CHANNELS) {
  __m512i sums[24];
  start(row, block, sums, PIXELS, BLOCKS);
  const int8_t *weights = row->weights + (size_t)block * blockBytes;
  for (int32_t t = 0; t < row->taps; t++) {
    const size_t channels = CHANNELS ? (size_t)CHANNELS : (size_t)row->tap[t].channels;
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * STRIDE * channels;
#pragma clang loop unroll(disable)
    for (size_t c = 0; c < channels; c += 4) {
      __m512i w[6];
#pragma clang loop unroll(full)
      for (int b = 0; b < BLOCKS; b++)
#pragma clang loop unroll(full)
        for (int k = 0; k < 3; k++)
          w[3 * b + k] = _mm512_load_si512(weights + (size_t)b * blockBytes + ((size_t)k * channels + c) * NN_BLOCK);
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
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums, PIXELS, BLOCKS);
}

/* Any kernel, without reuse of neighbours: 1 x 1, and the picture's three channels. */
NN_TARGET_512 NN_INLINE void plain(const nn_row *row, int32_t x, int32_t block, size_t blockBytes, int PIXELS, int BLOCKS) {
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
          sums[b * PIXELS + p] = _mm512_dpbusd_epi32(sums[b * PIXELS + p], broadcast(pixels + (size_t)p * step + k), w);
      }
    }
    weights += (size_t)nn_tap_groups(row->kernel, channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums, PIXELS, BLOCKS);
}

/* Goes through a row in groups; the last group ends with the row and may overlap the one before. */
#define EACH_GROUP(row, x, PIXELS, ...)                                                                                \
  for (int32_t x = 0, next = 0; next < (row)->columns; next += (PIXELS)) {                                             \
    x = next <= (row)->columns - (PIXELS) ? next : (row)->columns - (PIXELS);                                          \
    __VA_ARGS__;                                                                                                       \
  }

enum { WIDE = 16, NARROW = 12 }; /* columns a group with one block, and with two */

#define THREE(STRIDE, CHANNELS)                                                                                        \
  NN_TARGET_512 static void three_##STRIDE##_##CHANNELS(const nn_row *row, int32_t block, size_t blockBytes, int pair) { \
    if (pair) {                                                                                                        \
      EACH_GROUP(row, x, NARROW, three(row, x, block, blockBytes, NARROW, 2, STRIDE, CHANNELS))                        \
    } else {                                                                                                           \
      EACH_GROUP(row, x, WIDE, three(row, x, block, blockBytes, WIDE, 1, STRIDE, CHANNELS))                            \
    }                                                                                                                  \
  }
THREE(1, 0)
THREE(1, 16)
THREE(1, 32)
THREE(1, 48)
THREE(1, 64)
THREE(2, 0)
THREE(2, 16)
THREE(2, 32)
THREE(2, 48)
THREE(2, 64)

NN_TARGET_512 static void plain_row(const nn_row *row, int32_t block, size_t blockBytes, int pair) {
  if (pair) {
    EACH_GROUP(row, x, NARROW, plain(row, x, block, blockBytes, NARROW, 2))
  } else {
    EACH_GROUP(row, x, WIDE, plain(row, x, block, blockBytes, WIDE, 1))
  }
}

typedef void (*blocks_function)(const nn_row *row, int32_t block, size_t blockBytes, int pair);

static blocks_function chosen(const nn_row *row) {
  const int32_t channels = nn_common_channels(row);
  if (row->kernel != 3 || channels % 4 != 0)
    return plain_row;
  switch (channels) {
  case 16:
    return row->stride == 1 ? three_1_16 : three_2_16;
  case 32:
    return row->stride == 1 ? three_1_32 : three_2_32;
  case 48:
    return row->stride == 1 ? three_1_48 : three_2_48;
  case 64:
    return row->stride == 1 ? three_1_64 : three_2_64;
  default:
    return row->stride == 1 ? three_1_0 : three_2_0;
  }
}

void nn_convolve_avx512_vnni(const nn_row *row) {
  const blocks_function function = chosen(row);
  const size_t blockBytes = nn_block_bytes(row);
  for (int32_t block = 0; block < row->blocks;) {
    const int pair = row->blocks - block >= 2;
    function(row, block, blockBytes, pair);
    block += pair ? 2 : 1;
  }
}

#endif
