// swift-tools-version: 6.2
import PackageDescription

// Fuzzers of what reads photos, sidecars, models and labels, apart from the product so that nobody builds them by accident:
// `Fuzzing/run.sh SECONDS`. The executables are C because libFuzzer brings its own main function.

/// One libFuzzer executable.
func fuzzer(_ name: String) -> Target { .executableTarget(name: name, dependencies: ["FuzzTargets"]) }

let package = Package(
  name: "drone-inspection-fuzzing",
  dependencies: [.package(name: "drone-inspection", path: "..")],
  targets: [
    .target(
      name: "FuzzTargets",
      dependencies: [
        .product(name: "ImageKit", package: "drone-inspection"),
        .product(name: "Detectors", package: "drone-inspection"),
        .product(name: "Inventory", package: "drone-inspection"),
      ]),
    fuzzer("fuzz-jpeg"), fuzzer("fuzz-exif"), fuzzer("fuzz-xmp"), fuzzer("fuzz-sidecar"),
    fuzzer("fuzz-weights"), fuzzer("fuzz-onnx"), fuzzer("fuzz-png"), fuzzer("fuzz-coco"), fuzzer("fuzz-yolo"),
  ],
  swiftLanguageModes: [.v6]
)
