#include "variants.h"

#if NN_X86
#include <immintrin.h>

/*
 * NN_EVEX builds the same code with the 256-bit instructions of AVX512-VNNI, which do the same under another
 * encoding: so that it can be tested and timed on processors that have those only.
 */
#ifdef NN_EVEX
#define NN_TARGET_256 __attribute__((target("avx2,fma,avx512f,avx512vl,avx512vnni")))
#else
#define NN_TARGET_256 __attribute__((target("avx2,fma,avxvnni")))
#endif
/* Twelve sums, three weights and the broadcast bytes fill 16 registers. */
#define PIXELS_256 12

/* Adds four products to each sum, in 32 bits throughout. */
NN_TARGET_256 NN_INLINE __m256i products(__m256i sums, __m256i bytes, __m256i weights) {
#ifdef NN_EVEX
  return _mm256_dpbusd_epi32(sums, bytes, weights);
#else
  return _mm256_dpbusd_avx_epi32(sums, bytes, weights);
#endif
}

#include "convolution_256.h"

void nn_convolve_avx_vnni(const nn_row *row) { convolve_256(row); }

#endif
