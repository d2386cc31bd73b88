/*
 * Kernels of the detectors: pure functions over the caller's memory.
 *
 * None of them allocates, keeps state, prints or fails: sizes that make no sense are refused by the Swift side before.
 * Images are views that own nothing. Strides are in bytes and may be wider than a row. Inputs and outputs may not overlap
 * unless a comment says so. All arithmetic is on integers, so every variant gives the same bits, and a value depends
 * only on the picture and its own place in it: never on how the picture is cut for the work.
 *
 * Costs are on one core of an AMD EPYC (Zen 3) with AVX2.
 */
#ifndef CDETECTORS_H
#define CDETECTORS_H

#include <stddef.h>
#include <stdint.h>

/* The instructions a kernel may use. A variant that the machine lacks falls back to the baseline. */
typedef enum {
  DT_BASELINE = 0, /* what every x86-64 or arm64 machine has */
  DT_AVX2 = 1      /* 256-bit integers */
} dt_variant;

/* The widest variant this machine runs. */
dt_variant dt_best_variant(void);

/* Interleaved red, green, blue, a byte each. */
typedef struct {
  const uint8_t *pixels;
  int32_t width, height;
  ptrdiff_t stride;
} dt_rgb_view;

/* One byte a pixel, read only. */
typedef struct {
  const uint8_t *pixels;
  int32_t width, height;
  ptrdiff_t stride;
} dt_gray_view;

/* One byte a pixel, written. */
typedef struct {
  uint8_t *pixels;
  int32_t width, height;
  ptrdiff_t stride;
} dt_gray_target;

/* ---- Brightness and colour --------------------------------------------------------------------------------------- */

/*
 * Brightness of a rectangle, Y = (77 R + 150 G + 29 B + 128) / 256 (ITU-R BT.601).
 *
 * The rectangle starts at column x and row y of the source and may reach beyond it on every side, where the picture is
 * mirrored without repeating the edge (…2 1 0 1 2…). Cost: 0.3 ns a pixel.
 */
void dt_luminance(dt_rgb_view source, int32_t x, int32_t y, dt_gray_target out, dt_variant variant);

/* The same for a source that is grey already. */
void dt_gray_patch(dt_gray_view source, int32_t x, int32_t y, dt_gray_target out);

/* Side of the blocks of dt_colour_blocks, in pixels. */
#define DT_COLOUR_BLOCK 16

/*
 * Sums of red, green and blue over blocks of 16 x 16 pixels, looking at every fourth row from each block's second.
 *
 * `sums` holds 3 values a block, ceil(width / 16) x ceil(height / 16) blocks in reading order; a block that the picture
 * cuts off sums what there is. `counts` receives the number of pixels behind each. Cost: 0.2 ns a pixel.
 */
void dt_colour_blocks(dt_rgb_view source, uint32_t *sums, uint16_t *counts, dt_variant variant);

/* ---- Pyramid ----------------------------------------------------------------------------------------------------- */

/*
 * Brightness at half the size: each pixel the rounded mean of four, the last column or row repeated where the source is
 * odd. `out` is ceil(width / 2) x ceil(height / 2). Cost: 0.2 ns a source pixel (0.5 from colour).
 */
void dt_halve(dt_gray_view source, dt_gray_target out, dt_variant variant);

/*
 * The same straight from colour, for out rows `firstRow ..< firstRow + rows`; `out` is the whole half-size picture.
 * `scratch` holds 2 x (source.width + 1) bytes.
 */
void dt_halve_rgb(dt_rgb_view source, dt_gray_target out, int32_t firstRow, int32_t rows, uint8_t *scratch,
                  dt_variant variant);

/*
 * Raises each pixel of `map` to the coarser map at its place, interpolated bilinearly between pixel centres.
 *
 * `coarse` is ceil(width / 2) x ceil(height / 2). `scratch` holds coarse.width + 2 values. Cost: 0.3 ns a pixel.
 */
void dt_raise_to_coarser(dt_gray_view coarse, dt_gray_target map, uint16_t *scratch, dt_variant variant);

/* ---- Maps of networks -------------------------------------------------------------------------------------------- */

