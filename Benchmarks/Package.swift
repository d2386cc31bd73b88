// swift-tools-version: 6.2
import PackageDescription

// Its own package, so that nobody who builds the tool builds this.
let package = Package(
  name: "drone-inspection-benchmarks",
  dependencies: [.package(name: "drone-inspection", path: "..")],
  targets: [
    .target(name: "CPeer", cSettings: [.unsafeFlags(["-O3"])], linkerSettings: [.linkedLibrary("jpeg")]),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "CPeer",
        .product(name: "ImageKit", package: "drone-inspection"),
        .product(name: "Detectors", package: "drone-inspection"),
        .product(name: "Inventory", package: "drone-inspection"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
