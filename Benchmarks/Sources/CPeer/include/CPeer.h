#ifndef CPEER_H
#define CPEER_H
#include <stddef.h>
#include <stdint.h>

/// The peer that decoding is measured against: libjpeg-turbo's own loop, with nothing around it.
///
/// Decodes a JPEG to RGB (channels = 3) or grey (1) into the caller's memory, eight rows at a time. Returns the number
/// of pixels, or 0 when the memory is too small or the file is not one.
size_t peer_decode(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels, size_t capacity);

/// The textbook ridge filter: per scale a Gaussian blur, second derivatives by differences and the larger eigenvalue of
/// the Hessian, the maximum over four scales (1, 1.5, 2.2, 3.3 pixels), in plain single-precision C.
///
/// grey and response have width x height values; scratch has 6 x width x height floats.
void peer_ridge(const uint8_t *grey, int width, int height, float *scratch, float *response);

/// The most products of bytes a second that one core can add up, by running nothing else: the limit that the network's
/// kernels are held against. kind: 1 AVX2, 2 AVX-VNNI, 3 AVX512-VNNI, 4 AMX; only what the machine has may be asked for. 0
/// where it is not known.
double peer_peak_products(int kind);
#endif
