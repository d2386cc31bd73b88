#include "guarded.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

using ocv::guarded;
using ocv::require;

namespace {

// Coordinates go to OpenCV in 1/16 pixel.
constexpr int fraction_bits = 4;
constexpr double farthest = 1e6;

cv::Mat view(const ocv_picture &picture) {
  require(picture.pixels != nullptr && picture.width > 0 && picture.height > 0 &&
              picture.stride >= static_cast<size_t>(picture.width) * 3,
          "no picture");
  return cv::Mat(picture.height, picture.width, CV_8UC3, picture.pixels, picture.stride);
}

cv::Scalar scalar(ocv_color color) { return cv::Scalar(color.red, color.green, color.blue); }

// Continuous to OpenCV's pixel centres, in fixed point, relative to a corner.
cv::Point fixed(ocv_point point, cv::Point corner = cv::Point()) {
  require(std::isfinite(point.x) && std::isfinite(point.y), "a point that is not a number");
  double x = std::clamp(point.x, -farthest, farthest) - 0.5 - corner.x;
  double y = std::clamp(point.y, -farthest, farthest) - 0.5 - corner.y;
  return cv::Point(static_cast<int>(std::lround(x * (1 << fraction_bits))),
                   static_cast<int>(std::lround(y * (1 << fraction_bits))));
}

std::vector<cv::Point> fixed(const ocv_point *points, size_t count, cv::Point corner = cv::Point()) {
  require(count <= 10'000'000, "too many points");
  std::vector<cv::Point> result;
  result.reserve(count);
  for (size_t i = 0; i < count; i++)
    result.push_back(fixed(points[i], corner));
  return result;
}

// The pixels that a polygon can touch, inside the picture.
cv::Rect touched(const std::vector<cv::Point> &polygon, cv::Size size) {
  cv::Rect bounds = cv::boundingRect(polygon);
  int left = (bounds.x >> fraction_bits) - 1, top = (bounds.y >> fraction_bits) - 1;
  int right = ((bounds.x + bounds.width) >> fraction_bits) + 3;
  int bottom = ((bounds.y + bounds.height) >> fraction_bits) + 3;
  return cv::Rect(left, top, right - left, bottom - top) & cv::Rect(cv::Point(), size);
}

void blend(cv::Mat part, const cv::Mat &mask, ocv_color color, int opacity) {
  const int target[3] = {color.red, color.green, color.blue};
  for (int y = 0; y < part.rows; y++) {
    uint8_t *row = part.ptr<uint8_t>(y);
    const uint8_t *cover = mask.ptr<uint8_t>(y);
    for (int x = 0; x < part.cols; x++) {
      int weight = cover[x] * opacity; // 0...255²
      for (int c = 0; c < 3; c++) {
        int value = row[3 * x + c] * (65025 - weight) + target[c] * weight;
        row[3 * x + c] = static_cast<uint8_t>((value + 32512) / 65025);
      }
    }
  }
}

} // namespace

bool ocv_draw_line(const ocv_picture *picture, const ocv_point *points, size_t count, bool is_closed,
                   ocv_color color, int32_t thickness, char message[OCV_MESSAGE_SIZE]) {
  return guarded(message, [&] {
    cv::Mat target = view(*picture);
    require(thickness >= 1 && thickness <= 100, "a line is 1 to 100 pixels thick");
    if (count == 0)
      return;
    cv::polylines(target, fixed(points, count), is_closed, scalar(color), thickness, cv::LINE_AA,
                  fraction_bits);
  });
}

bool ocv_fill_polygon(const ocv_picture *picture, const ocv_point *points, size_t count, ocv_color color,
                      uint8_t opacity, char message[OCV_MESSAGE_SIZE]) {
  return guarded(message, [&] {
    cv::Mat target = view(*picture);
    if (count < 3 || opacity == 0)
      return;
    cv::Rect part = touched(fixed(points, count), target.size());
    if (part.empty())
      return;
    cv::Mat mask = cv::Mat::zeros(part.size(), CV_8UC1);
    std::vector<std::vector<cv::Point>> polygons = {fixed(points, count, part.tl())};
    cv::fillPoly(mask, polygons, cv::Scalar(255), cv::LINE_AA, fraction_bits);
    blend(target(part), mask, color, opacity);
  });
}

bool ocv_draw_text(const ocv_picture *picture, const char *text, ocv_point origin, double height,
                   ocv_color color, ocv_color outline, char message[OCV_MESSAGE_SIZE]) {
  return guarded(message, [&] {
    cv::Mat target = view(*picture);
    require(height >= 5 && height <= 200, "text is 5 to 200 pixels high");
    constexpr int face = cv::FONT_HERSHEY_SIMPLEX;
    constexpr double capital_height = 21; // of this font at scale 1
    double scale = height / capital_height;
    int thickness = std::max(1, static_cast<int>(std::lround(height / 8)));
    int margin = thickness + 3; // the outline and its antialiasing
    int below = 0;
    cv::Size size = cv::getTextSize(text, face, scale, thickness, &below);
    cv::Point at = fixed(origin);
    at.x >>= fraction_bits;
    at.y >>= fraction_bits;
    // The left and upper ends win where a text is larger than the picture.
    at.x = std::max(margin, std::min(at.x, target.cols - size.width - margin));
    at.y = std::max(size.height + margin, std::min(at.y, target.rows - below - margin));
    cv::putText(target, text, at, face, scale, scalar(outline), thickness + 2, cv::LINE_AA);
    cv::putText(target, text, at, face, scale, scalar(color), thickness, cv::LINE_AA);
  });
}
