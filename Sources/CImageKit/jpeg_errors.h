// How libjpeg's errors become a status: shared by the decoder and the encoder.
#ifndef IK_JPEG_ERRORS_H
#define IK_JPEG_ERRORS_H

#include "CImageKit.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

/// libjpeg's default error_exit calls exit(). Here it jumps back into the frame that called libjpeg; every
/// frame in between is C, because no Swift or C++ frame may be jumped over.
typedef struct ik_jpeg_errors {
  struct jpeg_error_mgr base; // first: cinfo->err points at it
  jmp_buf return_point;
  char *message;
  ik_status status;
  bool tolerates_warnings;
} ik_jpeg_errors;

/// Prepares the error manager; the caller then assigns it to cinfo->err and calls setjmp on its return point.
void ik_jpeg_errors_init(ik_jpeg_errors *errors, char *message, bool tolerates_warnings);

/// Leaves the frame that called libjpeg with a status; the message is already written.
_Noreturn void ik_jpeg_fail(ik_jpeg_errors *errors, ik_status status);

#endif
