#include "guarded.h"

#include <algorithm>
#include <vector>

#include <opencv2/features2d.hpp>

using ocv::guarded;
using ocv::require;

namespace {

// Texture is rarely even: a tree would take all features of a street. Each cell keeps its share of the best.
constexpr int cells = 4;
constexpr size_t most_features = 100'000;

int cell(const cv::KeyPoint &point, cv::Size size) {
  int column = std::min(cells - 1, static_cast<int>(point.pt.x * cells / size.width));
  int row = std::min(cells - 1, static_cast<int>(point.pt.y * cells / size.height));
  return row * cells + column;
}

// A total order, so that the choice does not depend on how the detector sorts equals.
bool is_better(const cv::KeyPoint &a, const cv::KeyPoint &b) {
  if (a.response != b.response)
    return a.response > b.response;
  if (a.octave != b.octave)
    return a.octave < b.octave;
  return a.pt.y != b.pt.y ? a.pt.y < b.pt.y : a.pt.x < b.pt.x;
}

std::vector<cv::KeyPoint> spread(std::vector<cv::KeyPoint> found, cv::Size size, size_t maximum) {
  std::sort(found.begin(), found.end(), is_better);
  std::vector<cv::KeyPoint> kept, spare;
  size_t share = (maximum + cells * cells - 1) / (cells * cells);
  std::vector<size_t> counts(cells * cells, 0);
  for (const cv::KeyPoint &point : found)
    (counts[cell(point, size)]++ < share ? kept : spare).push_back(point);
  // What poor cells leave over goes to the best of the rich ones.
  for (size_t i = 0; i < spare.size() && kept.size() < maximum; i++)
    kept.push_back(spare[i]);
  if (kept.size() > maximum)
    kept.resize(maximum);
  return kept;
}

cv::Mat descriptors(const ocv_feature *features, size_t count) {
  cv::Mat result(static_cast<int>(count), OCV_DESCRIPTOR_SIZE, CV_8U);
  for (size_t i = 0; i < count; i++)
    std::copy_n(features[i].descriptor, OCV_DESCRIPTOR_SIZE, result.ptr<uint8_t>(static_cast<int>(i)));
  return result;
}

// For each query the nearest candidate that is clearly nearer than the second, or -1.
std::vector<int> nearest(const cv::Mat &queries, const cv::Mat &candidates, double ratio) {
  std::vector<std::vector<cv::DMatch>> matches;
  cv::BFMatcher(cv::NORM_HAMMING).knnMatch(queries, candidates, matches, 2);
  std::vector<int> result(static_cast<size_t>(queries.rows), -1);
  for (const std::vector<cv::DMatch> &two : matches)
    if (two.size() == 2 && two[0].distance < ratio * two[1].distance)
      result[static_cast<size_t>(two[0].queryIdx)] = two[0].trainIdx;
  return result;
}

} // namespace

bool ocv_find_features(const ocv_grey_picture *picture, size_t maximum, ocv_feature *features, size_t *count,
                       char message[OCV_MESSAGE_SIZE]) {
  *count = 0;
  return guarded(message, [&] {
    require(picture->pixels != nullptr && picture->width > 0 && picture->height > 0 &&
                picture->stride >= static_cast<size_t>(picture->width),
            "no picture");
    require(maximum >= 1 && maximum <= most_features, "1 to 100000 features");
    // Only read: OpenCV has no matrix of constants.
    cv::Mat view(picture->height, picture->width, CV_8UC1, const_cast<uint8_t *>(picture->pixels),
                 picture->stride);
    cv::Ptr<cv::ORB> orb = cv::ORB::create(static_cast<int>(3 * maximum), 1.2F, 8, 15, 0, 2,
                                           cv::ORB::HARRIS_SCORE, 31, 10);
    std::vector<cv::KeyPoint> found;
    orb->detect(view, found);
    std::vector<cv::KeyPoint> kept = spread(std::move(found), view.size(), maximum);
    cv::Mat described;
    orb->compute(view, kept, described);
    for (size_t i = 0; i < kept.size(); i++) {
      features[i].x = kept[i].pt.x + 0.5F;
      features[i].y = kept[i].pt.y + 0.5F;
      std::copy_n(described.ptr<uint8_t>(static_cast<int>(i)), OCV_DESCRIPTOR_SIZE, features[i].descriptor);
    }
    *count = kept.size();
  });
}

bool ocv_match_features(const ocv_feature *a, size_t count_a, const ocv_feature *b, size_t count_b,
                        double ratio, int32_t *partners, char message[OCV_MESSAGE_SIZE]) {
  return guarded(message, [&] {
    require(count_a <= most_features && count_b <= most_features, "too many features");
    require(ratio > 0 && ratio <= 1, "a ratio above 0 and at most 1");
    std::fill_n(partners, count_a, -1);
    if (count_a < 2 || count_b < 2)
      return;
    cv::Mat first = descriptors(a, count_a), second = descriptors(b, count_b);
    std::vector<int> forth = nearest(first, second, ratio), back = nearest(second, first, 1);
    for (size_t i = 0; i < count_a; i++)
      if (forth[i] >= 0 && back[static_cast<size_t>(forth[i])] == static_cast<int>(i))
        partners[i] = forth[i];
  });
}
