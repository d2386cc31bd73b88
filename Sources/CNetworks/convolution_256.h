/*
 * A row with 256-bit registers: the body of two variants, which differ in how four products are added to a
 * sum.
 *
 * The including file defines NN_TARGET_256 and products(sums, bytes, weights), and PIXELS_256, the columns
 * whose sums are kept in the 16 registers beside the weights.
 *
 * Works on eight outputs at a time, half a block. As with 512 bits, a source pixel's bytes are broadcast once
 * and used for the three output columns that it belongs to.
 */
#include "variants.h"

#include <immintrin.h>
#include <string.h>

enum { HALF = NN_BLOCK / 2, PAIRS = 4 };

/* Four bytes, to all lanes. */
NN_TARGET_256 NN_INLINE __m256i broadcast(const uint8_t *bytes) {
  int32_t four;
  memcpy(&four, bytes, sizeof four);
  return _mm256_set1_epi32(four);
}

/* One pixel's eight sums, scaled, with its residual added, and rounded half to even. */
NN_TARGET_256 NN_INLINE __m256i rounded(__m256i sums, __m256 scales, const uint8_t *residual,
                                        __m256 residualScale) {
  __m256 value = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), scales);
  if (residual) {
    const __m256i bytes = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)residual));
    value = _mm256_fmadd_ps(residualScale, _mm256_cvtepi32_ps(bytes), value);
  }
  return _mm256_cvtps_epi32(value);
}

NN_TARGET_256 NN_INLINE void store_8(uint8_t *out, size_t pixelBytes, int doubled, int64_t bytes) {
  memcpy(out, &bytes, sizeof bytes);
  if (doubled)
    memcpy(out + pixelBytes, &bytes, sizeof bytes);
}

/* Stores eight outputs, from `output` on, of four pixels from column x on. Saturating packs hold the values in
 * 0 ... 255. */
