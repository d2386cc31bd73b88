#include "variant.h"

#include <string.h>

typedef uint8_t bytes __attribute__((vector_size(32)));

DT_BODY int32_t row_runs_body(const uint8_t *row, int32_t width, uint8_t low, dt_run *runs) {
  int32_t count = 0, x = 0;
  while (x < width) {
    /* Most of a map is silent: step over it by whole vectors. */
    while (x + (int32_t)sizeof(bytes) <= width) {
      bytes v;
      memcpy(&v, row + x, sizeof(v));
      if (__builtin_reduce_max(v) >= low)
        break;
      x += (int32_t)sizeof(bytes);
    }
    while (x < width && row[x] < low)
      x++;
    if (x == width)
      break;
    dt_run run = {x, 0, 0};
    for (; x < width && row[x] >= low; x++)
      run.highest = row[x] > run.highest ? row[x] : run.highest;
    run.length = x - run.start;
    runs[count++] = run;
  }
  return count;
}

DT_TARGET_AVX2 static int32_t row_runs_avx2(const uint8_t *row, int32_t width, uint8_t low, dt_run *runs) {
  return row_runs_body(row, width, low, runs);
}

int32_t dt_row_runs(const uint8_t *row, int32_t width, uint8_t low, dt_run *runs, dt_variant variant) {
  return dt_runs_avx2(variant) ? row_runs_avx2(row, width, low, runs) : row_runs_body(row, width, low, runs);
}
