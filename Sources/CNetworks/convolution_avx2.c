#include "variants.h"

#if NN_X86
#include <immintrin.h>

#define NN_TARGET_256 __attribute__((target("avx2,fma")))
/* Eight sums, three weights, the ones, the broadcast bytes and the products in between fill 16 registers. */
#define PIXELS_256 8

/* Adds four products to each sum: pairs in 16 bits, which the weights' condition keeps from saturating, then
 * pairs of those. */
NN_TARGET_256 NN_INLINE __m256i products(__m256i sums, __m256i bytes, __m256i weights) {
  const __m256i pairs = _mm256_maddubs_epi16(bytes, weights);
  return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

#include "convolution_256.h"

void nn_convolve_avx2(const nn_row *row) { convolve_256(row); }

#endif
