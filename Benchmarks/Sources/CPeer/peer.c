#include "CPeer.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <jpeglib.h>

size_t peer_decode(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels, size_t capacity) {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  info.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, bytes, (unsigned long)count);
  jpeg_read_header(&info, TRUE);
  info.out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&info);
  size_t stride = (size_t)info.output_width * (size_t)channels;
  size_t total = (size_t)info.output_width * info.output_height;
  if (stride * info.output_height > capacity) {
    jpeg_destroy_decompress(&info);
    return 0;
  }
  while (info.output_scanline < info.output_height) {
    JSAMPROW rows[8];
    for (int i = 0; i < 8; i++) {
      size_t row = info.output_scanline + (size_t)i;
      if (row >= info.output_height) row = info.output_height - 1;
      rows[i] = pixels + row * stride;
    }
    JDIMENSION left = info.output_height - info.output_scanline;
    jpeg_read_scanlines(&info, rows, left < 8 ? left : 8);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return total;
}

static void blur(const float *from, float *to, float *work, int width, int height, float sigma) {
  int radius = (int)ceilf(3 * sigma);
  float kernel[64];
  float sum = 0;
  for (int i = -radius; i <= radius; i++) sum += kernel[i + radius] = expf(-(float)(i * i) / (2 * sigma * sigma));
  for (int i = 0; i <= 2 * radius; i++) kernel[i] /= sum;
  for (int y = 0; y < height; y++) {
    const float *row = from + (size_t)y * (size_t)width;
    float *out = work + (size_t)y * (size_t)width;
    for (int x = 0; x < width; x++) {
      float value = 0;
      for (int i = -radius; i <= radius; i++) {
        int at = x + i < 0 ? 0 : x + i >= width ? width - 1 : x + i;
        value += kernel[i + radius] * row[at];
      }
      out[x] = value;
    }
  }
  for (int y = 0; y < height; y++) {
    float *out = to + (size_t)y * (size_t)width;
    memset(out, 0, (size_t)width * sizeof *out);
    for (int i = -radius; i <= radius; i++) {
      int at = y + i < 0 ? 0 : y + i >= height ? height - 1 : y + i;
      const float *row = work + (size_t)at * (size_t)width;
      for (int x = 0; x < width; x++) out[x] += kernel[i + radius] * row[x];
    }
  }
}

void peer_ridge(const uint8_t *grey, int width, int height, float *scratch, float *response) {
  size_t count = (size_t)width * (size_t)height;
  float *source = scratch, *smooth = scratch + count, *work = scratch + 2 * count;
  const float sigmas[4] = {1.0f, 1.5f, 2.2f, 3.3f};
  for (size_t i = 0; i < count; i++) source[i] = grey[i];
  memset(response, 0, count * sizeof *response);
  for (int s = 0; s < 4; s++) {
    blur(source, smooth, work, width, height, sigmas[s]);
    float scale = sigmas[s] * sigmas[s];
    for (int y = 1; y + 1 < height; y++) {
      const float *a = smooth + (size_t)(y - 1) * (size_t)width, *b = a + width, *c = b + width;
      float *out = response + (size_t)y * (size_t)width;
      for (int x = 1; x + 1 < width; x++) {
        float xx = b[x - 1] - 2 * b[x] + b[x + 1], yy = a[x] - 2 * b[x] + c[x];
        float xy = 0.25f * (a[x - 1] - a[x + 1] - c[x - 1] + c[x + 1]);
        float half = 0.5f * (xx - yy);
        float value = scale * (0.5f * (xx + yy) + sqrtf(half * half + xy * xy));
        if (value > out[x]) out[x] = value;
      }
    }
  }
}
