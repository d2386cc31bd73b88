// Partners of binary descriptors in two photos.
#include "CImageKit.h"

enum { words = IK_DESCRIPTOR_WORDS };

static inline int distance(const uint64_t *a, const uint64_t *b) {
  int sum = 0;
  for (int i = 0; i < words; i++)
    sum += __builtin_popcountll(a[i] ^ b[i]);
  return sum;
}

// One pass over all pairs serves both directions: a row's nearest two, and each column's nearest so far.
static inline __attribute__((always_inline)) void
match(const uint64_t *a, int32_t count_a, const uint64_t *b, int32_t count_b, int32_t ratio_percent,
      int32_t *partners, ik_nearest *nearest) {
  for (int32_t j = 0; j < count_b; j++)
    nearest[j] = (ik_nearest){.distance = INT32_MAX, .index = -1};
  for (int32_t i = 0; i < count_a; i++) {
    int best = INT32_MAX, second = INT32_MAX;
    int32_t partner = -1;
    for (int32_t j = 0; j < count_b; j++) {
      int d = distance(a + (size_t)i * words, b + (size_t)j * words);
      if (d < nearest[j].distance)
        nearest[j] = (ik_nearest){.distance = d, .index = i};
      if (d < second) {
        second = d < best ? best : d;
        if (d < best) {
          best = d;
          partner = j;
        }
      }
    }
    partners[i] = second != INT32_MAX && best * 100 < second * ratio_percent ? partner : -1;
  }
  for (int32_t i = 0; i < count_a; i++)
    if (partners[i] >= 0 && nearest[partners[i]].index != i)
      partners[i] = -1;
}

typedef void (*match_function)(const uint64_t *, int32_t, const uint64_t *, int32_t, int32_t, int32_t *,
                               ik_nearest *);

static void match_plain(const uint64_t *a, int32_t count_a, const uint64_t *b, int32_t count_b, int32_t ratio,
                        int32_t *partners, ik_nearest *nearest) {
  match(a, count_a, b, count_b, ratio, partners, nearest);
}

#if defined(__x86_64__)
// The same code with the processor's own bit count, six times as fast; every x86 since 2008 has it.
__attribute__((target("popcnt"))) static void match_popcnt(const uint64_t *a, int32_t count_a,
                                                           const uint64_t *b, int32_t count_b, int32_t ratio,
                                                           int32_t *partners, ik_nearest *nearest) {
  match(a, count_a, b, count_b, ratio, partners, nearest);
}
#endif

static match_function best_variant(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt"))
    return match_popcnt;
#endif
  return match_plain;
}

ik_status ik_match_features(const uint64_t *a, int32_t count_a, const uint64_t *b, int32_t count_b,
                            int32_t ratio_percent, int32_t *partners, ik_nearest *nearest) {
  if (count_a < 0 || count_b < 0 || ratio_percent < 1 || ratio_percent > 100)
    return IK_INVALID_ARGUMENT;
  best_variant()(a, count_a, b, count_b, ratio_percent, partners, nearest);
  return IK_OK;
}
