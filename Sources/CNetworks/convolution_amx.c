#include "variants.h"

#if NN_X86
#include "epilogue_512.h"

/*
 * Tiles: 0 to 3 hold sums (two groups of 16 columns x two blocks), 4 and 5 the bytes of 16 columns, 6 and 7
 * the weights of a block. A tile of bytes has a column's 64 bytes in a row; columns lie stride x channels
 * apart, so that the neighbours which a kernel row looks at overlap in memory and need no copy. The weights
 * are packed as tiles already; bytes that belong to no weight are multiplied by zero.
 */
#define NN_TARGET_AMX                                                                                        \
  __attribute__((target("amx-tile,amx-int8,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")))

enum { TILE_COLUMNS = 16, TILE_BYTES = 64, WEIGHT_TILE = NN_TILE_GROUPS * NN_BLOCK * 4 };

/* All eight tiles as 16 rows of 64 bytes: palette 1, at byte 16 the widths (16 bits each), at byte 48 the
 * heights. */
NN_TARGET_AMX static void configure(void) {
  struct {
    uint8_t palette, startRow, reserved[14];
    uint16_t rowBytes[16];
    uint8_t rows[16];
  } configuration __attribute__((aligned(64))) = {.palette = 1};
  for (int tile = 0; tile < 8; tile++) {
    configuration.rowBytes[tile] = TILE_BYTES;
    configuration.rows[tile] = TILE_COLUMNS;
  }
  _tile_loadconfig(&configuration);
}

/* The sums of 16 columns and one block, stored by a tile, on their way to bytes. */
NN_TARGET_AMX static void finish(const nn_row *row, int32_t x, int32_t block, const int32_t *sums) {
  for (int32_t p = 0; p < TILE_COLUMNS; p += 4) {
    const int32_t *four = sums + (size_t)p * NN_BLOCK;
    nn_finish_four_512(row, x + p, block, _mm512_load_si512(four), _mm512_load_si512(four + NN_BLOCK),
                       _mm512_load_si512(four + 2 * NN_BLOCK), _mm512_load_si512(four + 3 * NN_BLOCK));
  }
}

/* 16 columns from x on and 16 more from x2 on, for one block or two. */
NN_TARGET_AMX NN_INLINE void columns(const nn_row *row, int32_t x, int32_t x2, int32_t block,
                                     size_t blockBytes, int BLOCKS) {
  /* A stride of 0 puts the 16 biases in every row. */
  const int32_t *biases = row->biases + block * NN_BLOCK;
  _tile_loadd(0, biases, 0);
  _tile_loadd(1, biases, 0);
  if (BLOCKS == 2) {
    _tile_loadd(2, biases + NN_BLOCK, 0);
    _tile_loadd(3, biases + NN_BLOCK, 0);
  }
  const int8_t *weights = row->weights + (size_t)block * blockBytes;
  for (int32_t t = 0; t < row->taps; t++) {
    const int32_t channels = row->tap[t].channels;
    const size_t step = (size_t)(row->stride * channels);
    const uint8_t *pixels = row->tap[t].pixels + (size_t)x * step;
    const uint8_t *pixels2 = row->tap[t].pixels + (size_t)x2 * step;
    for (int32_t k = 0; k < row->kernel * channels; k += TILE_BYTES) {
      _tile_loadd(4, pixels + k, step);
      _tile_loadd(5, pixels2 + k, step);
      _tile_loadd(6, weights, TILE_BYTES);
      _tile_dpbusd(0, 4, 6);
      _tile_dpbusd(1, 5, 6);
      if (BLOCKS == 2) {
        _tile_loadd(7, weights + blockBytes, TILE_BYTES);
        _tile_dpbusd(2, 4, 7);
        _tile_dpbusd(3, 5, 7);
      }
      weights += WEIGHT_TILE;
    }
  }
  int32_t sums[TILE_COLUMNS * NN_BLOCK] __attribute__((aligned(64)));
  _tile_stored(0, sums, TILE_BYTES);
  finish(row, x, block, sums);
  _tile_stored(1, sums, TILE_BYTES);
  finish(row, x2, block, sums);
  if (BLOCKS == 2) {
    _tile_stored(2, sums, TILE_BYTES);
    finish(row, x, block + 1, sums);
    _tile_stored(3, sums, TILE_BYTES);
    finish(row, x2, block + 1, sums);
  }
}

/* The columns of the last pair of tiles end with the row and may overlap those before. */
NN_TARGET_AMX NN_INLINE void all_columns(const nn_row *row, int32_t block, size_t blockBytes, int BLOCKS) {
  const int32_t last = row->columns - TILE_COLUMNS;
  for (int32_t next = 0; next < row->columns; next += 2 * TILE_COLUMNS) {
    const int32_t x = next < last ? next : last;
    const int32_t x2 = next + TILE_COLUMNS < last ? next + TILE_COLUMNS : last;
    columns(row, x, x2, block, blockBytes, BLOCKS);
  }
}

NN_TARGET_AMX static void convolve_tiles(const nn_row *row) {
  const size_t blockBytes = nn_block_bytes(row);
  configure();
  for (int32_t block = 0; block < row->blocks;) {
    if (row->blocks - block >= 2) {
      all_columns(row, block, blockBytes, 2);
      block += 2;
    } else {
      all_columns(row, block, blockBytes, 1);
      block += 1;
    }
  }
  _tile_release();
}

/* Rows that fill a small part of a tile's 64 bytes are faster without tiles. */
void nn_convolve_amx(const nn_row *row) {
  if (row->kernel * row->tap[0].channels < TILE_BYTES / 2)
    nn_convolve_avx512_vnni(row);
  else
    convolve_tiles(row);
}

#endif
