#include "variants.h"

#if NN_ARM
#include <arm_neon.h>
#include <string.h>

#define NN_TARGET_NEON __attribute__((target("i8mm")))

/*
 * Four columns and a block of 16 outputs stay in 16 registers. A register of weights holds four bytes for
 * each of four outputs; the instruction multiplies them with four bytes of a column, picked out of a register
 * that holds 16.
 */
enum { COLUMNS = 4, QUARTERS = 4 };

NN_TARGET_NEON NN_INLINE void start(const nn_row *row, int32_t block, int32x4_t sums[COLUMNS][QUARTERS]) {
  for (int p = 0; p < COLUMNS; p++)
    for (int q = 0; q < QUARTERS; q++)
      sums[p][q] = vld1q_s32(row->biases + block * NN_BLOCK + 4 * q);
}

/* Bytes of one pixel; saturating narrowing holds them in 0 ... 255. */
NN_TARGET_NEON NN_INLINE uint8x16_t finished(const nn_row *row, int32_t block, const int32x4_t sums[QUARTERS],
                                             const uint8_t *residual) {
  int32x4_t values[QUARTERS];
  for (int q = 0; q < QUARTERS; q++) {
    float32x4_t value = vmulq_f32(vcvtq_f32_s32(sums[q]), vld1q_f32(row->scales + block * NN_BLOCK + 4 * q));
    if (residual) {
      uint32_t four;
      memcpy(&four, residual + 4 * q, sizeof four);
      const uint16x4_t wide = vget_low_u16(vmovl_u8(vreinterpret_u8_u32(vdup_n_u32(four))));
      value = vfmaq_f32(value, vdupq_n_f32(row->residualScale), vcvtq_f32_u32(vmovl_u16(wide)));
    }
    values[q] = vcvtnq_s32_f32(value);
  }
  const uint16x8_t low = vcombine_u16(vqmovun_s32(values[0]), vqmovun_s32(values[1]));
  const uint16x8_t high = vcombine_u16(vqmovun_s32(values[2]), vqmovun_s32(values[3]));
  return vcombine_u8(vqmovn_u16(low), vqmovn_u16(high));
}

NN_TARGET_NEON NN_INLINE void finish(const nn_row *row, int32_t x, int32_t block,
                                     int32x4_t sums[COLUMNS][QUARTERS]) {
  const size_t pixelBytes = (size_t)row->blocks * NN_BLOCK;
  const size_t place = (size_t)block * NN_BLOCK;
  for (int32_t p = 0; p < COLUMNS; p++) {
    const uint8_t *residual = row->residual ? row->residual + (size_t)(x + p) * pixelBytes + place : NULL;
    const uint8x16_t bytes = finished(row, block, sums[p], residual);
    uint8_t *out = row->out + (size_t)(x + p) * (row->doubled ? 2 : 1) * pixelBytes + place;
    vst1q_u8(out, bytes);
    if (row->doubled)
      vst1q_u8(out + pixelBytes, bytes);
  }
}

/* The weights of four channels from c on, in kernel column k, times those channels of each column. */
#define ADD_GROUP(LANE)                                                                                      \
  for (int k = 0; k < 3; k++) {                                                                              \
    const int8_t *w = weights + ((size_t)k * channels + c + 4 * (LANE)) * NN_BLOCK;                          \
    for (int q = 0; q < QUARTERS; q++) {                                                                     \
      const int8x16_t quarter = vld1q_s8(w + 16 * q);                                                        \
      for (int p = 0; p < COLUMNS; p++)                                                                      \
        sums[p][q] = vsudotq_laneq_s32(sums[p][q], quarter, bytes[p * STRIDE + k], LANE);                    \
    }                                                                                                        \
  }

/* A 3 x 3 kernel on maps, whose channels are multiples of 16. */
NN_TARGET_NEON NN_INLINE void three(const nn_row *row, int32_t x, int32_t block, const int8_t *weights,
                                    int STRIDE) {
  int32x4_t sums[COLUMNS][QUARTERS];
  start(row, block, sums);
  for (int32_t t = 0; t < row->taps; t++) {
    const size_t channels = (size_t)row->tap[t].channels;
    const uint8_t *pixels = row->tap[t].pixels + (size_t)(x * STRIDE) * channels;
    for (size_t c = 0; c < channels; c += 16) {
      uint8x16_t bytes[2 * COLUMNS + 1];
      for (int i = 0; i < (COLUMNS - 1) * STRIDE + 3; i++)
        bytes[i] = vld1q_u8(pixels + (size_t)i * channels + c);
      ADD_GROUP(0)
      ADD_GROUP(1)
      ADD_GROUP(2)
      ADD_GROUP(3)
    }
    weights += (size_t)nn_tap_groups(3, (int32_t)channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums);
}

/* Any kernel, four bytes at a time: 1 x 1, and the picture's three channels. */
NN_TARGET_NEON NN_INLINE void plain(const nn_row *row, int32_t x, int32_t block, const int8_t *weights) {
  int32x4_t sums[COLUMNS][QUARTERS];
  start(row, block, sums);
  for (int32_t t = 0; t < row->taps; t++) {
    const int32_t channels = row->tap[t].channels;
    const size_t step = (size_t)(row->stride * channels);
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * step;
    for (int32_t k = 0; k < row->kernel * channels; k += 4)
      for (int p = 0; p < COLUMNS; p++) {
        uint32_t four;
        memcpy(&four, pixels + (size_t)p * step + k, sizeof four);
        const uint8x16_t bytes = vreinterpretq_u8_u32(vdupq_n_u32(four));
        for (int q = 0; q < QUARTERS; q++)
          sums[p][q] = vusdotq_s32(sums[p][q], bytes, vld1q_s8(weights + (size_t)k * NN_BLOCK + 16 * q));
      }
    weights += (size_t)nn_tap_groups(row->kernel, channels) * NN_BLOCK * 4;
  }
  finish(row, x, block, sums);
}

NN_TARGET_NEON void nn_convolve_neon(const nn_row *row) {
  const size_t blockBytes = nn_block_bytes(row);
  for (int32_t block = 0; block < row->blocks; block++) {
    const int8_t *weights = row->weights + (size_t)block * blockBytes;
    /* The last columns end with the row and may overlap those before. */
    for (int32_t next = 0; next < row->columns; next += COLUMNS) {
      const int32_t x = next <= row->columns - COLUMNS ? next : row->columns - COLUMNS;
      if (row->kernel == 3 && row->tap[0].channels % 16 == 0) {
        if (row->stride == 1)
          three(row, x, block, weights, 1);
        else
          three(row, x, block, weights, 2);
      } else {
        plain(row, x, block, weights);
      }
    }
  }
}

#endif
