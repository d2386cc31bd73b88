/*
 * Rows of an int8 convolutional network: pure functions over the caller's memory.
 *
 * The unit of work is one output row of one convolution. Nothing here allocates, keeps state, prints or fails; the Swift
 * side lays out the memory, packs the weights and refuses networks that break a condition stated below. A map is stored
 * row by row, in a row pixel by pixel, in a pixel channel by channel, one unsigned byte a value, zero point 0.
 *
 * Every variant gives the same bits as the scalar one, which is the specification (convolution_scalar.c):
 *
 *   acc[o] = biases[o] + sum of weight x activation over the taps              32-bit integers, exact
 *   v      = (float)acc[o] * scales[o]                                        each rounded to nearest even
 *   v      = fma(residualScale, residual, v)                                  one rounding; only with a residual
 *   out[o] = v rounded half to even, held in 0 ... 255                         which is also the ReLU
 *
 * AVX2 adds neighbouring products in 16 bits. So that this never saturates, each pair of neighbouring weights of a tap row
 * (2j, 2j + 1) keeps 255 x (sum of the positive ones) <= 32767 and 255 x (sum of the negative ones) >= -32768.
 * |v| and |acc| stay below 2^30 and 2^31 for all activations. The loader checks all three.
 */
#ifndef CNETWORKS_H
#define CNETWORKS_H

#include <stddef.h>
#include <stdint.h>

/* The instructions a row may use, slowest first. */
typedef enum {
  NN_SCALAR = 0,      /* plain C: the specification */
  NN_AVX2 = 1,        /* 256-bit integers and FMA: x86-64 since about 2013 */
  NN_AVX_VNNI = 2,    /* 256-bit byte products: laptops since about 2021 */
  NN_AVX512_VNNI = 3, /* 512-bit byte products: servers since about 2019, AMD since 2022 */
  NN_AMX = 4,         /* tiles of 16 x 64 bytes: Intel servers since 2023 */
  NN_NEON = 5         /* arm64 with byte products (the i8mm extension) */
} nn_variant;

/* Number of variants, also of those that this processor lacks. */
#define NN_VARIANTS 6

/*
 * Whether this machine runs a variant. Asking for NN_AMX also asks Linux once for the process's permission to use tiles;
 * where that is refused the answer is no.
 */
int nn_runs(nn_variant variant);

/* The fastest variant this machine runs. */
nn_variant nn_best_variant(void);

/* Output channels that are worked on together. Outputs are padded to a multiple of it. */
#define NN_BLOCK 16
/* Bytes of a tap row's packed weights come in multiples of this many groups of four: one tile of NN_AMX. */
#define NN_TILE_GROUPS 16
/* Bytes that must be readable behind each tap row's last pixel. */
#define NN_SLACK 64
/* Tap rows a convolution may have: three for each of two sources. */
#define NN_MAXIMUM_TAPS 6
/* Channels a source may have. */
#define NN_MAXIMUM_CHANNELS 512

/* One row of a source, under one row of the kernel. */
typedef struct {
  /* The first byte that output column 0 looks at: the pixel left of its own for a 3 x 3 kernel, its own for 1 x 1. The pixels
   * before the first and behind the last column are readable and hold 0; NN_SLACK bytes more are readable. */
  const uint8_t *pixels;
  /* Bytes a pixel: 3 for the picture, else a multiple of 16. */
  int32_t channels;
  /* 1: columns 2j and 2j + 1 of the source hold the same bytes (it was stored doubled), and `columns` is even where the stride is
   * 1. Variants may then use a product for both columns. All taps of a source have the same value. */
  int32_t paired;
} nn_tap;

/* One output row of a convolution. */
typedef struct {
  int32_t columns; /* output pixels, at least 1 */
  int32_t blocks;  /* output channels / NN_BLOCK; a pixel of `out` and of `residual` has blocks x NN_BLOCK bytes */
  int32_t kernel;  /* 1 or 3 */
  int32_t stride;  /* 1 or 2: source columns an output column */
  int32_t taps;    /* entries of `tap`: kernel x sources, at most NN_MAXIMUM_TAPS; rows of the first source first */
  int32_t doubled; /* 1: each output pixel is stored twice, side by side (nearest x2 upsampling; rows are the caller's) */
  const nn_tap *tap;
  /* Packed, aligned to 64: [block][tap][group of four bytes][output 0 ..< 16][4]. The bytes of a tap are those that an
   * output looks at in that row, column by column and in a column channel by channel; its groups are padded with zeros to a multiple
   * of NN_TILE_GROUPS. */
  const int8_t *weights;
  const int32_t *biases;    /* blocks x NN_BLOCK, aligned to 64 */
  const float *scales;      /* blocks x NN_BLOCK, aligned to 64 */
  const uint8_t *residual;  /* NULL, or a row of the output's shape */
  float residualScale;
  uint8_t *out; /* overlaps no input */
} nn_row;

/* Packed weight groups of one tap: kernel x channels bytes in groups of four, padded to a multiple of NN_TILE_GROUPS. */
int32_t nn_tap_groups(int32_t kernel, int32_t channels);

/*
 * Computes one output row. A variant that this machine lacks must not be asked for.
 * Cost: about 1 ns for 60 (AVX2) to 200 (AVX512-VNNI) products on one core of an AMD EPYC (Zen 4) at 3.6 GHz.
 */
void nn_convolve_row(const nn_row *row, nn_variant variant);

/*
 * Takes classes apart and turns their bytes into others: out[c][x] = table[row[16 x + c]] for c < classes (1 ... 16).
 * With the table of the sigmoid these are probabilities.
 */
void nn_head_row(const uint8_t *row, int32_t columns, int32_t classes, const uint8_t table[256], uint8_t *const *out);

#endif
