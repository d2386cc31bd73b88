#include "CImageKit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Markers of ITU-T T.81, table B.1.
enum {
  SOF0 = 0xC0, // baseline
  SOF1 = 0xC1, // extended sequential, Huffman
  SOF2 = 0xC2, // progressive, Huffman
  SOF15 = 0xCF,
  DHT = 0xC4,
  JPG = 0xC8,
  DAC = 0xCC,
  RST0 = 0xD0,
  SOI = 0xD8,
  EOI = 0xD9,
  SOS = 0xDA,
  TEM = 0x01,
};

// libjpeg's JPEG_MAX_DIMENSION.
static const int32_t maximum_side = 65500;

__attribute__((format(printf, 3, 4))) static ik_status fail(char *message, ik_status status,
                                                            const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, IK_MESSAGE_SIZE, format, arguments);
  va_end(arguments);
  return status;
}

static int32_t big_endian_16(const uint8_t *bytes) { return bytes[0] << 8 | bytes[1]; }

static bool is_frame(int marker) {
  return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

// Whether a marker stands alone, without a length.
static bool stands_alone(int marker) { return marker == TEM || (marker >= RST0 && marker < SOI); }

static ik_status refuse_coding(int marker, char *message) {
  if (marker <= SOF2)
    return IK_OK;
  const char *coding = marker == 0xC3   ? "lossless coding"
                       : marker < JPG   ? "hierarchical coding"
                       : marker >= 0xCD ? "hierarchical coding"
                                        : "arithmetic coding";
  return fail(message, IK_UNSUPPORTED, "%s", coding);
}

// The 8 x 8 blocks along one side of a component: ceil(ceil(side x factor / largest factor) / 8).
static int64_t blocks_along(int64_t side, int factor, int largest) {
  int64_t samples = (side * factor + largest - 1) / largest;
  return (samples + 7) / 8;
}

// The payload starts after the length: precision, height, width, number of components, three bytes for each.
static ik_status read_frame(const uint8_t *payload, size_t count, const ik_jpeg_limits *limits,
                            ik_jpeg_header *header, char *message) {
  if (count < 6)
    return fail(message, IK_MALFORMED, "the frame header is too short");
  int precision = payload[0];
  header->height = big_endian_16(payload + 1);
  header->width = big_endian_16(payload + 3);
  header->components = payload[5];
  if (precision != 8)
    return fail(message, IK_UNSUPPORTED, "%d bits a sample", precision);
  if (header->components == 4)
    return fail(message, IK_UNSUPPORTED, "four components (CMYK)");
  if (header->components != 1 && header->components != 3)
    return fail(message, IK_UNSUPPORTED, "%d components", header->components);
  if (count != 6 + 3 * (size_t)header->components)
    return fail(message, IK_MALFORMED, "the frame header has the wrong length");
  if (header->width == 0 || header->height == 0)
    return fail(message, IK_MALFORMED, "the frame header says %d x %d pixels", header->width, header->height);
  if (header->width > maximum_side || header->height > maximum_side)
    return fail(message, IK_TOO_LARGE, "%d x %d pixels, above the limit of %d a side", header->width,
                header->height, maximum_side);
  if ((int64_t)header->width * header->height > limits->maximum_pixels)
    return fail(message, IK_TOO_LARGE, "%d x %d pixels, above the limit of %lld", header->width,
                header->height, (long long)limits->maximum_pixels);

  int across[3], down[3], most_across = 1, most_down = 1;
  for (int i = 0; i < header->components; i++) {
    across[i] = payload[6 + 3 * i + 1] >> 4;
    down[i] = payload[6 + 3 * i + 1] & 15;
    if (across[i] < 1 || across[i] > 4 || down[i] < 1 || down[i] > 4)
      return fail(message, IK_MALFORMED, "a sampling factor of %d x %d", across[i], down[i]);
    if (across[i] > most_across)
      most_across = across[i];
    if (down[i] > most_down)
      most_down = down[i];
  }
  header->blocks = 0;
  for (int i = 0; i < header->components; i++)
    header->blocks += blocks_along(header->width, across[i], most_across) *
                      blocks_along(header->height, down[i], most_down);
  return IK_OK;
}

ik_status ik_jpeg_read_header(const uint8_t *bytes, size_t count, const ik_jpeg_limits *limits,
                              ik_jpeg_header *header, char message[IK_MESSAGE_SIZE]) {
  memset(header, 0, sizeof *header);
  message[0] = '\0';
  if (bytes == NULL || count < 3 || bytes[0] != 0xFF || bytes[1] != SOI || bytes[2] != 0xFF)
    return fail(message, IK_NOT_A_JPEG, "no JPEG marker at the start");

  size_t at = 2;
  for (;;) {
    // Bytes between segments are skipped as libjpeg does; decoding warns of them.
    while (at < count && bytes[at] != 0xFF)
      at++;
    while (at < count && bytes[at] == 0xFF)
      at++;
    if (at >= count)
      return fail(message, IK_MALFORMED, "the file ends before its frame header");
    int marker = bytes[at++];
    if (marker == 0 || stands_alone(marker))
      continue;
    if (marker == SOI)
      return fail(message, IK_MALFORMED, "a second start of image");
    if (marker == EOI)
      return fail(message, IK_MALFORMED, "the image ends before its frame header");
    if (marker == SOS)
      return fail(message, IK_MALFORMED, "a scan before the frame header");
    if (count - at < 2)
      return fail(message, IK_MALFORMED, "the file ends before its frame header");
    size_t length = (size_t)big_endian_16(bytes + at);
    if (length < 2)
      return fail(message, IK_MALFORMED, "a segment of %zu bytes", length);
    if (length > count - at)
      return fail(message, IK_MALFORMED, "the file ends inside a segment");
    if (is_frame(marker)) {
      ik_status status = refuse_coding(marker, message);
      if (status != IK_OK)
        return status;
      header->is_progressive = marker == SOF2;
      return read_frame(bytes + at + 2, length - 2, limits, header, message);
    }
    at += length;
  }
}
