#include "CImageKit.h"

#include <string.h>

// Weights are in 1/256, so that a column of them times bytes fits 16 bits.
enum { one = 256 };

// The inputs that one output covers along an axis, and their weights.
typedef struct span {
  int32_t first, count;
} span;

// Output i of `outputs` covers [i, i + 1) x inputs / outputs of the inputs. With everything counted in
// 1/outputs of an input there are only integers. Weights are differences of rounded running sums: they add up
// to one exactly.
static span covered(int32_t i, int32_t outputs, int32_t inputs, uint16_t *weights) {
  int64_t start = (int64_t)i * inputs, end = start + inputs;
  span result = {(int32_t)(start / outputs), 0};
  int64_t sum = 0;
  for (int64_t input = result.first; input * outputs < end; input++) {
    int64_t upper = (input + 1) * outputs < end ? (input + 1) * outputs : end;
    int64_t next = ((upper - start) * one * 2 + inputs) / (2 * (int64_t)inputs);
    weights[result.count++] = (uint16_t)(next - sum);
    sum = next;
  }
  return result;
}

static void add_row(uint16_t *restrict sums, const uint8_t *restrict row, size_t count, uint16_t weight) {
  for (size_t i = 0; i < count; i++)
    sums[i] = (uint16_t)(sums[i] + row[i] * weight);
}

// An output covers at most ceil(inputs / outputs) + 1 inputs, and neighbours share at most one.
static size_t weight_count(int32_t inputs, int32_t outputs) {
  return (size_t)inputs + (size_t)outputs * 2 + 2;
}

size_t ik_reduce_scratch_size(int32_t width, int32_t height, int32_t reduced_width, int32_t reduced_height) {
  if (width < 1 || height < 1 || reduced_width < 1 || reduced_height < 1)
    return 0;
  size_t sums = (size_t)width * 3;
  size_t weights = weight_count(width, reduced_width) + weight_count(height, reduced_height);
  return (size_t)reduced_width * sizeof(span) + (sums + weights) * sizeof(uint16_t);
}

ik_status ik_reduce(const ik_view *source, uint8_t *pixels, int32_t width, int32_t height, size_t stride,
                    void *scratch) {
  if (source->pixels == NULL || pixels == NULL || scratch == NULL || source->channels != 3 || width < 1 ||
      height < 1 || width > source->width || height > source->height ||
      source->stride < (size_t)source->width * 3 || stride < (size_t)width * 3)
    return IK_INVALID_ARGUMENT;

  span *columns = scratch;
  uint16_t *sums = (uint16_t *)(columns + width);
  uint16_t *row_weights = sums + (size_t)source->width * 3;
  uint16_t *column_weights = row_weights + weight_count(source->height, height);
  uint16_t *next = column_weights;
  for (int32_t x = 0; x < width; x++) {
    columns[x] = covered(x, width, source->width, next);
    next += columns[x].count;
  }

  for (int32_t y = 0; y < height; y++) {
    memset(sums, 0, (size_t)source->width * 3 * sizeof *sums);
    span rows = covered(y, height, source->height, row_weights);
    for (int32_t i = 0; i < rows.count; i++)
      add_row(sums, source->pixels + (size_t)(rows.first + i) * source->stride, (size_t)source->width * 3,
              row_weights[i]);
    uint8_t *out = pixels + (size_t)y * stride;
    const uint16_t *weight = column_weights;
    for (int32_t x = 0; x < width; x++) {
      const uint16_t *in = sums + (size_t)columns[x].first * 3;
      uint32_t red = one * one / 2, green = red, blue = red;
      for (int32_t i = 0; i < columns[x].count; i++, in += 3, weight++) {
        red += (uint32_t)in[0] * *weight;
        green += (uint32_t)in[1] * *weight;
        blue += (uint32_t)in[2] * *weight;
      }
      out[3 * x] = (uint8_t)(red / (one * one));
      out[3 * x + 1] = (uint8_t)(green / (one * one));
      out[3 * x + 2] = (uint8_t)(blue / (one * one));
    }
  }
  return IK_OK;
}
