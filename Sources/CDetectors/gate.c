#include "variant.h"

DT_BODY void gate_row(const uint8_t *map, const uint8_t *gate, int32_t count, int32_t shift, uint8_t *out) {
  for (int32_t i = 0; i < count; i++) {
    const int32_t open = gate[i] < 1 << shift ? gate[i] : 1 << shift;
    out[i] = (uint8_t)((uint16_t)(map[i] * open) >> shift);
  }
}

DT_TARGET_AVX2 static void gate_row_avx2(const uint8_t *map, const uint8_t *gate, int32_t count,
                                         int32_t shift, uint8_t *out) {
  gate_row(map, gate, count, shift, out);
}

void dt_gate(dt_gray_view map, dt_gray_view gate, int32_t shift, dt_gray_target out, dt_variant variant) {
  for (int32_t y = 0; y < out.height; y++) {
    const uint8_t *from = map.pixels + (ptrdiff_t)y * map.stride,
                  *by = gate.pixels + (ptrdiff_t)y * gate.stride;
    uint8_t *to = out.pixels + (ptrdiff_t)y * out.stride;
    if (dt_runs_avx2(variant))
      gate_row_avx2(from, by, out.width, shift, to);
    else
      gate_row(from, by, out.width, shift, to);
  }
}

DT_BODY void stronger_row(const uint8_t *map, const uint8_t *other, int32_t count, uint8_t *out) {
  for (int32_t i = 0; i < count; i++)
    out[i] = map[i] >= other[i] ? map[i] : 0;
}

DT_TARGET_AVX2 static void stronger_row_avx2(const uint8_t *map, const uint8_t *other, int32_t count,
                                             uint8_t *out) {
  stronger_row(map, other, count, out);
}

void dt_stronger(dt_gray_view map, dt_gray_view other, dt_gray_target out, dt_variant variant) {
  for (int32_t y = 0; y < out.height; y++) {
    const uint8_t *from = map.pixels + (ptrdiff_t)y * map.stride,
                  *by = other.pixels + (ptrdiff_t)y * other.stride;
    uint8_t *to = out.pixels + (ptrdiff_t)y * out.stride;
    if (dt_runs_avx2(variant))
      stronger_row_avx2(from, by, out.width, to);
    else
      stronger_row(from, by, out.width, to);
  }
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
