#include "variant.h"

/* The eight neighbours, clockwise from north: 1 where set. */
typedef struct {
  uint8_t n, ne, e, se, s, sw, w, nw;
} ring;

static ring ring_at(const uint8_t *p, ptrdiff_t stride) {
  const ring r = {p[-stride] & 1, p[-stride + 1] & 1, p[1] & 1,  p[stride + 1] & 1,
                  p[stride] & 1,  p[stride - 1] & 1,  p[-1] & 1, p[-stride - 1] & 1};
  return r;
}

static int crossings(ring r) {
  return (!r.n && r.ne) + (!r.ne && r.e) + (!r.e && r.se) + (!r.se && r.s) + (!r.s && r.sw) + (!r.sw && r.w) +
         (!r.w && r.nw) + (!r.nw && r.n);
}

static int neighbours(ring r) { return r.n + r.ne + r.e + r.se + r.s + r.sw + r.w + r.nw; }

static int removable(ring r, int second) {
  if (neighbours(r) < 3 || neighbours(r) > 6 || crossings(r) != 1)
    return 0;
  return second ? !(r.n & r.e & r.w) && !(r.n & r.s & r.w) : !(r.n & r.e & r.s) && !(r.e & r.s & r.w);
}

/* A corner of a staircase: two of its neighbours meet at a right angle and are joined without it. */
static int is_corner(ring r) {
  return (r.n && r.e && !r.s && !r.w && !r.sw) || (r.e && r.s && !r.w && !r.n && !r.nw) ||
         (r.s && r.w && !r.n && !r.e && !r.ne) || (r.w && r.n && !r.e && !r.s && !r.se);
}

/* Bit 0 says that a pixel is set, MARKED that it goes at the end of this half step, ASLEEP that all its
 * neighbours were set when it was last looked at: it cannot go before one of them has gone. */
enum { MARKED = 2, ASLEEP = 4 };

/* Adds the sleeping neighbours of a pixel that has gone; returns the new count. */
static int32_t wake_around(uint8_t *plane, ptrdiff_t stride, uint32_t position, uint32_t *awake,
                           int32_t count) {
  for (ptrdiff_t dy = -stride; dy <= stride; dy += stride)
    for (ptrdiff_t dx = -1; dx <= 1; dx++) {
      uint8_t *p = plane + position + dy + dx;
      if (*p & ASLEEP) {
        *p &= (uint8_t)~ASLEEP;
        awake[count++] = (uint32_t)(p - plane);
      }
    }
  return count;
}

int32_t dt_thin(uint8_t *plane, ptrdiff_t stride, uint32_t *pixels, int32_t count, uint32_t *scratch) {
  uint32_t *awake = scratch, *gone = scratch + count;
  int32_t watched = 0;
  for (int32_t i = 0; i < count; i++)
    if (neighbours(ring_at(plane + pixels[i], stride)) == 8)
      plane[pixels[i]] |= ASLEEP;
    else
      awake[watched++] = pixels[i];
  for (int quiet = 0, second = 0; quiet < 2; second = !second) {
    int32_t marked = 0;
    for (int32_t i = 0; i < watched; i++)
      if (removable(ring_at(plane + awake[i], stride), second)) {
        plane[awake[i]] |= MARKED;
        marked++;
      }
    quiet = marked == 0 ? quiet + 1 : 0;
    if (marked == 0)
      continue;
    int32_t kept = 0, removed = 0;
    for (int32_t i = 0; i < watched; i++)
      if (plane[awake[i]] & MARKED)
        plane[gone[removed++] = awake[i]] = 0;
      else
        awake[kept++] = awake[i];
    watched = kept;
    for (int32_t i = 0; i < removed; i++)
      watched = wake_around(plane, stride, gone[i], awake, watched);
  }
  int32_t left = 0;
  for (int32_t i = 0; i < count; i++) {
    if (!(plane[pixels[i]] & 1))
      continue;
    if (is_corner(ring_at(plane + pixels[i], stride)))
      plane[pixels[i]] = 0;
    else
      pixels[left++] = pixels[i];
  }
  return left;
}
