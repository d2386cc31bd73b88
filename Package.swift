// swift-tools-version: 6.2
import PackageDescription

// C and C++ are optimised in debug builds too: at SwiftPM's -O0 a kernel runs 4 to 14 times slower and the tests with it.
let cOptions: [CSetting] = [
  .unsafeFlags(["-O3"]), .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
]
let cxxOptions: [CXXSetting] = [
  .unsafeFlags(["-O3"]), .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
]
let swiftOptions: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let librarySwiftOptions = swiftOptions + [.strictMemorySafety()]

/// A Debian library: a module map and nothing else.
func systemLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
  name: "drone-inspection",
  products: [
    .library(name: "ImageKit", targets: ["ImageKit"]),
    .library(name: "Detectors", targets: ["Detectors"]),
    .library(name: "Inventory", targets: ["Inventory"]),
    .executable(name: "inspect", targets: ["inspect"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    systemLibrary("CExif", pkgConfig: "libexif", apt: "libexif-dev"),
    systemLibrary("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
    systemLibrary("CJPEG", pkgConfig: "libjpeg", apt: "libjpeg-dev"),
    systemLibrary("CPNG", pkgConfig: "libpng16", apt: "libpng-dev"),
    systemLibrary("CGDAL", pkgConfig: "gdal", apt: "libgdal-dev"),
    systemLibrary("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    // By absolute path: Debian's own opencv4.pc links all 55 modules, which costs 0.4 s at every start.
    systemLibrary(
      "COpenCVLibraries",
      pkgConfig: Context.packageDirectory + "/Sources/SystemLibraries/COpenCVLibraries/opencv-inspect.pc",
      apt: "libopencv-features2d-dev"),

    .target(name: "CImageKit", dependencies: ["CJPEG", "CPNG"], cSettings: cOptions),
    .target(name: "CDetectors", cSettings: cOptions),
    // #embed reads the files of Models/ at compile time.
    .target(name: "CModels", cSettings: cOptions),
    .target(name: "CNetworks", cSettings: cOptions, linkerSettings: [.linkedLibrary("m")]),
    .target(name: "COpenCV", dependencies: ["COpenCVLibraries"], cxxSettings: cxxOptions),

    .target(
      name: "ImageKit",
      dependencies: ["CImageKit", "COpenCV", "CExif", "CExpat", "CGDAL", "CCrypto"],
      swiftSettings: librarySwiftOptions),
    .target(
      name: "Detectors", dependencies: ["ImageKit", "CDetectors", "CNetworks", "CModels", "COpenCV"],
      swiftSettings: librarySwiftOptions),
    .target(
      name: "Inventory",
      dependencies: [
        "ImageKit", "Detectors",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [
        .embedInCode("Resources/Rules"), .embedInCode("Resources/Strings"), .embedInCode("Resources/Mappings"),
        .embedInCode("Resources/Response"),
      ],
      swiftSettings: librarySwiftOptions),
    .executableTarget(
      name: "inspect",
      dependencies: [
        "ImageKit", "Detectors", "Inventory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: swiftOptions),

    // In C, so that it also runs in emulators and under sanitizers: Scripts/check-instruction-sets.sh.
    .target(
      name: "CNetworksCheck", dependencies: ["CNetworks"], path: "Tests/CNetworksCheck", exclude: ["emulated"],
      cSettings: cOptions),
    .target(name: "TestSupport", dependencies: ["ImageKit"], path: "Tests/TestSupport", swiftSettings: swiftOptions),
    .testTarget(
      name: "ImageKitTests", dependencies: ["ImageKit", "CImageKit", "CPNG", "TestSupport"], swiftSettings: swiftOptions
    ),
    .testTarget(
      name: "DetectorsTests", dependencies: ["Detectors", "ImageKit", "CDetectors", "CNetworksCheck", "TestSupport"],
      swiftSettings: swiftOptions),
    .testTarget(
      name: "InventoryTests",
      dependencies: [
        "Inventory", "Detectors", "ImageKit", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: swiftOptions),
    .testTarget(
      name: "inspectTests",
      dependencies: [
        "inspect", "Inventory", "Detectors", "ImageKit", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftOptions),
    .testTarget(name: "StructureTests", dependencies: ["TestSupport"], swiftSettings: swiftOptions),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11,
  cxxLanguageStandard: .cxx17
)
