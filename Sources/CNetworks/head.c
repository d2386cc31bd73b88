#include "CNetworks.h"

void nn_head_row(const uint8_t *row, int32_t columns, int32_t classes, const uint8_t table[256],
                 uint8_t *const *out) {
  for (int32_t c = 0; c < classes; c++) {
    uint8_t *restrict plane = out[c];
    for (int32_t x = 0; x < columns; x++)
      plane[x] = table[row[(size_t)x * NN_BLOCK + (size_t)c]];
  }
}
