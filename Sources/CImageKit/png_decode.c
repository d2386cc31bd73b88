#include "CImageKit.h"
#include "png_errors.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <png.h>

// Signature, then IHDR with its length, 13 bytes and checksum.
#define HEADER_SIZE 33
#define LONGEST_SIDE (1 << 20)
#define LARGEST_CHUNK (8 << 20)

typedef struct source {
  const uint8_t *bytes;
  size_t left;
} source;

static void on_read(png_structp png, png_bytep bytes, size_t count) {
  source *from = png_get_io_ptr(png);
  if (count > from->left)
    png_error(png, "it is cut short");
  memcpy(bytes, from->bytes, count);
  from->bytes += count;
  from->left -= count;
}

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

ik_status ik_png_read_header(const uint8_t *bytes, size_t count, int64_t maximum_pixels, int32_t *width,
                             int32_t *height, char message[IK_MESSAGE_SIZE]) {
  message[0] = '\0';
  if (count < HEADER_SIZE || png_sig_cmp(bytes, 0, 8) != 0 || memcmp(bytes + 12, "IHDR", 4) != 0) {
    snprintf(message, IK_MESSAGE_SIZE, "it does not start like a PNG");
    return IK_MALFORMED;
  }
  uint32_t columns = big_endian(bytes + 16), rows = big_endian(bytes + 20);
  if (columns == 0 || rows == 0) {
    snprintf(message, IK_MESSAGE_SIZE, "it has no pixels");
    return IK_MALFORMED;
  }
  if (columns > LONGEST_SIDE || rows > LONGEST_SIDE || (int64_t)columns * rows > maximum_pixels) {
    snprintf(message, IK_MESSAGE_SIZE, "%u x %u pixels, above the limit of %lld", columns, rows,
             (long long)maximum_pixels);
    return IK_TOO_LARGE;
  }
  *width = (int32_t)columns;
  *height = (int32_t)rows;
  return IK_OK;
}

ik_status ik_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, int32_t width, int32_t height,
                        size_t stride, int32_t channels, char message[IK_MESSAGE_SIZE]) {
  message[0] = '\0';
  if (pixels == NULL || width < 1 || height < 1 || (channels != 1 && channels != 3) ||
      stride < (size_t)width * (size_t)channels) {
    snprintf(message, IK_MESSAGE_SIZE, "no room for the picture");
    return IK_INVALID_ARGUMENT;
  }

  source from = {bytes, count};
  // Both pointers are set before setjmp and not changed after it.
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, ik_png_error, ik_png_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_read_struct(&png, NULL, NULL);
    snprintf(message, IK_MESSAGE_SIZE, "out of memory");
    return IK_TOO_LARGE;
  }
  if (setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_read_struct(&png, &info, NULL);
    return IK_MALFORMED;
  }

  png_set_read_fn(png, &from, on_read);
  png_set_user_limits(png, LONGEST_SIDE, LONGEST_SIDE);
  png_set_chunk_malloc_max(png, LARGEST_CHUNK);
  png_set_chunk_cache_max(png, 16);
  png_read_info(png, info);
  if (png_get_image_width(png, info) != (png_uint_32)width ||
      png_get_image_height(png, info) != (png_uint_32)height)
    png_error(png, "its size is not that of its header");

  int colors = png_get_color_type(png, info);
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_strip_alpha(png);
  if (channels == 1 && (colors & PNG_COLOR_MASK_COLOR))
    png_set_rgb_to_gray(png, PNG_ERROR_ACTION_NONE, -1, -1);
  if (channels == 3 && !(colors & PNG_COLOR_MASK_COLOR))
    png_set_gray_to_rgb(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  // The last guard before rows are written into memory of somebody else.
  if (png_get_rowbytes(png, info) != (size_t)width * (size_t)channels)
    png_error(png, "its rows do not have the length that was worked out");
  for (int pass = 0; pass < passes; pass++) {
    for (int32_t y = 0; y < height; y++)
      png_read_row(png, pixels + (size_t)y * stride, NULL);
  }
  png_read_end(png, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  return IK_OK;
}