NN_TARGET_256 NN_INLINE void finish_four(const nn_row *row, int32_t x, int32_t output, const __m256i *sums) {
  const size_t pixelBytes = (size_t)row->blocks * NN_BLOCK;
  const __m256 scales = _mm256_load_ps(row->scales + output);
  const __m256 residualScale = _mm256_set1_ps(row->residualScale);
  __m256i values[4];
#pragma clang loop unroll(full)
  for (int p = 0; p < 4; p++) {
    const uint8_t *residual = row->residual ? row->residual + (size_t)(x + p) * pixelBytes + output : NULL;
    values[p] = residual ? rounded(sums[p], scales, residual, residualScale)
                         : rounded(sums[p], scales, NULL, residualScale);
  }
  /* Packs work within halves of a register: the dwords come out as half-major and are put in pixel-major
   * order. */
  const __m256i halves =
      _mm256_packus_epi16(_mm256_packs_epi32(values[0], values[1]), _mm256_packs_epi32(values[2], values[3]));
  const __m256i pixels = _mm256_permutevar8x32_epi32(halves, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
  const size_t step = row->doubled ? 2 * pixelBytes : pixelBytes;
  uint8_t *out = row->out + (size_t)x * step + output;
  store_8(out, pixelBytes, row->doubled, _mm256_extract_epi64(pixels, 0));
  store_8(out + step, pixelBytes, row->doubled, _mm256_extract_epi64(pixels, 1));
  store_8(out + 2 * step, pixelBytes, row->doubled, _mm256_extract_epi64(pixels, 2));
  store_8(out + 3 * step, pixelBytes, row->doubled, _mm256_extract_epi64(pixels, 3));
}

NN_TARGET_256 NN_INLINE void start(const nn_row *row, int32_t output, __m256i *sums, int PIXELS) {
#pragma clang loop unroll(full)
  for (int p = 0; p < PIXELS; p++)
    sums[p] = _mm256_load_si256((const __m256i *)(row->biases + output));
}

NN_TARGET_256 NN_INLINE void finish(const nn_row *row, int32_t x, int32_t output, const __m256i *sums,
                                    int PIXELS) {
#pragma clang loop unroll(full)
  for (int p = 0; p < PIXELS; p += 4)
    finish_four(row, x + p, output, sums + p);
}

/* Adds rows of a 3 x 3 kernel to the sums. CHANNELS is a constant, or 0 where the taps differ or are unusual.
 */
NN_TARGET_256 NN_INLINE void add_taps(const nn_row *row, nn_tap_range taps, int32_t x, const int8_t *weights,
                                      __m256i *sums, int PIXELS, int STRIDE, int CHANNELS) {
  weights += taps.weightsAt;
#pragma clang loop unroll(disable)
  for (int32_t t = taps.first; t < taps.end; t++) {
    const size_t channels = CHANNELS ? (size_t)CHANNELS : (size_t)row->tap[t].channels;
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * STRIDE * channels;
#pragma clang loop unroll(disable)
    for (size_t c = 0; c < channels; c += 4) {
      __m256i w[3];
#pragma clang loop unroll(full)
      for (int k = 0; k < 3; k++)
        w[k] = _mm256_load_si256((const __m256i *)(weights + ((size_t)k * channels + c) * NN_BLOCK));
#pragma clang loop unroll(full)
      for (int i = 0; i < (PIXELS - 1) * STRIDE + 3; i++) {
        const __m256i bytes = broadcast(pixels + (size_t)i * channels + c);
#pragma clang loop unroll(full)
        for (int k = 0; k < 3; k++)
          if (i >= k && (i - k) % STRIDE == 0 && (i - k) / STRIDE < PIXELS)
            sums[(i - k) / STRIDE] = products(sums[(i - k) / STRIDE], bytes, w[k]);
      }
    }
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
}

/*
 * Adds rows of a doubled map. Outputs 2m and 2m + 1 look at its columns m - 1, m, m and m, m, m + 1, so that
 * each product with a column serves two outputs: with the sums of each kernel column kept apart, 14 products
 * do for 8 outputs what else takes 24. The weights come from memory each time: the sums fill the registers.
 */
NN_TARGET_256 NN_INLINE void add_paired_taps(const nn_row *row, nn_tap_range taps, int32_t x,
                                             const int8_t *weights, __m256i *sums, int CHANNELS) {
  __m256i left[PAIRS + 1], right[PAIRS + 1], middle[PAIRS];
#pragma clang loop unroll(full)
  for (int m = 0; m <= PAIRS; m++)
    left[m] = right[m] = _mm256_setzero_si256();
#pragma clang loop unroll(full)
  for (int m = 0; m < PAIRS; m++)
    middle[m] = sums[2 * m];
  weights += taps.weightsAt;
#pragma clang loop unroll(disable)
  for (int32_t t = taps.first; t < taps.end; t++) {
    const size_t channels = CHANNELS ? (size_t)CHANNELS : (size_t)row->tap[t].channels;
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * channels;
#pragma clang loop unroll(disable)
    for (size_t c = 0; c < channels; c += 4) {
      const __m256i *w0 = (const __m256i *)(weights + c * NN_BLOCK);
      const __m256i *w1 = (const __m256i *)(weights + (channels + c) * NN_BLOCK);
      const __m256i *w2 = (const __m256i *)(weights + (2 * channels + c) * NN_BLOCK);
      left[0] = products(left[0], broadcast(pixels + c), *w0);
#pragma clang loop unroll(full)
      for (int m = 0; m < PAIRS; m++) {
        const __m256i bytes = broadcast(pixels + (size_t)(2 * m + 1) * channels + c);
        left[m + 1] = products(left[m + 1], bytes, *w0);
        middle[m] = products(middle[m], bytes, *w1);
        right[m] = products(right[m], bytes, *w2);
      }
      right[PAIRS] = products(right[PAIRS], broadcast(pixels + (size_t)(2 * PAIRS + 1) * channels + c), *w2);
    }
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
#pragma clang loop unroll(full)
  for (int m = 0; m < PAIRS; m++) {
    sums[2 * m] = _mm256_add_epi32(_mm256_add_epi32(left[m], middle[m]), right[m]);
    sums[2 * m + 1] = _mm256_add_epi32(_mm256_add_epi32(left[m + 1], middle[m]), right[m + 1]);
  }
}

/* A 3 x 3 kernel for eight outputs from `output` on. */
NN_TARGET_256 NN_INLINE void three(const nn_row *row, int32_t x, int32_t output, const int8_t *weights,
                                   int STRIDE, int CHANNELS) {
  __m256i sums[PIXELS_256];
  start(row, output, sums, PIXELS_256);
  add_taps(row, (nn_tap_range){0, row->taps, 0}, x, weights, sums, PIXELS_256, STRIDE, CHANNELS);
  finish(row, x, output, sums, PIXELS_256);
}

/* The same of stride 1 where some taps read a doubled map, 2 x PAIRS columns from an even x on. */
NN_TARGET_256 NN_INLINE void three_paired(const nn_row *row, nn_tap_range doubled, nn_tap_range others,
                                          int32_t x, int32_t output, const int8_t *weights, int CHANNELS) {
  __m256i sums[2 * PAIRS];
  start(row, output, sums, 2 * PAIRS);
  add_paired_taps(row, doubled, x, weights, sums, CHANNELS);
  add_taps(row, others, x, weights, sums, 2 * PAIRS, 1, CHANNELS);
  finish(row, x, output, sums, 2 * PAIRS);
}

/* Any kernel, without reuse of neighbours: 1 x 1, and the picture's three channels. */
NN_TARGET_256 NN_INLINE void plain(const nn_row *row, int32_t x, int32_t output, const int8_t *weights) {
  __m256i sums[PIXELS_256];
  start(row, output, sums, PIXELS_256);
  for (int32_t t = 0; t < row->taps; t++) {
    const int32_t channels = row->tap[t].channels;
    const size_t step = (size_t)(row->stride * channels);
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * step;
    const int32_t bytes = row->kernel * channels;
#pragma clang loop unroll(disable)
    for (int32_t k = 0; k < bytes; k += 4) {
      const __m256i w = _mm256_load_si256((const __m256i *)(weights + (size_t)k * NN_BLOCK));
#pragma clang loop unroll(full)
      for (int p = 0; p < PIXELS_256; p++)
        sums[p] = products(sums[p], broadcast(pixels + (size_t)p * step + k), w);
    }
    weights += (size_t)nn_tap_groups(row->kernel, channels) * NN_BLOCK * 4;
  }
  finish(row, x, output, sums, PIXELS_256);
}

typedef void (*row_function)(const nn_row *row, int32_t output, const int8_t *weights);

#define THREE(STRIDE, CHANNELS)                                                                              \
  NN_TARGET_256 static void three_##STRIDE##_##CHANNELS(const nn_row *row, int32_t output,                   \
                                                        const int8_t *weights) {                             \
    NN_EACH_GROUP(row, x, PIXELS_256, three(row, x, output, weights, STRIDE, CHANNELS))                      \
  }

#define PAIRED(CHANNELS)                                                                                     \
  NN_TARGET_256 static void paired_##CHANNELS(const nn_row *row, int32_t output, const int8_t *weights) {    \
    const nn_tap_range doubled = nn_taps(row, 1), others = nn_taps(row, 0);                                  \
    NN_EACH_GROUP(row, x, 2 * PAIRS, three_paired(row, doubled, others, x, output, weights, CHANNELS))       \
  }

NN_TARGET_256 static void plain_row(const nn_row *row, int32_t output, const int8_t *weights) {
  NN_EACH_GROUP(row, x, PIXELS_256, plain(row, x, output, weights))
}

#include "row_choice.h"

/* All outputs of a row, half a block at a time: the second half's weights lie 32 bytes behind the first's. */
static void convolve_256(const nn_row *row) {
  const row_function function = chosen(row);
  const size_t blockBytes = nn_block_bytes(row);
  for (int32_t output = 0; output < row->blocks * NN_BLOCK; output += HALF)
    function(row, output,
             row->weights + (size_t)(output / NN_BLOCK) * blockBytes + (size_t)(output % NN_BLOCK) * 4);
}
