#include "CImageKit.h"
#include "png_errors.h"

#include <setjmp.h>
#include <stdio.h>

#include <png.h>
#include <zlib.h>

typedef struct destination {
  ik_sink sink;
  void *context;
} destination;

static void on_write(png_structp png, png_bytep bytes, size_t count) {
  destination *to = png_get_io_ptr(png);
  to->sink(to->context, bytes, count);
}

static void on_flush(png_structp png) { (void)png; }

ik_status ik_png_encode(const ik_view *image, ik_sink sink, void *context, char message[IK_MESSAGE_SIZE]) {
  message[0] = '\0';
  if (image->pixels == NULL || image->width < 1 || image->height < 1 ||
      (image->channels != 1 && image->channels != 3) ||
      image->stride < (size_t)image->width * (size_t)image->channels) {
    snprintf(message, IK_MESSAGE_SIZE, "no picture");
    return IK_INVALID_ARGUMENT;
  }

  destination to = {sink, context};
  // Both pointers are set before setjmp and not changed after it.
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, ik_png_error, ik_png_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_write_struct(&png, NULL);
    snprintf(message, IK_MESSAGE_SIZE, "out of memory");
    return IK_TOO_LARGE;
  }
  if (setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_write_struct(&png, &info);
    return IK_INVALID_ARGUMENT;
  }

  png_set_write_fn(png, &to, on_write, on_flush);
  png_set_compression_level(png, 1);
  png_set_compression_strategy(png, Z_RLE);
  png_set_compression_buffer_size(png, 1 << 16);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR(png, info, (png_uint_32)image->width, (png_uint_32)image->height, 8,
               image->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int32_t y = 0; y < image->height; y++)
    png_write_row(png, image->pixels + (size_t)y * image->stride);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return IK_OK;
}