/*
 * A map of cells as a map of pixels: each cell covers `stride` x `stride` pixels, 1, 2, 4 or 8, and its value stands at its
 * centre; between the centres it is interpolated bilinearly and rounded, beyond the outermost it is held.
 *
 * (x, y) is the place of `out` in pixels from the upper left corner of `cells`, which cover all of it. `column` holds
 * cells.width + 2 values and `line` (cells.width + 1) x stride bytes. Cost: 0.2 ns a pixel.
 */
void dt_enlarge(dt_gray_view cells, int32_t stride, int32_t x, int32_t y, dt_gray_target out, uint16_t *column,
                uint8_t *line, dt_variant variant);

/*
 * out = map x min(1, gate / 2^shift), rounded down, for maps of one size and a shift of 0 ... 7: where the gate is at
 * least 2^shift the map stays as it is. `out` may be `map` itself. Cost: 0.1 ns a pixel.
 */
void dt_gate(dt_gray_view map, dt_gray_view gate, int32_t shift, dt_gray_target out, dt_variant variant);

/*
 * Settles which of two maps has a place: the first keeps it where it is at least half of the second, else the second does.
 * With `second` 0, out = map where 2 map >= other, else 0; with 1, out = map where map > 2 other, else 0. Maps of one size;
 * `out` may be `map` itself. Cost as dt_gate's.
 */
void dt_settle(dt_gray_view map, dt_gray_view other, int32_t second, dt_gray_target out, dt_variant variant);

/* out = the greater of both where `other` is at least `sure`, else map; maps of one size, `out` may be `map`. Cost as dt_gate's. */
void dt_raise_where_sure(dt_gray_view map, dt_gray_view other, uint8_t sure, dt_gray_target out, dt_variant variant);

/*
 * A picture at half its size: each pixel the rounded mean of 2 x 2, the last row and column of an odd size counting twice.
 * `out` holds (width + 1) / 2 x (height + 1) / 2 pixels of three bytes, rows `stride` bytes apart. Cost: 0.3 ns a pixel.
 */
void dt_halve_photo(dt_rgb_view picture, uint8_t *out, ptrdiff_t stride, dt_variant variant);

/*
 * What the road network looks at, at half the photo's size and three bytes a cell: the mean brightness of 2 x 2 pixels (0.299 R + 0.587 G +
 * 0.114 B, rounded), the crack map and the surface map. Both maps have (width + 1) / 2 x (height + 1) / 2 cells; the last row and column of an
 * odd size count twice. `out` has as many cells, without gaps. About 1 ns a pixel of the photo.
 */
void dt_road_sight(dt_rgb_view photo, dt_gray_view cracks, dt_gray_view surface, uint8_t *out);

/*
 * Writes the cells (row x width + column) that are at least `lowest`, and higher than the eight around them, in reading order; of equal
 * neighbours the first counts as the higher. Returns how many there are; those beyond `capacity` are not written. Below 1 ns a cell where few
 * reach `lowest`.
 */
int32_t dt_peaks(dt_gray_view map, uint8_t lowest, int32_t *cells, int32_t capacity);

/* 1 when some pixel is at least `value`, else 0. */
int32_t dt_reaches(dt_gray_view map, uint8_t value);

/* ---- Noise ------------------------------------------------------------------------------------------------------- */

/* Side of the blocks on which noise is measured and the gain is given, in pixels of a pyramid level. */
#define DT_NOISE_BLOCK 8

/*
 * Adds up the local roughness of one row of noise blocks: per 8 x 8 block the sum of |dx| + |dy| between neighbours
 * of the smoothed brightness (the 3 x 3 binomial, times 16).
 *
 * `patch` is the brightness of the block row with one pixel more to the left and above and two more to the right and
 * below, mirrored at the picture's edge: its width is `columns` + 3 and its height `rows` + 3, rows <= 8.
 * `sums` receives ceil(columns / 8) values. `scratch` holds 3 x (columns + 1) values. Cost: 0.5 ns a pixel.
 */
void dt_roughness_row(dt_gray_view patch, uint32_t *sums, uint16_t *scratch, dt_variant variant);

/* ---- Valleys ----------------------------------------------------------------------------------------------------- */

/* Directions of a line that are tried, over half a turn. */
#define DT_VALLEY_DIRECTIONS 12
/* Pixels that a patch needs on each side of the rectangle it is for: smoothing 1, flank 3, half a line 7. */
#define DT_VALLEY_MARGIN 11

