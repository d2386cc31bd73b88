// How every function of this target ends exceptions: shared by its C++ files, seen by nobody else.
#ifndef COPENCV_GUARDED_H
#define COPENCV_GUARDED_H

#include "COpenCV.h"

#include <cstdio>
#include <exception>
#include <stdexcept>

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>

namespace ocv {

inline int say_nothing(int, const char *, const char *, const char *, int, void *) { return 0; }

// Once, on whichever thread comes first: changing OpenCV's number of threads while it works is not safe.
inline void prepare() {
  static const bool is_prepared = [] {
    cv::setNumThreads(1);
    cv::redirectError(say_nothing);
    return true;
  }();
  (void)is_prepared;
}

// Runs a body that may throw and turns what it throws into a message.
template <typename Body> bool guarded(char *message, Body body) noexcept {
  message[0] = '\0';
  try {
    prepare();
    body();
    return true;
  } catch (const cv::Exception &error) {
    std::snprintf(message, OCV_MESSAGE_SIZE, "%s", error.err.c_str());
  } catch (const std::exception &error) {
    std::snprintf(message, OCV_MESSAGE_SIZE, "%s", error.what());
  } catch (...) {
    std::snprintf(message, OCV_MESSAGE_SIZE, "unknown error");
  }
  return false;
}

inline void require(bool condition, const char *what) {
  if (!condition)
    throw std::invalid_argument(what);
}

} // namespace ocv

#endif
