#include "guarded.h"

#include <algorithm>
#include <cstring>
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
    // Neighbours in a flight are seen at nearly one scale: four levels reach from 0.6 to 1.7 of it. Fewer
    // candidates or a higher threshold save a tenth of the time and lose matches on plain asphalt.
    constexpr int levels = 4, threshold = 10, candidates = 2;
    cv::Ptr<cv::ORB> orb = cv::ORB::create(static_cast<int>(candidates * maximum), 1.2F, levels, 15, 0, 2,
                                           cv::ORB::HARRIS_SCORE, 31, threshold);
    std::vector<cv::KeyPoint> found;
    orb->detect(view, found);
    std::vector<cv::KeyPoint> kept = spread(std::move(found), view.size(), maximum);
    cv::Mat described;
    orb->compute(view, kept, described);
    for (size_t i = 0; i < kept.size(); i++) {
      features[i].x = kept[i].pt.x + 0.5F;
      features[i].y = kept[i].pt.y + 0.5F;
      std::memcpy(features[i].descriptor, described.ptr<uint8_t>(static_cast<int>(i)),
                  sizeof features[i].descriptor);
    }
    *count = kept.size();
  });
}
