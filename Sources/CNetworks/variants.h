/* One function a variant, each in its own file; dispatch.c chooses. All but the scalar one need columns >=
 * NN_MINIMUM_COLUMNS. */
#ifndef NN_VARIANTS_H
#define NN_VARIANTS_H

#include "CNetworks.h"

/* The vector variants work on groups of up to 32 columns, the last of which overlaps the one before it: a
 * pixel computed twice has the same value twice. Narrower rows are left to the scalar variant. */
#define NN_MINIMUM_COLUMNS 16

/* What is compiled for this processor family; whether the machine at hand has it is asked at run time. */
#if defined(__x86_64__)
#define NN_X86 1
#else
#define NN_X86 0
#endif
#if defined(__aarch64__)
#define NN_ARM 1
#else
#define NN_ARM 0
#endif

/* Goes through a row in groups of columns; the last group ends with the row and may overlap the one before.
 */
#define NN_EACH_GROUP(row, x, COLUMNS, ...)                                                                  \
  for (int32_t x = 0, next = 0; next < (row)->columns; next += (COLUMNS)) {                                  \
    x = next <= (row)->columns - (COLUMNS) ? next : (row)->columns - (COLUMNS);                              \
    __VA_ARGS__;                                                                                             \
  }

/* Inlined with constant arguments, so that each use is a kernel of its own. */
#define NN_INLINE static inline __attribute__((always_inline))

void nn_convolve_scalar(const nn_row *row);
#if NN_X86
void nn_convolve_avx2(const nn_row *row);
void nn_convolve_avx_vnni(const nn_row *row);
void nn_convolve_avx512_vnni(const nn_row *row);
void nn_convolve_amx(const nn_row *row);
#endif
#if NN_ARM
void nn_convolve_neon(const nn_row *row);
#endif

/* Bytes of packed weights of one block of 16 outputs: from one block to the next. */
static inline size_t nn_block_bytes(const nn_row *row) {
  size_t groups = 0;
  for (int32_t t = 0; t < row->taps; t++)
    groups += (size_t)nn_tap_groups(row->kernel, row->tap[t].channels);
  return groups * NN_BLOCK * 4;
}

/* The channels of all taps where they are the same, else 0. */
static inline int32_t nn_common_channels(const nn_row *row) {
  for (int32_t t = 1; t < row->taps; t++)
    if (row->tap[t].channels != row->tap[0].channels)
      return 0;
  return row->tap[0].channels;
}

/* Some of a row's taps, one behind the other, and where their weights begin in a block. */
typedef struct {
  int32_t first, end;
  size_t weightsAt;
} nn_tap_range;

/* The taps that read a doubled map, or those that do not: they belong to one source or to all. */
static inline nn_tap_range nn_taps(const nn_row *row, int32_t paired) {
  nn_tap_range range = {0, 0, 0};
  size_t at = 0;
  for (int32_t t = 0; t < row->taps; t++) {
    if (row->tap[t].paired == paired) {
      if (range.end == 0) {
        range.first = t;
        range.weightsAt = at;
      }
      range.end = t + 1;
    }
    at += (size_t)nn_tap_groups(row->kernel, row->tap[t].channels) * NN_BLOCK * 4;
  }
  return range;
}

/* Whether neighbouring outputs share products: a 3 x 3 kernel of stride 1 that reads a doubled map. */
static inline int nn_has_pairs(const nn_row *row) {
  return row->kernel == 3 && row->stride == 1 && nn_taps(row, 1).end > 0;
}

#endif
