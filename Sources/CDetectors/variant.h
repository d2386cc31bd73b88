/*
 * One source, several instruction sets: a kernel's body is an inline function, and each variant is that body compiled
 * for its target. Bodies hold integer loops that the compiler widens; nothing is written twice, so nothing can differ.
 */
#ifndef DT_VARIANT_H
#define DT_VARIANT_H

#include "CDetectors.h"

#define DT_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define DT_TARGET_AVX2 __attribute__((target("avx2")))
#define DT_HAS_AVX2 1
#else
#define DT_TARGET_AVX2
#define DT_HAS_AVX2 0
#endif

static inline int dt_runs_avx2(dt_variant variant) {
#if DT_HAS_AVX2
  return variant >= DT_AVX2 && __builtin_cpu_supports("avx2");
#else
  (void)variant;
  return 0;
#endif
}

/* The index inside 0 ..< n that i is mirrored to, without repeating the edge. */
static inline int32_t dt_mirror(int32_t i, int32_t n) {
  if (n == 1)
    return 0;
  while (i < 0 || i >= n)
    i = i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

#endif