typedef struct {
  /* One pixel's vote, in eighths of the local noise, is held between -clipLow (0 … 8) and clipHigh (at least 1), so
   * that neither one stone nor one pit decides over a line; their sum is at most 17, so that a line's fits a byte. */
  int32_t clipLow, clipHigh;
} dt_valley_parameters;

/* Bytes of scratch for a rectangle of this size; 0 when the size is not 1 … 4096 each. */
size_t dt_valley_scratch_size(int32_t width, int32_t height);

/*
 * How much each pixel of a rectangle lies on a dark line: 0 … 255, where 255 says that all 15 pixels of the line are as
 * dark as a vote can say.
 *
 * For each of 12 directions every pixel casts a vote: how much darker it is than the darker
 * of its flanks, min(left, right) - centre at 3 pixels' distance, times the gain at its place (the two-sided condition: an edge of
 * a shadow or of paint has one bright flank only and gets a vote of at most zero). The clipped votes are added along the
 * line, and half of what the crossing direction collects is taken off, because blobs and rough ground answer in all
 * directions and cracks in one. The best direction counts. The line sum follows the idea of the line operator (R. N. Dixon
 * and C. J. Taylor, Automated asbestos fibre counting, 1979); the minimum of two flanks and the clipped vote are ours.
 *
 * `patch` is the brightness of the rectangle with DT_VALLEY_MARGIN more pixels on each side. `gain` is, for each noise
 * block of the whole level (gainColumns x gainRows, in reading order), 8192 / noise, 0 … 32767, with the noise in grey
 * levels; 0 silences a block. (x, y) is the rectangle's place in the level. `scratch` is aligned to 64 bytes.
 * Cost: 3 ns a pixel.
 */
void dt_valleys(dt_gray_view patch, const int16_t *gain, int32_t gainColumns, int32_t gainRows, int32_t x, int32_t y,
                dt_valley_parameters parameters, dt_gray_target out, void *scratch, dt_variant variant);

/* ---- Candidates -------------------------------------------------------------------------------------------------- */

/* Pixels `start ..< start + length` of a row, and the highest value among them. */
typedef struct {
  int32_t start, length;
  uint8_t highest;
} dt_run;

/*
 * The stretches of a row whose values are at least `low` (1 … 255). `runs` has room for (width + 1) / 2.
 * Returns their number. Cost: 0.05 ns a pixel where there are none.
 */
int32_t dt_row_runs(const uint8_t *row, int32_t width, uint8_t low, dt_run *runs, dt_variant variant);

/*
 * Thins pixels to lines one pixel wide that keep their connections (T. Y. Zhang and C. Y. Suen, A fast parallel
 * algorithm for thinning digital patterns, 1984; with three neighbours at least, as H. E. Lu and P. S. P. Wang, 1986, have it,
 * because with two a stroke near 45 degrees loses its ends on and on until nothing is left; staircase corners are taken off
 * afterwards).
 *
 * `plane` holds 1 for the `count` pixels listed in `pixels` (as index into the plane) and 0 elsewhere; its outermost
 * pixels are 0. Both are changed: what is left stands first in `pixels`, in its old order. Returns how many are left.
 * `scratch` holds 2 x `count` values. The work is on the listed pixels alone, and on a wide shape on its border as it
 * shrinks, so that a map gone wild costs no more by the pixel than thin lines do.
 */
int32_t dt_thin(uint8_t *plane, ptrdiff_t stride, uint32_t *pixels, int32_t count, uint32_t *scratch);

/* ---- Cross-sections ---------------------------------------------------------------------------------------------- */

/*
 * Mean colours across a line: `count` places a step apart on the line's normal, each the mean of `taps` places along it.
 *
 * (u, v) is the centre in 1/256 pixel of continuous coordinates, (stepU, stepV) the step along the normal and (tapU, tapV)
 * along the tangent in 1/256 pixel; `count` and `taps` are odd. Places are interpolated bilinearly between pixel centres and
 * held at the edge. `out` receives red, green and blue for each place, in 1/256 grey level. Cost: 6 ns a place and tap.
 */
void dt_cross_section(dt_rgb_view source, int32_t u, int32_t v, int32_t stepU, int32_t stepV, int32_t count, int32_t tapU,
                      int32_t tapV, int32_t taps, uint32_t *out);

#endif
