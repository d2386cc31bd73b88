#include "CPeer.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <time.h>

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

enum { ROUNDS = 20000000, CHAINS = 12 };

/* Independent chains of one instruction, which nothing but its multiplier holds up. The empty assembly keeps each result. */
#define KEEP(value) __asm__ volatile("" : "+v"(value))
#define KEEP_256(value) __asm__ volatile("" : "+x"(value))

__attribute__((target("avx512f,avx512vnni"))) static double peak_avx512(void) {
  __m512i sums[CHAINS], bytes = _mm512_set1_epi32(1), weights = _mm512_set1_epi32(3);
  for (int i = 0; i < CHAINS; i++) sums[i] = _mm512_set1_epi32(i);
  const double start = seconds();
  for (int round = 0; round < ROUNDS; round++)
    for (int i = 0; i < CHAINS; i++) {
      sums[i] = _mm512_dpbusd_epi32(sums[i], bytes, weights);
      KEEP(sums[i]);
    }
  return (double)ROUNDS * CHAINS * 64 / (seconds() - start);
}

__attribute__((target("avx2,avxvnni"))) static double peak_avx_vnni(void) {
  __m256i sums[CHAINS], bytes = _mm256_set1_epi32(1), weights = _mm256_set1_epi32(3);
  for (int i = 0; i < CHAINS; i++) sums[i] = _mm256_set1_epi32(i);
  const double start = seconds();
  for (int round = 0; round < ROUNDS; round++)
    for (int i = 0; i < CHAINS; i++) {
      sums[i] = _mm256_dpbusd_avx_epi32(sums[i], bytes, weights);
      KEEP_256(sums[i]);
    }
  return (double)ROUNDS * CHAINS * 32 / (seconds() - start);
}

/* The three instructions that AVX2 needs for what the others do in one. */
__attribute__((target("avx2"))) static double peak_avx2(void) {
  enum { AVX2_CHAINS = 8 };
  __m256i sums[AVX2_CHAINS], bytes = _mm256_set1_epi32(1), weights = _mm256_set1_epi32(3), ones = _mm256_set1_epi16(1);
  for (int i = 0; i < AVX2_CHAINS; i++) sums[i] = _mm256_set1_epi32(i);
  const double start = seconds();
  for (int round = 0; round < ROUNDS; round++)
    for (int i = 0; i < AVX2_CHAINS; i++) {
      KEEP_256(bytes); /* else the product would be computed once, before the loop */
      __m256i pairs = _mm256_maddubs_epi16(bytes, weights);
      KEEP_256(pairs);
      pairs = _mm256_madd_epi16(pairs, ones);
      KEEP_256(pairs);
      sums[i] = _mm256_add_epi32(sums[i], pairs);
      KEEP_256(sums[i]);
    }
  return (double)ROUNDS * AVX2_CHAINS * 32 / (seconds() - start);
}

__attribute__((target("amx-tile,amx-int8"))) static double peak_amx(void) {
  struct {
    uint8_t palette, startRow, reserved[14];
    uint16_t rowBytes[16];
    uint8_t rows[16];
  } configuration __attribute__((aligned(64))) = {.palette = 1};
  for (int tile = 0; tile < 8; tile++) {
    configuration.rowBytes[tile] = 64;
    configuration.rows[tile] = 16;
  }
  _tile_loadconfig(&configuration);
  const double start = seconds();
  for (int round = 0; round < ROUNDS / 16; round++) {
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 5, 6);
    _tile_dpbusd(2, 4, 7);
    _tile_dpbusd(3, 5, 7);
  }
  const double time = seconds() - start;
  _tile_release();
  return (double)(ROUNDS / 16) * 4 * 16 * 16 * 64 / time;
}

double peer_peak_products(int kind) {
  switch (kind) {
  case 1: return peak_avx2();
  case 2: return peak_avx_vnni();
  case 3: return peak_avx512();
  case 4: return peak_amx();
  default: return 0;
  }
}
#else
double peer_peak_products(int kind) { return kind - kind; }
#endif
