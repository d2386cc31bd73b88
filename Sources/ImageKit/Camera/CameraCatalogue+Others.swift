extension CameraCatalogue {
  /// Cameras of other makers; sources as in the table of DJI.
  static let otherEntries: [Entry] =
    cameras(
      of: "parrot",
      [
        fixed(
          ["ANAFI", "ANAFIUSA", "ANAFI USA", "ANAFIUA", "ANAFITHERMAL", "ANAFI THERMAL"], "ANAFI", 5344, 4016, 3560,
          mm: 4,
          source: "pitch 1.12 µm, 35 mm 23 by the width"),
        zoom(["ANAFIUSA", "ANAFITHERMAL", "ANAFI THERMAL"], "ANAFI, thermal", 320, 256, 12, source: "pitch 12 µm"),
        zoom(["ANAFIAI", "ANAFI AI"], "ANAFI Ai", 8000, 6000, 0.8295, sigma: 0.04, source: "one table"),
        fixed(
          ["Sequoia", "Chlorophyll"], "Sequoia, colour", 4608, 3456, 3591.1, mm: 4.88, sigma: 0.01, source: "maker"),
        zoom(["Sequoia"], "Sequoia, bands", 1280, 960, 3.75, sigma: 0.03, source: "pitch 3.75 µm"),
      ])
    + cameras(
      of: "micasense",
      [zoom(["RedEdge", "RedEdge-M", "RedEdge-MX"], "RedEdge", 1280, 960, 3.75, source: "pitch 3.75 µm")])
    + cameras(
      of: "skydio",
      [
        fixed(["2", "2+"], "Skydio 2 and 2+", 4056, 3040, 2376.56, mm: 3.7, sigma: 0.01, source: "maker"),
        fixed(["X2", "X2 WIDE", "X2 COLOR"], "X2, wide", 4056, 3040, 2376.56, mm: 3.7, sigma: 0.01, source: "maker"),
        fixed(["X2E", "X2 NARROW", "X2D"], "X2, narrow", 4056, 3040, 4840, mm: 7.5, sigma: 0.01, source: "maker"),
        fixed(
          ["X2", "X2E", "X2 NARROW", "X2D"], "X2, thermal", 320, 256, 758, mm: 9.1, sigma: 0.04,
          source: "pitch 12 µm; stored enlarged to 640 × 512"),
        fixed(["VT300-Z_50"], "X10, narrow", 9248, 6944, 12_668.35, mm: 9.88, sigma: 0.01, source: "maker"),
        fixed(["VT300-L_50"], "X10, narrow", 9248, 6944, 12_611.03, mm: 9.88, sigma: 0.01, source: "maker"),
        fixed(["VT300-Z_13"], "X10, tele", 8000, 6000, 43_750, mm: 35, sigma: 0.03, source: "pitch 0.80 µm"),
        fixed(
          ["VT300-L_93", "V100-L_93"], "X10, wide", 8192, 6144, 4838, mm: 7.74, sigma: 0.03, source: "pitch 1.6 µm"),
        fixed(
          ["VT300-Z_40IR", "VT300-L_40IR"], "X10, thermal", 640, 512, 1135.5, mm: 13.6, source: "pitch 11.98 µm"),
      ])
    + cameras(
      of: "autel robotics",
      [
        fixed(
          ["XT705", "XL705"], "EVO II Pro", 5472, 3648, 4500, mm: 10.6, sigma: 0.03, source: "pitch 2.33 µm, 35 mm 4256"
        ),
        fixed(["XL709"], "EVO II 640T, colour", 4096, 3072, 2734, mm: 6.67, sigma: 0.04, source: "one calibration"),
        zoom(["XT709"], "EVO II Dual, colour", 8000, 6000, 0.8, sigma: 0.03, source: "sensor width 6.4 mm"),
        fixed(["XL709", "XT709"], "EVO II, thermal", 640, 512, 1083, mm: 13, source: "pitch 12 µm"),
        zoom(["XT701"], "EVO II", 7680, 6000, 0.8377, sigma: 0.04, source: "one table"),
        zoom(["XL715"], "EVO Lite 640T, colour", 8000, 6000, 0.7867, sigma: 0.04, source: "one table"),
        fixed(["XL715"], "EVO Lite 640T, thermal", 640, 512, 758, mm: 9.1, source: "pitch 12 µm"),
      ])
    + cameras(
      of: "sensefly",
      [fixed(["S.O.D.A.", "SODA"], "S.O.D.A.", 5472, 3648, 4430, mm: 10.6, source: "sensor width 12.75 to 13.13 mm")])
    + cameras(
      of: "yuneec",
      [zoom(["E90"], "E90", 5472, 3648, 2.412, sigma: 0.03, source: "sensor width 13.2 mm")])
    + cameras(
      of: "teledyne flir",
      [
        fixed(
          ["HADRON 640R EO"], "Teal 2 Hadron, colour", 9248, 6944, 6857, mm: 4.8, sigma: 0.02,
          source: "field of view the camera writes"),
        zoom(["BOSON 640"], "Teal 2 Hadron, thermal", 640, 512, 12, sigma: 0.05, source: "pitch 12 µm"),
      ])

  private static func cameras(of make: String, _ entries: [Entry]) -> [Entry] {
    entries.map { entry in
      var entry = entry
      entry.make = make
      return entry
    }
  }
}
