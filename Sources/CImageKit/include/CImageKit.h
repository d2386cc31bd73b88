/// The C half of ImageKit: reading and writing pictures, and looking at their pixels.
///
/// Why C: libjpeg and libpng report errors with longjmp, which must not cross a Swift frame; and the loops
/// over pixels are written once for all compilers. Every function works on memory of its caller, prints
/// nothing, keeps nothing between calls and may run on many threads at once. All arithmetic on pixels is on
/// integers, so that every machine gives the same bytes.
#ifndef CIMAGEKIT_H
#define CIMAGEKIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// ---- Common ground ----

// The name of a case in Swift.
#define IK_NAME(name) __attribute__((swift_name(#name)))

/// How a call ended. Everything but IK_OK leaves a sentence in the message.
typedef enum __attribute__((enum_extensibility(closed))) ik_status {
  IK_OK IK_NAME(ok) = 0,
  /// The bytes do not start like a JPEG.
  IK_NOT_A_JPEG IK_NAME(notAJPEG),
  /// Damaged: not the coding that its headers promise, or cut short.
  IK_MALFORMED IK_NAME(malformed),
  /// Larger than the limits, in pixels, scans or memory.
  IK_TOO_LARGE IK_NAME(tooLarge),
  /// A legal coding that is not read here.
  IK_UNSUPPORTED IK_NAME(unsupported),
  /// The caller's mistake: a size, stride or option out of range.
  IK_INVALID_ARGUMENT IK_NAME(invalidArgument),
} ik_status;

/// Room for a message with its final zero; at least libjpeg's JMSG_LENGTH_MAX.
#define IK_MESSAGE_SIZE 256

/// Pixels of somebody else: unsigned bytes, interleaved, row after row from the top.
typedef struct ik_view {
  const uint8_t *pixels;
  int32_t width, height;
  /// Bytes from one row to the next; at least width times channels.
  size_t stride;
  /// Bytes a pixel: 1 for grey, 3 for red, green, blue.
  int32_t channels;
} ik_view;

/// Takes the bytes of an encoded file, piece after piece. It must return normally.
typedef void (*ik_sink)(void *context, const uint8_t *bytes, size_t count);

// ---- JPEG ----

/// What is refused. All values are positive.
typedef struct ik_jpeg_limits {
  /// The most pixels a frame header may claim.
  int64_t maximum_pixels;
  /// The most scans of a progressive or multi-scan file.
  int32_t maximum_scans;
  /// The most bytes libjpeg may take, mostly the coefficients of a progressive file.
  int64_t maximum_memory;
  /// True to go on after a warning: what is missing becomes grey.
  bool tolerates_warnings;
} ik_jpeg_limits;

/// What a frame header says.
typedef struct ik_jpeg_header {
  int32_t width, height;
  /// 1 for grey, 3 for colour.
  int32_t components;
  bool is_progressive;
  /// The number of 8 x 8 blocks of all components, without the padding of interleaved scans.
  int64_t blocks;
} ik_jpeg_header;

/// Finds and checks the frame header without libjpeg and without memory.
///
/// Walks the marker segments by their lengths up to the first SOF, so an EXIF thumbnail is not taken for the
/// photo. The bytes may be the beginning of a file. Refuses what is not 8-bit Huffman-coded DCT of 1 or 3
/// components, sizes of zero, and more pixels than allowed. Source: ITU-T T.81, annex B. Cost: microseconds.
ik_status ik_jpeg_read_header(const uint8_t *bytes, size_t count, const ik_jpeg_limits *limits,
                              ik_jpeg_header *header, char message[IK_MESSAGE_SIZE]);

/// Decodes a whole file into the caller's memory.
///
/// Before libjpeg is called the header must pass ik_jpeg_read_header, and the file must be long enough for
/// its claim: each block of a sequential file costs at least two bits (one for the DC code, one for the end
/// of block), each block of a progressive file one (its DC code; only AC codes have runs over blocks). That
/// is arithmetic and no guess, so every legal file passes, a uniform one included, and a bomb is either long
/// or refused. Before libjpeg allocates, the coefficients of a progressive file are counted against
/// maximum_memory. Scans are limited to maximum_scans and, for pictures near maximum_pixels, to 16 times
/// maximum_pixels of scanned pixels in all.
///
/// The transform is the accurate integer one, JDCT_ISLOW, and chroma is interpolated: the same bytes
/// everywhere.
///
/// - scale: 1, 2, 4 or 8; the picture is ceil(width / scale) x ceil(height / scale).
/// - pixels: room for height rows of stride bytes, at least width x channels of the scaled picture each.
/// - channels: 1 for grey (the luma of the file), 3 for red, green, blue.
/// - On failure the pixels are undefined.
ik_status ik_jpeg_decode(const uint8_t *bytes, size_t count, const ik_jpeg_limits *limits, int32_t scale,
                         uint8_t *pixels, int32_t width, int32_t height, size_t stride, int32_t channels,
                         char message[IK_MESSAGE_SIZE]);

