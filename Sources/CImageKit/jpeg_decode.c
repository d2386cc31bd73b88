#include "jpeg_errors.h"

#include <string.h>

// Rows asked for at once: an interleaved strip of 4:2:0 is 16 rows high.
enum { strip_height = 16 };

// The size of a coefficient block, 64 of 16 bits.
static const int64_t block_bytes = 128;

// Pixels scanned in all, as a multiple of the pixel limit: ordinary progressive files have 6 to 12 scans.
static const int64_t scans_at_maximum_pixels = 16;

typedef struct progress {
  struct jpeg_progress_mgr base; // first: cinfo->progress points at it
  int maximum_scans;
} progress;

static void on_progress(j_common_ptr cinfo) {
  const progress *progress_of = (const progress *)cinfo->progress;
  ik_jpeg_errors *errors = (ik_jpeg_errors *)cinfo->err;
  if (((j_decompress_ptr)cinfo)->input_scan_number <= progress_of->maximum_scans)
    return;
  snprintf(errors->message, IK_MESSAGE_SIZE, "more than %d scans", progress_of->maximum_scans);
  ik_jpeg_fail(errors, IK_TOO_LARGE);
}

static int allowed_scans(const ik_jpeg_limits *limits, const ik_jpeg_header *header) {
  int64_t pixels = (int64_t)header->width * header->height;
  int64_t scans = limits->maximum_pixels / pixels >= limits->maximum_scans
                      ? limits->maximum_scans
                      : limits->maximum_pixels * scans_at_maximum_pixels / pixels;
  return (int)(scans < limits->maximum_scans ? scans : limits->maximum_scans);
}

// What libjpeg takes to hold all coefficients, with each component padded to whole interleaved units.
static int64_t coefficient_bytes(const struct jpeg_decompress_struct *cinfo) {
  int64_t blocks = 0;
  for (int i = 0; i < cinfo->num_components; i++) {
    const jpeg_component_info *component = &cinfo->comp_info[i];
    blocks += ((int64_t)component->width_in_blocks + component->h_samp_factor) *
              ((int64_t)component->height_in_blocks + component->v_samp_factor);
  }
  return blocks * block_bytes;
}

static void check_memory(struct jpeg_decompress_struct *cinfo, ik_jpeg_errors *errors, int64_t maximum) {
  int64_t needed = jpeg_has_multiple_scans(cinfo) ? coefficient_bytes(cinfo) : 0;
  if (needed <= maximum)
    return;
  snprintf(errors->message, IK_MESSAGE_SIZE,
           "%u x %u pixels in several scans need %lld MB, above the limit of %lld MB", cinfo->image_width,
           cinfo->image_height, (long long)(needed >> 20), (long long)(maximum >> 20));
  ik_jpeg_fail(errors, IK_TOO_LARGE);
}

static void check_agreement(const struct jpeg_decompress_struct *cinfo, ik_jpeg_errors *errors,
                            const ik_jpeg_header *header) {
  if (cinfo->image_width == (JDIMENSION)header->width && cinfo->image_height == (JDIMENSION)header->height &&
      cinfo->num_components == header->components && (bool)cinfo->progressive_mode == header->is_progressive)
    return;
  snprintf(errors->message, IK_MESSAGE_SIZE, "two frame headers that disagree");
  ik_jpeg_fail(errors, IK_MALFORMED);
}

// Everything that changes after setjmp lies in structures whose address is taken, so nothing is lost at the
// jump.
static ik_status decode(const uint8_t *bytes, size_t count, const ik_jpeg_limits *limits,
                        const ik_jpeg_header *header, int32_t scale, uint8_t *pixels, int32_t width,
                        int32_t height, size_t stride, int32_t channels, char *message) {
  struct jpeg_decompress_struct cinfo;
  ik_jpeg_errors errors;
  progress scans;
  memset(&cinfo, 0, sizeof cinfo);
  memset(&scans, 0, sizeof scans);
  ik_jpeg_errors_init(&errors, message, limits->tolerates_warnings);
  scans.base.progress_monitor = on_progress;
  scans.maximum_scans = allowed_scans(limits, header);
  cinfo.err = &errors.base;

  if (setjmp(errors.return_point) != 0) {
    jpeg_destroy_decompress(&cinfo);
    return errors.status;
  }

  jpeg_create_decompress(&cinfo);
  cinfo.progress = &scans.base;
  cinfo.mem->max_memory_to_use = (long)limits->maximum_memory;
  jpeg_mem_src(&cinfo, bytes, (unsigned long)count);
  jpeg_read_header(&cinfo, TRUE);
  check_agreement(&cinfo, &errors, header);

  cinfo.scale_num = 1;
  cinfo.scale_denom = (unsigned)scale;
  cinfo.out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  cinfo.dct_method = JDCT_ISLOW;
  cinfo.do_fancy_upsampling = TRUE;
  jpeg_calc_output_dimensions(&cinfo);
  if (cinfo.output_width != (JDIMENSION)width || cinfo.output_height != (JDIMENSION)height) {
    snprintf(message, IK_MESSAGE_SIZE, "the picture is %u x %u pixels", cinfo.output_width,
             cinfo.output_height);
    ik_jpeg_fail(&errors, IK_INVALID_ARGUMENT);
  }
  check_memory(&cinfo, &errors, limits->maximum_memory);

  jpeg_start_decompress(&cinfo);
  while (cinfo.output_scanline < cinfo.output_height) {
    JSAMPROW rows[strip_height];
    JDIMENSION left = cinfo.output_height - cinfo.output_scanline;
    JDIMENSION wanted = left < strip_height ? left : strip_height;
    for (JDIMENSION i = 0; i < wanted; i++)
      rows[i] = pixels + (size_t)(cinfo.output_scanline + i) * stride;
    jpeg_read_scanlines(&cinfo, rows, wanted);
  }
  jpeg_finish_decompress(&cinfo);
  jpeg_destroy_decompress(&cinfo);
  return IK_OK;
}

ik_status ik_jpeg_decode(const uint8_t *bytes, size_t count, const ik_jpeg_limits *limits, int32_t scale,
                         uint8_t *pixels, int32_t width, int32_t height, size_t stride, int32_t channels,
                         char message[IK_MESSAGE_SIZE]) {
  ik_jpeg_header header;
  ik_status status = ik_jpeg_read_header(bytes, count, limits, &header, message);
  if (status != IK_OK)
    return status;

  bool scale_is_known = scale == 1 || scale == 2 || scale == 4 || scale == 8;
  bool channels_are_known = channels == 1 || channels == 3;
  if (pixels == NULL || width < 1 || height < 1 || !scale_is_known || !channels_are_known ||
      stride < (size_t)width * (size_t)channels) {
    snprintf(message, IK_MESSAGE_SIZE, "the memory for the pixels does not fit the picture");
    return IK_INVALID_ARGUMENT;
  }
  int64_t least_bits = header.blocks * (header.is_progressive ? 1 : 2);
  if ((int64_t)count < (least_bits + 7) / 8) {
    snprintf(message, IK_MESSAGE_SIZE, "%zu bytes cannot hold %d x %d pixels", count, header.width,
             header.height);
    return IK_MALFORMED;
  }
  return decode(bytes, count, limits, &header, scale, pixels, width, height, stride, channels, message);
}
