#include "jpeg_errors.h"

#include <jerror.h>

static ik_status status_of(int code) {
  switch (code) {
  case JERR_OUT_OF_MEMORY:
  case JERR_NO_BACKING_STORE:
  case JERR_IMAGE_TOO_BIG:
  case JERR_WIDTH_OVERFLOW:
    return IK_TOO_LARGE;
  case JERR_ARITH_NOTIMPL:
  case JERR_BAD_PRECISION:
  case JERR_CCIR601_NOTIMPL:
  case JERR_CONVERSION_NOTIMPL:
  case JERR_FRACT_SAMPLE_NOTIMPL:
  case JERR_NOT_COMPILED:
  case JERR_SOF_UNSUPPORTED:
    return IK_UNSUPPORTED;
  default:
    return IK_MALFORMED;
  }
}

void ik_jpeg_fail(ik_jpeg_errors *errors, ik_status status) {
  errors->status = status;
  longjmp(errors->return_point, 1);
}

static void on_error(j_common_ptr cinfo) {
  ik_jpeg_errors *errors = (ik_jpeg_errors *)cinfo->err;
  errors->base.format_message(cinfo, errors->message);
  ik_jpeg_fail(errors, status_of(errors->base.msg_code));
}

static void on_message(j_common_ptr cinfo, int level) {
  ik_jpeg_errors *errors = (ik_jpeg_errors *)cinfo->err;
  if (level >= 0)
    return; // a trace
  // An unknown version of the JFIF header says nothing about the pixels.
  if (errors->base.msg_code == JWRN_JFIF_MAJOR)
    return;
  errors->base.num_warnings++;
  if (errors->tolerates_warnings)
    return;
  errors->base.format_message(cinfo, errors->message);
  ik_jpeg_fail(errors, IK_MALFORMED);
}

static void on_output(j_common_ptr cinfo) { (void)cinfo; /* a library does not print */ }

void ik_jpeg_errors_init(ik_jpeg_errors *errors, char *message, bool tolerates_warnings) {
  _Static_assert(IK_MESSAGE_SIZE >= JMSG_LENGTH_MAX, "a message of libjpeg fits");
  jpeg_std_error(&errors->base);
  errors->base.error_exit = on_error;
  errors->base.emit_message = on_message;
  errors->base.output_message = on_output;
  errors->message = message;
  errors->status = IK_OK;
  errors->tolerates_warnings = tolerates_warnings;
}
