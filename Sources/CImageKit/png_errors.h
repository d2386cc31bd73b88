// How libpng's errors become a message: shared by the decoder and the encoder.
#ifndef IK_PNG_ERRORS_H
#define IK_PNG_ERRORS_H

#include "CImageKit.h"

#include <stdio.h>

#include <png.h>

/// Writes the reason into the message that was given as error pointer, and jumps back into the frame that called
/// libpng; every frame in between is C.
static inline void ik_png_error(png_structp png, png_const_charp reason) {
  snprintf(png_get_error_ptr(png), IK_MESSAGE_SIZE, "%s", reason);
  png_longjmp(png, 1);
}

/// Warnings are not passed on.
static inline void ik_png_warning(png_structp png, png_const_charp reason) {
  (void)png;
  (void)reason;
}

#endif
