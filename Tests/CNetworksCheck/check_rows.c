#include "CNetworksCheck.h"

#include <stdlib.h>
#include <string.h>

typedef void (*row_function)(const nn_row *row);

/* SplitMix64 (S. Vigna, 2015). */
static uint64_t next(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static int32_t below(uint64_t *state, int32_t bound) { return (int32_t)(next(state) % (uint64_t)bound); }

static void *aligned(size_t size) {
  void *memory = aligned_alloc(64, (size + 63) / 64 * 64);
  if (!memory)
    abort();
  return memory;
}

/* A weight beside another one that keeps the condition on pairs; `extreme` ones lie on its edge. */
static int8_t partner(uint64_t *state, int8_t first, int extreme) {
  const int highest = first > 0 ? 128 - first : 127, lowest = first < 0 ? -128 - first : -127;
  const int high = highest > 127 ? 127 : highest, low = lowest < -127 ? -127 : lowest;
  if (extreme)
    return (int8_t)(first > 0 ? high : low);
  return (int8_t)(low + below(state, high - low + 1));
}

/* Packed weights with zeros where the packing has them. */
static int8_t *random_weights(uint64_t *state, const nn_row *row, int extreme) {
  size_t groups = 0;
  for (int32_t t = 0; t < row->taps; t++)
    groups += (size_t)nn_tap_groups(row->kernel, row->tap[t].channels);
  const size_t size = groups * NN_BLOCK * 4 * (size_t)row->blocks;
  int8_t *weights = aligned(size), *place = weights;
  memset(weights, 0, size);
  for (int32_t b = 0; b < row->blocks; b++)
    for (int32_t t = 0; t < row->taps; t++) {
      const int32_t bytes = row->kernel * row->tap[t].channels;
      for (int32_t k = 0; k < bytes; k += 2)
        for (int32_t o = 0; o < NN_BLOCK; o++) {
          int8_t *pair = place + ((size_t)(k / 4) * NN_BLOCK + (size_t)o) * 4 + (size_t)(k % 4);
          /* Outputs of one sign throughout have the largest sums. */
          const int sign = o % 2 ? 1 : -1;
          pair[0] = (int8_t)(extreme ? sign * (1 + below(state, 127)) : below(state, 255) - 127);
          if (k + 1 < bytes)
            pair[1] = partner(state, pair[0], extreme);
        }
      place += (size_t)nn_tap_groups(row->kernel, row->tap[t].channels) * NN_BLOCK * 4;
    }
  return weights;
}

/* A source row that ends where the contract says: a sanitizer sees a read beyond it. */
static uint8_t *random_pixels(uint64_t *state, const nn_row *row, int32_t channels, int32_t paired,
                              int extreme) {
  const int32_t pad = row->kernel == 3 ? 1 : 0;
  const int32_t width = row->columns * row->stride;
  const size_t size = (size_t)(width + 2 * pad) * (size_t)channels;
  uint8_t *pixels = malloc(size + NN_SLACK);
  if (!pixels)
    abort();
  for (size_t i = 0; i < size + NN_SLACK; i++)
    pixels[i] = extreme ? 255 : (uint8_t)next(state);
  for (int32_t x = 0; paired && x + 1 < width; x += 2)
    memcpy(pixels + (size_t)((x + 1 + pad) * channels), pixels + (size_t)((x + pad) * channels),
           (size_t)channels);
  memset(pixels, 0, (size_t)(pad * channels));
  memset(pixels + (size_t)(width + pad) * (size_t)channels, 0, (size_t)(pad * channels));
  return pixels;
}

/* What the legal shapes have in common: sizes, sources, weights; the rest is filled in by the caller. */
static nn_row random_shape(uint64_t *state, nn_tap *tap) {
  static const int32_t common[] = {16, 32, 48, 64};
  nn_row row = {
      .columns = 1 + below(state, 100), .stride = 1 + below(state, 2), .kernel = below(state, 3) ? 3 : 1};
  row.blocks = 1 + below(state, 5);
  row.doubled = below(state, 4) == 0;
  const int32_t sources = 1 + below(state, 2), mixed = below(state, 4) == 0, picture = below(state, 8) == 0;
  int32_t channels = common[below(state, 4)];
  /* A source may be doubled; with a stride of 1 the output then has as many columns as two neighbours share a
   * value. */
  const int32_t paired = picture ? 0 : below(state, 4);
  if (paired)
    row.columns += row.columns % 2;
  row.taps = picture ? row.kernel : row.kernel * sources;
  for (int32_t t = 0; t < row.taps; t++) {
    if (mixed && t % row.kernel == 0)
      channels = NN_BLOCK * (1 + below(state, 10));
    tap[t].channels = picture ? 3 : channels;
    tap[t].paired = paired >> (t / row.kernel) & 1;
  }
  row.tap = tap;
  return row;
}

static nn_difference check_row(row_function function, uint64_t *state, int32_t shape) {
  const int extreme = shape % 3 == 2;
  nn_tap tap[NN_MAXIMUM_TAPS];
  nn_row row = random_shape(state, tap);
  uint8_t *sources[NN_MAXIMUM_TAPS];
  for (int32_t t = 0; t < row.taps; t++)
    tap[t].pixels = sources[t] = random_pixels(state, &row, tap[t].channels, tap[t].paired, extreme);
  int8_t *weights = random_weights(state, &row, extreme);
  const size_t outputs = (size_t)row.blocks * NN_BLOCK;
  int32_t *biases = aligned(outputs * sizeof *biases);
  float *scales = aligned(outputs * sizeof *scales);
  const int32_t products = row.taps * row.kernel * row.tap[0].channels;
  for (size_t o = 0; o < outputs; o++) {
    biases[o] = below(state, 200000) - 100000;
    scales[o] =
        (float)(1 + below(state, 1000)) / (float)(products * 200 + 1) * (shape % 5 == 0 ? 100.0f : 0.02f);
  }
  const size_t size = outputs * (size_t)row.columns * (row.doubled ? 2 : 1);
  uint8_t *residual = NULL;
  if (below(state, 3) == 0) {
    residual = malloc(outputs * (size_t)row.columns);
    if (!residual)
      abort();
    for (size_t i = 0; i < outputs * (size_t)row.columns; i++)
      residual[i] = (uint8_t)next(state);
  }
  row.weights = weights;
  row.biases = biases;
  row.scales = scales;
  row.residual = residual;
  row.residualScale = (float)below(state, 2000) / 1000.0f;

  /* Memory around the outputs shows writes that miss. */
  enum { MARGIN = 64, UNTOUCHED = 0xA5 };
  uint8_t *expected = malloc(size + 2 * MARGIN), *found = malloc(size + 2 * MARGIN);
  if (!expected || !found)
    abort();
  memset(expected, UNTOUCHED, size + 2 * MARGIN);
  memset(found, UNTOUCHED, size + 2 * MARGIN);
  row.out = expected + MARGIN;
  nn_convolve_row(&row, NN_SCALAR);
  row.out = found + MARGIN;
  function(&row);

  nn_difference difference = {0};
  for (size_t i = 0; i < size + 2 * MARGIN && !difference.differs; i++)
    if (expected[i] != found[i])
      difference = (nn_difference){i < MARGIN || i >= MARGIN + size ? 2 : 1, shape, (int32_t)i - MARGIN,
                                   expected[i], found[i]};
  for (int32_t t = 0; t < row.taps; t++)
    free(sources[t]);
  free(weights);
  free(biases);
  free(scales);
  free(residual);
  free(expected);
  free(found);
  return difference;
}

static nn_difference check_rows(row_function function, uint64_t seed, int32_t count) {
  uint64_t state = seed;
  for (int32_t shape = 0; shape < count; shape++) {
    const nn_difference difference = check_row(function, &state, shape);
    if (difference.differs)
      return difference;
  }
  return (nn_difference){0};
}

static void avx2(const nn_row *row) { nn_convolve_row(row, NN_AVX2); }
static void avx_vnni(const nn_row *row) { nn_convolve_row(row, NN_AVX_VNNI); }
static void avx512_vnni(const nn_row *row) { nn_convolve_row(row, NN_AVX512_VNNI); }
static void amx(const nn_row *row) { nn_convolve_row(row, NN_AMX); }
static void neon(const nn_row *row) { nn_convolve_row(row, NN_NEON); }

nn_difference nn_check_rows(nn_variant variant, uint64_t seed, int32_t count) {
  static const row_function functions[NN_VARIANTS] = {NULL, avx2, avx_vnni, avx512_vnni, amx, neon};
  return functions[variant] ? check_rows(functions[variant], seed, count) : (nn_difference){0};
}

/* The scalar variant with one bit wrong, to show that the check sees it. */
static void planted(const nn_row *row) {
  nn_convolve_row(row, NN_SCALAR);
  row->out[row->columns / 2] ^= 1;
}

nn_difference nn_check_planted_rows(uint64_t seed, int32_t count) { return check_rows(planted, seed, count); }

#if defined(__x86_64__)
void nn_convolve_avx_vnni_evex(const nn_row *row);

static void avx_vnni_evex(const nn_row *row) {
  if (row->columns < 16)
    nn_convolve_row(row, NN_SCALAR);
  else
    nn_convolve_avx_vnni_evex(row);
}

nn_difference nn_check_evex_rows(uint64_t seed, int32_t count) {
  return check_rows(avx_vnni_evex, seed, count);
}
#else
nn_difference nn_check_evex_rows(uint64_t seed, int32_t count) {
  (void)seed;
  (void)count;
  return (nn_difference){0};
}
#endif
