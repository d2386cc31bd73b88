import Testing

@testable import ImageKit

@Suite struct `Facts about drone cameras` {
  /// Make, model, size, millimetres, the focal length in pixels, and how far tables of it are apart.
  ///
  /// Makers' calibrations are met to a tenth of a per cent; where makers give none, several published widths bound it.
  static let facts: [(make: String, model: String, width: Int, height: Int, mm: Double, low: Double, high: Double)] = [
    ("DJI", "FC6310", 5472, 3648, 8.8, 3666, 3667.5), ("DJI", "FC6310R", 5472, 3648, 8.8, 3666, 3667.5),
    ("DJI", "FC6360", 1600, 1300, 5.74, 1912.5, 1914), ("DJI", "M3E", 5280, 3956, 12.29, 3725, 3725.5),
    ("DJI", "M3M", 5280, 3956, 12.29, 3715, 3735), ("DJI", "FC300S", 4000, 3000, 3.61, 2260, 2320),
    ("DJI", "FC330", 4000, 3000, 3.61, 2260, 2320), ("DJI", "FC350", 4000, 3000, 3.61, 2260, 2320),
    ("DJI", "FC550", 4608, 3456, 15, 3900, 4000), ("DJI", "FC6520", 5280, 3956, 15, 4450, 4600),
    ("DJI", "FC220", 4000, 3000, 4.73, 2980, 3070), ("DJI", "FC3170", 4000, 3000, 4.5, 2720, 2830),
    ("DJI", "FC3170", 8000, 6000, 4.5, 5440, 5660), ("DJI", "FC3582", 4032, 3024, 6.7, 2740, 2820),
    ("DJI", "FC8482", 4032, 3024, 6.72, 2756, 3019), ("Hasselblad", "L1D-20c", 5472, 3648, 10.26, 4250, 4470),
    ("Hasselblad", "L2D-20c", 5280, 3956, 12.29, 3715, 3735), ("DJI", "M3T", 4000, 3000, 4.4, 2700, 2780),
    ("DJI", "M3T", 640, 512, 9.1, 740, 775), ("DJI", "ZH20T", 640, 512, 13.5, 1110, 1140),
    ("DJI", "ZenmuseP1", 8192, 5460, 35, 7950, 8200), ("Parrot", "ANAFI", 5344, 4016, 4, 3500, 3620),
    ("Parrot", "Sequoia", 4608, 3456, 4.88, 3590, 3592), ("Skydio", "X2", 4056, 3040, 3.7, 2376, 2377),
    ("Skydio", "X2E", 4056, 3040, 7.5, 4832, 4849), ("Skydio", "VT300-Z_50", 9248, 6944, 9.88, 12_668, 12_669),
    ("Skydio", "VT300-L_50", 9248, 6944, 9.88, 12_611, 12_612),
    ("Autel Robotics", "XT705", 5472, 3648, 10.6, 4250, 4550),
    ("senseFly", "S.O.D.A.", 5472, 3648, 10.6, 4410, 4560),
  ]

  @Test(arguments: facts.indices)
  func `the catalogue is within what makers and tables say`(index: Int) throws {
    let fact = Self.facts[index]
    var metadata = CaptureMetadata(width: fact.width, height: fact.height)
    metadata.make = fact.make
    metadata.model = fact.model
    metadata.lens.focalLengthMillimetres = fact.mm
    let camera = try #require(Camera.resolved(from: metadata), "\(fact.model)")
    #expect(camera.source.hasPrefix("catalogue "))
    #expect((fact.low...fact.high).contains(camera.value.focalLengthX), "\(fact.model): \(camera.value.focalLengthX)")
    let halfWidth = (fact.high - fact.low) / 2 / camera.value.focalLengthX
    #expect(camera.value.relativeFocalLengthSigma * 2 > halfWidth, "\(fact.model) promises more than is known")
  }

  @Test func `a maker's calibration in the photo counts for more than the catalogue`() throws {
    var metadata = CaptureMetadata(width: 5472, height: 3648)
    metadata.make = "DJI"
    metadata.model = "FC6310"
    metadata.lens.calibration = Sourced(
      LensCalibration(focalLengthX: 3684.2, focalLengthY: 3684.2), source: "XMP drone-dji:DewarpData", sigma: 0.002)
    let camera = try #require(Camera.resolved(from: metadata))
    #expect(camera.value.focalLengthX == 3684.2 && camera.source == "XMP drone-dji:DewarpData")
  }

  @Test func `every row says where it comes from and how sure it is`() {
    let sources = [
      "maker", "35 mm", "pitch", "as ", "sensor width", "lens and sensor", "table", "calibration", "field",
    ]
    for entry in CameraCatalogue.builtIn.entries {
      #expect(sources.contains { entry.source.contains($0) }, "\(entry.product): \(entry.source)")
      // What several tables agree on is no better than two per cent.
      #expect(entry.relativeSigma >= (entry.source.contains("maker") ? 0.01 : 0.02), "\(entry.product)")
    }
  }
}
