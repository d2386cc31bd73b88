#include "variant.h"

/* One row of two maps of one size; what `parameter` means is each kernel's own. */
typedef void row_kernel(const uint8_t *map, const uint8_t *other, int32_t count, int32_t parameter,
                        uint8_t *out);

DT_BODY void gate_row(const uint8_t *map, const uint8_t *gate, int32_t count, int32_t shift, uint8_t *out) {
  for (int32_t i = 0; i < count; i++) {
    const int32_t open = gate[i] < 1 << shift ? gate[i] : 1 << shift;
    out[i] = (uint8_t)((uint16_t)(map[i] * open) >> shift);
  }
}

DT_BODY void settle_row(const uint8_t *map, const uint8_t *other, int32_t count, int32_t second,
                        uint8_t *out) {
  if (second)
    for (int32_t i = 0; i < count; i++)
      out[i] = map[i] > 2 * other[i] ? map[i] : 0;
  else
    for (int32_t i = 0; i < count; i++)
      out[i] = 2 * map[i] >= other[i] ? map[i] : 0;
}

DT_BODY void raise_row(const uint8_t *map, const uint8_t *other, int32_t count, int32_t sure, uint8_t *out) {
  for (int32_t i = 0; i < count; i++) {
    const uint8_t heard = other[i] >= sure ? other[i] : 0;
    out[i] = map[i] >= heard ? map[i] : heard;
  }
}

#define TWO_VARIANTS(name)                                                                                   \
  static void name##_baseline(const uint8_t *map, const uint8_t *other, int32_t count, int32_t parameter,    \
                              uint8_t *out) {                                                                \
    name(map, other, count, parameter, out);                                                                 \
  }                                                                                                          \
  DT_TARGET_AVX2 static void name##_avx2(const uint8_t *map, const uint8_t *other, int32_t count,            \
                                         int32_t parameter, uint8_t *out) {                                  \
    name(map, other, count, parameter, out);                                                                 \
  }

TWO_VARIANTS(gate_row)
TWO_VARIANTS(settle_row)
TWO_VARIANTS(raise_row)

static void for_each_row(row_kernel *kernel, dt_gray_view map, dt_gray_view other, int32_t parameter,
                         dt_gray_target out) {
  for (int32_t y = 0; y < out.height; y++)
    kernel(map.pixels + (ptrdiff_t)y * map.stride, other.pixels + (ptrdiff_t)y * other.stride, out.width,
           parameter, out.pixels + (ptrdiff_t)y * out.stride);
}

void dt_gate(dt_gray_view map, dt_gray_view gate, int32_t shift, dt_gray_target out, dt_variant variant) {
  for_each_row(dt_runs_avx2(variant) ? gate_row_avx2 : gate_row_baseline, map, gate, shift, out);
}

void dt_settle(dt_gray_view map, dt_gray_view other, int32_t second, dt_gray_target out, dt_variant variant) {
  for_each_row(dt_runs_avx2(variant) ? settle_row_avx2 : settle_row_baseline, map, other, second, out);
}

void dt_raise_where_sure(dt_gray_view map, dt_gray_view other, uint8_t sure, dt_gray_target out,
                         dt_variant variant) {
  for_each_row(dt_runs_avx2(variant) ? raise_row_avx2 : raise_row_baseline, map, other, sure, out);
}

int32_t dt_reaches(dt_gray_view map, uint8_t value) {
  for (int32_t y = 0; y < map.height; y++) {
    const uint8_t *row = map.pixels + (ptrdiff_t)y * map.stride;
    uint8_t highest = 0;
    for (int32_t x = 0; x < map.width; x++)
      highest = row[x] > highest ? row[x] : highest;
    if (highest >= value)
      return 1;
  }
  return 0;
}