/// Encodes a picture as a baseline JPEG with JFIF header and no other metadata.
///
/// - quality: 1 to 100 on the scale of the Independent JPEG Group.
/// - halves_chroma: true for 4:2:0, false for 4:4:4; without meaning for grey.
/// - Width and height up to 65,500.
ik_status ik_jpeg_encode(const ik_view *image, int32_t quality, bool halves_chroma, ik_sink sink,
                         void *context, char message[IK_MESSAGE_SIZE]);

// ---- PNG ----

/// Encodes a grey or colour picture as an 8-bit PNG without metadata.
///
/// Fast rather than small: no row filter, deflate by run lengths, which suits masks.
ik_status ik_png_encode(const ik_view *image, ik_sink sink, void *context, char message[IK_MESSAGE_SIZE]);

/// Reads width and height from the first 33 bytes of a PNG; both are 1 to 2^20 and their product is within
/// maximum_pixels.
ik_status ik_png_read_header(const uint8_t *bytes, size_t count, int64_t maximum_pixels, int32_t *width,
                             int32_t *height, char message[IK_MESSAGE_SIZE]);

/// Decodes a whole PNG to 8 bits a channel: palettes and low depths expanded, 16 bits cut to 8, alpha
/// dropped, no gamma applied. A file that is cut short, up to its last byte, is damaged.
///
/// - pixels: room for height rows of stride bytes, at least width x channels each; the size must be that of
///   the header. Undefined on failure.
/// - channels: 1 for grey (Rec. 709 weights where the file is coloured), 3 for red, green, blue.
/// - Beside the pixels it takes a few rows, and at most 8 MB for any one chunk.
ik_status ik_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, int32_t width, int32_t height,
                        size_t stride, int32_t channels, char message[IK_MESSAGE_SIZE]);

// ---- Reducing ----

/// The bytes of scratch that ik_reduce needs; 0 for a size below 1.
size_t ik_reduce_scratch_size(int32_t width, int32_t height, int32_t reduced_width, int32_t reduced_height);

/// Reduces a colour picture by averaging over areas: each output pixel is the mean of what it covers, parts
/// counted as parts, with weights rounded to 1/256 an axis.
///
/// - source: 3 channels.
/// - pixels: height rows of stride bytes; each side 1 to the source's. Must not overlap the source.
/// - scratch: ik_reduce_scratch_size bytes, aligned for int32_t.
/// - Cost: about 1.5 ns a pixel of the source. Four times as fast as cv::resize with INTER_AREA where the
///   ratio is not whole, and the same on every machine.
ik_status ik_reduce(const ik_view *source, uint8_t *pixels, int32_t width, int32_t height, size_t stride,
                    void *scratch);

// ---- Quality ----

/// The number of steps in the histogram of edge ratios.
#define IK_EDGE_RATIO_BINS 1024

/// The largest side of a block for ik_quality_add.
#define IK_QUALITY_BLOCK 64

/// Adds one block of a colour picture to histograms, which start as zeros.
///
/// At each edge the gradient after one blur along its direction is compared with the gradient after two. The
/// blur is [1 4 6 4 1] / 16, close to a Gaussian of 1 pixel; the gradient is the difference over two pixels.
/// An edge is a local maximum of the gradient after two blurs, at least minimum_gradient levels high, whose
/// gradient in the other direction is at most half as strong. Source: S. Zhuo and T. Sim, Defocus map
/// estimation from a single image, Pattern Recognition 44 (2011) 1852-1858; the first blur is ours and keeps
/// noise out.
///
/// - block: width and height at most IK_QUALITY_BLOCK; below 13 in a direction it has no edges.
/// - minimum_gradient: 1 to 127; more is safer against noise and finds fewer edges.
/// - luma: 256 bins, (red + 2 green + blue + 2) / 4.
/// - horizontal: IK_EDGE_RATIO_BINS bins of the ratio second / first gradient across the rows, which is
///   below 1.
/// - vertical: the same down the columns.
/// - Cost: about 10 ns a pixel of rich texture, 5 ns of plain.
ik_status ik_quality_add(const ik_view *block, int32_t minimum_gradient, int64_t *luma, int64_t *horizontal,
                         int64_t *vertical);

// ---- Matching ----

/// The 64-bit words of a binary descriptor: 256 comparisons of brightness around a corner.
#define IK_DESCRIPTOR_WORDS 4

/// Scratch of ik_match_features: the nearest row of a column so far.
typedef struct ik_nearest {
  int32_t distance, index;
} ik_nearest;

/// Finds for each descriptor of one photo its partner in another, by all comparisons.
///
/// Partners have the fewest bits between them, choose each other (the first of equals), and are clearly nearer
/// than the second nearest.
///
/// - a, b: IK_DESCRIPTOR_WORDS a descriptor.
/// - ratio_percent: 1 to 100; best x 100 < second x ratio_percent must hold. Usually 85: less is safer and
///   finds fewer.
/// - partners: count_a places for indices into b, or -1. With fewer than two candidates there is none.
/// - nearest: count_b places of scratch.
/// - Cost: 1.4 ns a comparison where the processor counts bits, both ways in one pass.
ik_status ik_match_features(const uint64_t *a, int32_t count_a, const uint64_t *b, int32_t count_b,
                            int32_t ratio_percent, int32_t *partners, ik_nearest *nearest);

#ifdef __cplusplus
}
#endif

#endif
