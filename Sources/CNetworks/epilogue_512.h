/* From 32-bit sums to bytes in memory, for the two variants whose sums lie in 512-bit registers. */
#ifndef NN_EPILOGUE_512_H
#define NN_EPILOGUE_512_H

#include "variants.h"

#include <immintrin.h>

#define NN_TARGET_512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")))

/* One pixel's 16 sums, scaled, with its residual added, and rounded half to even. */
NN_TARGET_512 NN_INLINE __m512i nn_rounded_512(__m512i sums, __m512 scales, const uint8_t *residual,
                                               __m512 residualScale) {
  __m512 value = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), scales);
  if (residual) {
    const __m512i bytes = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)residual));
    value = _mm512_fmadd_ps(residualScale, _mm512_cvtepi32_ps(bytes), value);
  }
  return _mm512_cvtps_epi32(value);
}

NN_TARGET_512 NN_INLINE void nn_store_16(uint8_t *out, size_t pixelBytes, int doubled, __m128i bytes) {
  _mm_storeu_si128((__m128i *)out, bytes);
  if (doubled)
    _mm_storeu_si128((__m128i *)(out + pixelBytes), bytes);
}

/*
 * Stores the 16 outputs of block `block` for four pixels from column x on. Saturating packs hold the values
 * in 0 ... 255.
 */
NN_TARGET_512 NN_INLINE void nn_finish_four_512(const nn_row *row, int32_t x, int32_t block, __m512i a,
                                                __m512i b, __m512i c, __m512i d) {
  const size_t pixelBytes = (size_t)row->blocks * NN_BLOCK;
  const __m512 scales = _mm512_load_ps(row->scales + block * NN_BLOCK);
  const __m512 residualScale = _mm512_set1_ps(row->residualScale);
  const uint8_t *residual =
      row->residual ? row->residual + (size_t)x * pixelBytes + (size_t)block * NN_BLOCK : NULL;
  if (residual) {
    a = nn_rounded_512(a, scales, residual, residualScale);
    b = nn_rounded_512(b, scales, residual + pixelBytes, residualScale);
    c = nn_rounded_512(c, scales, residual + 2 * pixelBytes, residualScale);
    d = nn_rounded_512(d, scales, residual + 3 * pixelBytes, residualScale);
  } else {
    a = nn_rounded_512(a, scales, NULL, residualScale);
    b = nn_rounded_512(b, scales, NULL, residualScale);
    c = nn_rounded_512(c, scales, NULL, residualScale);
    d = nn_rounded_512(d, scales, NULL, residualScale);
  }
  /* Packs work within quarters of a register: the dwords come out as quarter-major and are put in pixel-major
   * order. */
  const __m512i quarters = _mm512_packus_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  const __m512i pixels = _mm512_permutexvar_epi32(order, quarters);
  const size_t step = row->doubled ? 2 * pixelBytes : pixelBytes;
  uint8_t *out = row->out + (size_t)x * step + (size_t)block * NN_BLOCK;
  if (!row->doubled && row->blocks == 1) {
    _mm512_storeu_si512(out, pixels);
    return;
  }
  nn_store_16(out, pixelBytes, row->doubled, _mm512_castsi512_si128(pixels));
  nn_store_16(out + step, pixelBytes, row->doubled, _mm512_extracti32x4_epi32(pixels, 1));
  nn_store_16(out + 2 * step, pixelBytes, row->doubled, _mm512_extracti32x4_epi32(pixels, 2));
  nn_store_16(out + 3 * step, pixelBytes, row->doubled, _mm512_extracti32x4_epi32(pixels, 3));
}

#endif
