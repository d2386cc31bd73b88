#include "jpeg_errors.h"

#include <string.h>

enum { chunk_size = 1 << 14 };

// Hands the file over piece by piece, so that nobody has to guess its size or own C memory.
typedef struct destination {
  struct jpeg_destination_mgr base; // first: cinfo->dest points at it
  ik_sink sink;
  void *context;
  uint8_t chunk[chunk_size];
} destination;

static void start_chunk(j_compress_ptr cinfo) {
  destination *to = (destination *)cinfo->dest;
  to->base.next_output_byte = to->chunk;
  to->base.free_in_buffer = chunk_size;
}

static boolean full_chunk(j_compress_ptr cinfo) {
  destination *to = (destination *)cinfo->dest;
  to->sink(to->context, to->chunk, chunk_size);
  start_chunk(cinfo);
  return TRUE;
}

static void last_chunk(j_compress_ptr cinfo) {
  destination *to = (destination *)cinfo->dest;
  to->sink(to->context, to->chunk, chunk_size - to->base.free_in_buffer);
}

ik_status ik_jpeg_encode(const ik_view *image, int32_t quality, bool halves_chroma, ik_sink sink,
                         void *context, char message[IK_MESSAGE_SIZE]) {
  message[0] = '\0';
  if (image->pixels == NULL || image->width < 1 || image->height < 1 ||
      (image->channels != 1 && image->channels != 3) ||
      image->stride < (size_t)image->width * (size_t)image->channels || quality < 1 || quality > 100) {
    snprintf(message, IK_MESSAGE_SIZE, "no picture or no quality from 1 to 100");
    return IK_INVALID_ARGUMENT;
  }

  struct jpeg_compress_struct cinfo;
  ik_jpeg_errors errors;
  destination to;
  memset(&cinfo, 0, sizeof cinfo);
  ik_jpeg_errors_init(&errors, message, false);
  cinfo.err = &errors.base;
  to.base.init_destination = start_chunk;
  to.base.empty_output_buffer = full_chunk;
  to.base.term_destination = last_chunk;
  to.sink = sink;
  to.context = context;

  if (setjmp(errors.return_point) != 0) {
    jpeg_destroy_compress(&cinfo);
    return errors.status;
  }

  jpeg_create_compress(&cinfo);
  cinfo.dest = &to.base;
  cinfo.image_width = (JDIMENSION)image->width;
  cinfo.image_height = (JDIMENSION)image->height;
  cinfo.input_components = image->channels;
  cinfo.in_color_space = image->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&cinfo);
  jpeg_set_quality(&cinfo, quality, TRUE);
  cinfo.dct_method = JDCT_ISLOW;
  // jpeg_set_defaults chose 4:2:0.
  if (image->channels == 3 && !halves_chroma)
    cinfo.comp_info[0].h_samp_factor = cinfo.comp_info[0].v_samp_factor = 1;

  jpeg_start_compress(&cinfo, TRUE);
  while (cinfo.next_scanline < cinfo.image_height) {
    // libjpeg's interface wants mutable rows and does not write them.
    JSAMPROW row = (JSAMPROW)(uintptr_t)(image->pixels + (size_t)cinfo.next_scanline * image->stride);
    jpeg_write_scanlines(&cinfo, &row, 1);
  }
  jpeg_finish_compress(&cinfo);
  jpeg_destroy_compress(&cinfo);
  return IK_OK;
}
