#include "variant.h"

void dt_road_sight(dt_rgb_view photo, dt_gray_view cracks, dt_gray_view surface, uint8_t *out) {
  for (int32_t y = 0; y < cracks.height; y++) {
    const uint8_t *upper = photo.pixels + (ptrdiff_t)(2 * y) * photo.stride;
    const uint8_t *lower = 2 * y + 1 < photo.height ? upper + photo.stride : upper;
    const uint8_t *crack = cracks.pixels + (ptrdiff_t)y * cracks.stride;
    const uint8_t *built = surface.pixels + (ptrdiff_t)y * surface.stride;
    uint8_t *to = out + (ptrdiff_t)y * cracks.width * 3;
    for (int32_t x = 0; x < cracks.width; x++) {
      const int32_t left = 6 * x, right = 2 * x + 1 < photo.width ? left + 3 : left;
      const uint32_t red = upper[left] + upper[right] + lower[left] + lower[right];
      const uint32_t green = upper[left + 1] + upper[right + 1] + lower[left + 1] + lower[right + 1];
      const uint32_t blue = upper[left + 2] + upper[right + 2] + lower[left + 2] + lower[right + 2];
      // 0.299, 0.587 and 0.114 in 256ths, of four pixels.
      to[3 * x] = (uint8_t)((77 * red + 150 * green + 29 * blue + 512) >> 10);
      to[3 * x + 1] = crack[x];
      to[3 * x + 2] = built[x];
    }
  }
}

int32_t dt_peaks(dt_gray_view map, uint8_t lowest, int32_t *cells, int32_t capacity) {
  int32_t count = 0;
  for (int32_t y = 0; y < map.height; y++) {
    const uint8_t *row = map.pixels + (ptrdiff_t)y * map.stride;
    for (int32_t x = 0; x < map.width; x++) {
      if (row[x] < lowest)
        continue;
      int32_t is_peak = 1;
      for (int32_t dy = -1; dy <= 1 && is_peak; dy++) {
        if (y + dy < 0 || y + dy >= map.height)
          continue;
        const uint8_t *other = row + dy * map.stride;
        for (int32_t dx = -1; dx <= 1; dx++) {
          if ((!dx && !dy) || x + dx < 0 || x + dx >= map.width)
            continue;
          const int32_t comes_first = dy < 0 || (!dy && dx < 0);
          if (comes_first ? other[x + dx] >= row[x] : other[x + dx] > row[x]) {
            is_peak = 0;
            break;
          }
        }
      }
      if (!is_peak)
        continue;
      if (count < capacity)
        cells[count] = y * map.width + x;
      count++;
    }
  }
  return count;
}
