/*
 * Compares a variant of nn_convolve_row with the scalar one on random rows of every legal shape, bit for bit.
 *
 * In C, so that the same check runs in the test suite, under sanitizers, and in emulators of processors that the machine at
 * hand is not (Scripts/check-instruction-sets.sh).
 */
#ifndef CNETWORKS_CHECK_H
#define CNETWORKS_CHECK_H

#include "CNetworks.h"

/* Where a variant differs from the scalar one, and on which row; all zero when it never does. */
typedef struct {
  int32_t differs;  /* 1 when a byte differs, 2 when a byte outside the row was written */
  int32_t shape;    /* number of the random row, from 0 */
  int32_t place;    /* first byte of the output that differs */
  int32_t expected; /* what the scalar variant has there */
  int32_t found;
} nn_difference;

/* Tries `count` random rows; the same seed gives the same rows. Every third has the largest weights and activations allowed. */
nn_difference nn_check_rows(nn_variant variant, uint64_t seed, int32_t count);

/* The same for NN_AVX_VNNI's code in the encoding of AVX512-VNNI, which needs a processor with that. */
nn_difference nn_check_evex_rows(uint64_t seed, int32_t count);

/* The same for the scalar variant with one wrong bit a row: must differ. */
nn_difference nn_check_planted_rows(uint64_t seed, int32_t count);

#endif
