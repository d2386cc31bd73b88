#include "guarded.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>

using ocv::guarded;
using ocv::require;

struct ocv_network {
  cv::dnn::Net net;
  std::string output;
  cv::Mat input;
};

namespace {

constexpr int32_t longest_side = 16384;

// The importer logs each node it stumbles over, beside the exception that says the same.
void keep_quiet() {
  static const bool is_quiet = [] {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return true;
  }();
  (void)is_quiet;
}

void require_size(int32_t width, int32_t height) {
  require(width >= 1 && height >= 1 && width <= longest_side && height <= longest_side,
          "a picture of 1 to 16384 pixels a side");
}

// Bytes to planes of floats; the last column and row are repeated where the picture ends before the planes.
void fill(cv::Mat &planes, const ocv_rgb_picture &picture, int32_t width, int32_t height, double scale) {
  std::array<float, 256> values;
  for (size_t i = 0; i < values.size(); i++)
    values[i] = static_cast<float>(static_cast<double>(i) * scale);
  planes.create(std::vector<int>{1, 3, height, width}, CV_32F);
  for (int c = 0; c < 3; c++) {
    for (int32_t y = 0; y < height; y++) {
      const uint8_t *row = picture.pixels + std::min(y, picture.height - 1) * picture.stride + c;
      float *out = planes.ptr<float>(0, c, y);
      for (int32_t x = 0; x < picture.width; x++)
        out[x] = values[row[static_cast<ptrdiff_t>(3) * x]];
      std::fill(out + picture.width, out + width, out[picture.width - 1]);
    }
  }
}

} // namespace

ocv_network *ocv_read_network(const uint8_t *bytes, size_t count, char message[OCV_MESSAGE_SIZE]) {
  std::unique_ptr<ocv_network> network;
  bool is_read = guarded(message, [&] {
    keep_quiet();
    require(bytes != nullptr && count > 0, "an empty file");
    network = std::make_unique<ocv_network>();
    network->net = cv::dnn::readNetFromONNX(reinterpret_cast<const char *>(bytes), count);
    require(!network->net.empty(), "no layers");
    // Said aloud, because an environment variable can choose otherwise.
    network->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    network->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    std::vector<std::string> outputs = network->net.getUnconnectedOutLayersNames();
    require(outputs.size() == 1, "more than one output");
    network->output = outputs[0];
  });
  return is_read ? network.release() : nullptr;
}

void ocv_free_network(ocv_network *network) { delete network; }

bool ocv_network_memory(const ocv_network *network, int32_t width, int32_t height, size_t *bytes,
                        char message[OCV_MESSAGE_SIZE]) {
  *bytes = 0;
  return guarded(message, [&] {
    require_size(width, height);
    size_t weights = 0, maps = 0;
    network->net.getMemoryConsumption(cv::dnn::MatShape{1, 3, height, width}, weights, maps);
    *bytes = weights + maps;
  });
}

bool ocv_run_network(ocv_network *network, const ocv_rgb_picture *picture, int32_t width, int32_t height,
                     double scale, float *planes, size_t capacity, ocv_planes_size *size,
                     char message[OCV_MESSAGE_SIZE]) {
  *size = ocv_planes_size{0, 0, 0};
  return guarded(message, [&] {
    require(picture->pixels != nullptr && picture->width > 0 && picture->height > 0 &&
                picture->stride >= static_cast<size_t>(picture->width) * 3,
            "no picture");
    require_size(width, height);
    require(width >= picture->width && height >= picture->height, "less room than picture");
    fill(network->input, *picture, width, height, scale);
    network->net.setInput(network->input);
    cv::Mat output = network->net.forward(network->output);
    require(output.dims == 4 && output.size[0] == 1 && output.type() == CV_32F && output.isContinuous(),
            "the output is no 1 x classes x height x width map of floats");
    *size = ocv_planes_size{output.size[1], output.size[2], output.size[3]};
    if (planes == nullptr)
      return;
    require(output.total() <= capacity, "the output is larger than expected");
    std::memcpy(planes, output.ptr<float>(), output.total() * sizeof(float));
  });
}
