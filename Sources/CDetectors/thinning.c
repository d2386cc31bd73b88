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

static int removable(ring r, int second) {
  const int neighbours = r.n + r.ne + r.e + r.se + r.s + r.sw + r.w + r.nw;
  if (neighbours < 2 || neighbours > 6 || crossings(r) != 1)
    return 0;
  return second ? !(r.n & r.e & r.w) && !(r.n & r.s & r.w) : !(r.n & r.e & r.s) && !(r.e & r.s & r.w);
}

/* A corner of a staircase: two of its neighbours meet at a right angle and are joined without it. */
static int is_corner(ring r) {
  return (r.n && r.e && !r.s && !r.w && !r.sw) || (r.e && r.s && !r.w && !r.n && !r.nw) ||
         (r.s && r.w && !r.n && !r.e && !r.ne) || (r.w && r.n && !r.e && !r.s && !r.se);
}

int32_t dt_thin(uint8_t *plane, ptrdiff_t stride, uint32_t *pixels, int32_t count) {
  for (int quiet = 0, second = 0; quiet < 2; second = !second) {
    /* Bit 1 marks a pixel for removal; bit 0 keeps saying how the picture was before this half step. */
    int32_t marked = 0;
    for (int32_t i = 0; i < count; i++)
      if (removable(ring_at(plane + pixels[i], stride), second)) {
        plane[pixels[i]] = 3;
        marked++;
      }
    quiet = marked == 0 ? quiet + 1 : 0;
    if (marked == 0)
      continue;
    int32_t left = 0;
    for (int32_t i = 0; i < count; i++)
      if (plane[pixels[i]] == 3)
        plane[pixels[i]] = 0;
      else
        pixels[left++] = pixels[i];
    count = left;
  }
  int32_t left = 0;
  for (int32_t i = 0; i < count; i++)
    if (is_corner(ring_at(plane + pixels[i], stride)))
      plane[pixels[i]] = 0;
    else
      pixels[left++] = pixels[i];
  return left;
}
