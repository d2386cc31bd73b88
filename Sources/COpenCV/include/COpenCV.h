/// The part of OpenCV that ImageKit and Detectors use, behind plain C: exceptions end here and become a
/// message.
///
/// Only core, imgproc, features2d and dnn are linked. OpenCV works on one thread from the first call on,
/// because photos are worked on in parallel instead, and prints nothing. Every function may be called on many
/// threads for different pictures.
///
/// Points are continuous: (0, 0) is the outer upper-left corner of the picture and the first pixel's centre
/// is (0.5, 0.5). OpenCV's own convention, with that centre at (0, 0), stays inside. Points may lie outside
/// the picture; beyond a million pixels they are pulled in, and a point that is not a number is an error.
#ifndef COPENCV_H
#define COPENCV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Room for a message with its final zero.
#define OCV_MESSAGE_SIZE 256

/// A picture of somebody else that may be drawn on: red, green, blue, a byte each, row after row from the
/// top.
typedef struct ocv_picture {
  uint8_t *pixels;
  int32_t width, height;
  /// Bytes from one row to the next; at least three times the width.
  size_t stride;
} ocv_picture;

typedef struct ocv_point {
  double x, y;
} ocv_point;

typedef struct ocv_color {
  uint8_t red, green, blue;
} ocv_color;

/// Draws an antialiased line through points, with round joints.
///
/// - thickness: pixels of the picture, 1 to 100.
bool ocv_draw_line(const ocv_picture *picture, const ocv_point *points, size_t count, bool is_closed,
                   ocv_color color, int32_t thickness, char message[OCV_MESSAGE_SIZE]);

/// Fills a polygon, antialiased, by the even-odd rule.
///
/// - opacity: 0 leaves the picture as it is, 255 covers it.
/// - OpenCV counts pixels touched by the boundary as inside, so the polygon comes out up to half a pixel
///   larger.
bool ocv_fill_polygon(const ocv_picture *picture, const ocv_point *points, size_t count, ocv_color color,
                      uint8_t opacity, char message[OCV_MESSAGE_SIZE]);

/// Writes ASCII text in a Hershey font, in a colour and with an outline, moved as needed to lie inside the
/// picture.
///
/// - origin: the left end of the base line.
/// - height: of a capital letter, in pixels of the picture, 5 to 200.
bool ocv_draw_text(const ocv_picture *picture, const char *text, ocv_point origin, double height,
                   ocv_color color, ocv_color outline, char message[OCV_MESSAGE_SIZE]);

/// The 64-bit words of a feature's descriptor.
#define OCV_DESCRIPTOR_WORDS 4

/// A grey picture of somebody else that is only read: a byte a pixel, row after row from the top.
typedef struct ocv_grey_picture {
  const uint8_t *pixels;
  int32_t width, height;
  /// Bytes from one row to the next; at least the width.
  size_t stride;
} ocv_grey_picture;

/// A corner that can be found again in another photo of the same place.
typedef struct ocv_feature {
  /// Continuous pixels of the picture it was found in.
  float x, y;
  /// 256 comparisons of brightness around it, which turn with the picture.
  uint64_t descriptor[OCV_DESCRIPTOR_WORDS];
} ocv_feature;

/// Finds corners on four scales, the best of each sixteenth of the picture first.
///
/// ORB: E. Rublee et al., ORB: an efficient alternative to SIFT or SURF, ICCV 2011.
///
/// - maximum: 1 to 100000 features; the room in `features`. 2000 take about 20 ms on half a megapixel.
/// - count: how many there are; none closer than 15 pixels to the border.
bool ocv_find_features(const ocv_grey_picture *picture, size_t maximum, ocv_feature *features, size_t *count,
                       char message[OCV_MESSAGE_SIZE]);

/// A colour picture of somebody else that is only read: red, green, blue, a byte each, row after row from the
/// top.
typedef struct ocv_rgb_picture {
  const uint8_t *pixels;
  int32_t width, height;
  /// Bytes from one row to the next; at least three times the width.
  size_t stride;
} ocv_rgb_picture;

/// A network with its weights and the memory it works in. Called on one thread at a time.
typedef struct ocv_network ocv_network;

/// How many planes of floats a network gives, and their size.
typedef struct ocv_planes_size {
  int32_t channels, height, width;
} ocv_planes_size;

/// Reads a network with one output from the bytes of an ONNX file, which are not needed any more afterwards.
///
/// OpenCV 4.6 trusts what it reads: it crashes on some operators, and on weights that are shorter than their
/// shape says. The caller has checked both.
///
/// Returns NULL when it cannot be read; otherwise the caller frees it with `ocv_free_network`.
ocv_network *ocv_read_network(const uint8_t *bytes, size_t count, char message[OCV_MESSAGE_SIZE]);

/// Frees a network; NULL is none.
void ocv_free_network(ocv_network *network);

/// Says how many bytes a network takes for its weights and for all its maps at an input size, without running
/// it. What it takes while it runs can be less, because maps share memory.
bool ocv_network_memory(const ocv_network *network, int32_t width, int32_t height, size_t *bytes,
                        char message[OCV_MESSAGE_SIZE]);

/// Runs a network on a picture.
///
/// The input is 1 x 3 x height x width: red, green and blue as floats, each byte times `scale`. Where the
/// picture is smaller than that its last column and row are repeated.
///
/// - planes: receives the output, plane after plane, each row after row; room for `capacity` floats. NULL
///   when only the size is asked for.
/// - size: the output's size.
/// - The same input gives the same bits on one machine; the vector width changes the last ones.
bool ocv_run_network(ocv_network *network, const ocv_rgb_picture *picture, int32_t width, int32_t height,
                     double scale, float *planes, size_t capacity, ocv_planes_size *size,
                     char message[OCV_MESSAGE_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
