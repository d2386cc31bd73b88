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

DT_BODY void settle_row(const uint8_t *map, const uint8_t *other, int32_t count, int32_t second,
                        uint8_t *out) {
  if (second)
    for (int32_t i = 0; i < count; i++)
      out[i] = map[i] > 2 * other[i] ? map[i] : 0;
  else
    for (int32_t i = 0; i < count; i++)
      out[i] = 2 * map[i] >= other[i] ? map[i] : 0;
}

DT_TARGET_AVX2 static void settle_row_avx2(const uint8_t *map, const uint8_t *other, int32_t count,
                                           int32_t second, uint8_t *out) {
  settle_row(map, other, count, second, out);
}

void dt_settle(dt_gray_view map, dt_gray_view other, int32_t second, dt_gray_target out, dt_variant variant) {
  for (int32_t y = 0; y < out.height; y++) {
    const uint8_t *from = map.pixels + (ptrdiff_t)y * map.stride,
                  *by = other.pixels + (ptrdiff_t)y * other.stride;
    uint8_t *to = out.pixels + (ptrdiff_t)y * out.stride;
    if (dt_runs_avx2(variant))
      settle_row_avx2(from, by, out.width, second, to);
    else
      settle_row(from, by, out.width, second, to);
  }
}

DT_BODY void raise_row(const uint8_t *map, const uint8_t *other, int32_t count, uint8_t sure, uint8_t *out) {
  for (int32_t i = 0; i < count; i++) {
    const uint8_t heard = other[i] >= sure ? other[i] : 0;
    out[i] = map[i] >= heard ? map[i] : heard;
  }
}

DT_TARGET_AVX2 static void raise_row_avx2(const uint8_t *map, const uint8_t *other, int32_t count,
                                          uint8_t sure, uint8_t *out) {
  raise_row(map, other, count, sure, out);
}

void dt_raise_where_sure(dt_gray_view map, dt_gray_view other, uint8_t sure, dt_gray_target out,
                         dt_variant variant) {
  for (int32_t y = 0; y < out.height; y++) {
    const uint8_t *from = map.pixels + (ptrdiff_t)y * map.stride,
                  *by = other.pixels + (ptrdiff_t)y * other.stride;
    uint8_t *to = out.pixels + (ptrdiff_t)y * out.stride;
    if (dt_runs_avx2(variant))
      raise_row_avx2(from, by, out.width, sure, to);
    else
      raise_row(from, by, out.width, sure, to);
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
