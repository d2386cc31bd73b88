#include "variants.h"

#include <math.h>

/* The product and the sum are rounded apart, as the vector variants do. */
#pragma STDC FP_CONTRACT OFF

/* The specification of a row, written to be read. */
void nn_convolve_scalar(const nn_row *row) {
  const size_t pixelBytes = (size_t)row->blocks * NN_BLOCK;
  const size_t blockBytes = nn_block_bytes(row);
  for (int32_t x = 0; x < row->columns; x++) {
    for (int32_t o = 0; o < row->blocks * NN_BLOCK; o++) {
      const int8_t *weights = row->weights + (size_t)(o / NN_BLOCK) * blockBytes + (size_t)(o % NN_BLOCK) * 4;
      int32_t sum = row->biases[o];
      for (int32_t t = 0; t < row->taps; t++) {
        const int32_t channels = row->tap[t].channels;
        const uint8_t *pixels = row->tap[t].pixels + (size_t)x * (size_t)(row->stride * channels);
        for (int32_t k = 0; k < row->kernel * channels; k++)
          sum += pixels[k] * weights[(size_t)(k / 4) * NN_BLOCK * 4 + (size_t)(k % 4)];
        weights += (size_t)nn_tap_groups(row->kernel, channels) * NN_BLOCK * 4;
      }
      float value = (float)sum * row->scales[o];
      if (row->residual)
        value = fmaf(row->residualScale, (float)row->residual[(size_t)x * pixelBytes + (size_t)o], value);
      const float rounded = nearbyintf(value);
      const uint8_t byte = rounded <= 0 ? 0 : rounded >= 255 ? 255 : (uint8_t)rounded;
      if (row->doubled) {
        row->out[(size_t)(2 * x) * pixelBytes + (size_t)o] = byte;
        row->out[(size_t)(2 * x + 1) * pixelBytes + (size_t)o] = byte;
      } else {
        row->out[(size_t)x * pixelBytes + (size_t)o] = byte;
      }
    }
  }
}
