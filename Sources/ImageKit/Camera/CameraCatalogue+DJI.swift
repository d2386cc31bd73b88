extension CameraCatalogue {
  /// Cameras of DJI.
  ///
  /// Sources: "maker" is the calibrated value the camera itself writes; "35 mm" is the equivalent focal
  /// length by the diagonal rule; "pitch" is sensor width over pixels; several in one row agree within its sigma.
  static let djiEntries: [Entry] = [
    fixed("FC300S", "Phantom 3 Advanced", 4000, 3000, 2286, mm: 3.61, source: "pitch 1.58 µm, 35 mm 2311"),
    fixed("FC300X", "Phantom 3 Professional", 4000, 3000, 2286, mm: 3.61, source: "as FC300S"),
    fixed("FC300XW", "Phantom 3 4K", 4000, 3000, 2286, mm: 3.61, source: "as FC300S"),
    fixed("FC300C", "Phantom 3 Standard and SE", 4000, 3000, 2286, mm: 3.61, source: "as FC300S"),
    fixed("FC330", "Phantom 4", 4000, 3000, 2286, mm: 3.61, source: "pitch 1.57 µm, 35 mm 2311"),
    fixed("FC350", "Inspire 1 X3", 4000, 3000, 2286, mm: 3.61, source: "as FC300S"),
    zoom("FC550", "Zenmuse X5", 4608, 3456, 3.78, source: "sensor width 17.3 to 17.5 mm"),
    zoom("FC550RAW", "Zenmuse X5R", 4608, 3456, 3.78, source: "as FC550"),
    zoom("FC550R", "Zenmuse X5R", 4608, 3456, 3.78, source: "as FC550"),
    fixed("FC6310", "Phantom 4 Pro and Advanced", 5472, 3648, 3666.67, mm: 8.8, sigma: 0.01, source: "maker"),
    fixed("FC6310S", "Phantom 4 Pro V2", 5472, 3648, 3666.67, mm: 8.8, source: "as FC6310"),
    fixed("FC6310R", "Phantom 4 RTK", 5472, 3648, 3666.67, mm: 8.8, sigma: 0.01, source: "maker"),
    fixed("FC6360", "Phantom 4 Multispectral", 1600, 1300, 1913.33, mm: 5.74, sigma: 0.01, source: "maker"),
    fixed("FC6510", "Inspire 2 X4S", 5472, 3648, 3667, mm: 8.8, source: "lens and sensor of FC6310"),
    zoom("FC6520", "Inspire 2 X5S", 5280, 3956, 3.3, sigma: 0.01, source: "maker: 5151.5 at 17 mm"),
    zoom("FC6540", "Inspire 2 X7", 6016, 4008, 3.9, source: "sensor width 23.3 to 23.6 mm"),
    fixed("FC220", "Mavic Pro", 4000, 3000, 3000, mm: 4.73, source: "pitch 1.58 µm, 35 mm 3004"),
    fixed("FC2103", "Mavic Air", 4056, 3040, 2960, mm: 4.5, sigma: 0.04, source: "pitch 1.5 µm; 35 mm 2812"),
    fixed("FC230", "Mavic Air", 4056, 3040, 2960, mm: 4.5, sigma: 0.04, source: "pitch 1.52 µm; 35 mm 2812"),
    fixed("FC1102", "Spark", 3968, 2976, 2850, mm: 4.49, source: "pitch 1.58 µm, 35 mm 2866"),
    fixed("L1D-20c", "Mavic 2 Pro", 5472, 3648, 4350, mm: 10.26, sigma: 0.03, source: "pitch 4377, 35 mm 4256"),
    zoom("FC2204", "Mavic 2 Zoom", 4000, 3000, 1.58, source: "sensor width 6.17 to 6.32 mm"),
    zoom("FC2200", "Mavic 2 Zoom", 4000, 3000, 1.58, source: "as FC2204"),
    zoom("FC2403", "Mavic 2 Enterprise Dual", 4056, 3040, 1.6, sigma: 0.05, source: "sensor width 6.5 mm"),
    fixed(
      ["MAVIC2-ENTERPRISE-ADVANCED", "M2EA"], "Mavic 2 Enterprise Advanced", 8000, 6000, 5600, mm: 4.5, sigma: 0.03,
      source: "pitch 0.80 µm, 35 mm 5547"),
    fixed(
      ["MAVIC2-ENTERPRISE-ADVANCED", "M2EA"], "Mavic 2 Enterprise Advanced, thermal", 640, 512, 760, mm: 9.12,
      source: "pitch 12 µm"),
    fixed("FC3170", "Mavic Air 2", 8000, 6000, 5620, mm: 4.5, sigma: 0.03, source: "35 mm 5547, tables 5440 to 5620"),
    fixed("FC3411", "Air 2S", 5472, 3648, 3480, mm: 8.38, sigma: 0.03, source: "pitch 2.41 µm; 35 mm 3344"),
    fixed("FC7203", "Mavic Mini", 4000, 3000, 2850, mm: 4.49, sigma: 0.03, source: "pitch 1.58 µm; 35 mm 2774"),
    fixed("FC7303", "Mini 2", 4000, 3000, 2850, mm: 4.49, sigma: 0.03, source: "pitch 1.54 to 1.58 µm; 35 mm 2774"),
    fixed("FC3682", "Mini 3", 4000, 3000, 2890, mm: 6.7, sigma: 0.03, source: "pitch 2.32 µm; 35 mm 2774"),
    fixed("FC3582", "Mini 3 Pro", 8064, 6048, 5580, mm: 6.7, sigma: 0.02, source: "35 mm 5591, tables 5490 to 5630"),
    fixed("FC8482", "Mini 4 Pro", 8064, 6048, 5592, mm: 6.72, sigma: 0.04, source: "35 mm; tables 5512 to 6038"),
    zoom("FC8671", "Neo", 4000, 3000, 0.997, sigma: 0.05, source: "one table: sensor width 3.99 mm"),
    fixed("L2D-20c", "Mavic 3 and 3 Pro", 5280, 3956, 3725, mm: 12.29, source: "lens and sensor of M3E"),
    fixed("FC4170", "Mavic 3, tele", 4000, 3000, 18_600, mm: 29.8, source: "pitch 1.6 µm, 35 mm 18720"),
    fixed("FC4370", "Mavic 3 Pro, 7×", 4000, 3000, 19_200, mm: 29.9, sigma: 0.05, source: "35 mm 166"),
    fixed("FC4382", "Mavic 3 Pro, 3×", 4032, 3024, 8_600, mm: 19.4, sigma: 0.06, source: "pitch 9038; 35 mm 8154"),
    fixed("M3E", "Mavic 3 Enterprise, wide", 5280, 3956, 3725.15, mm: 12.29, sigma: 0.01, source: "maker"),
    fixed("M3T", "Mavic 3 Thermal, wide", 8000, 6000, 5500, mm: 4.4, source: "pitch 0.80 µm, 35 mm 5547"),
    fixed("M3T", "Mavic 3 Thermal, thermal", 640, 512, 758, mm: 9.1, source: "pitch 12 µm"),
    fixed("M3M", "Mavic 3 Multispectral, colour", 5280, 3956, 3725, mm: 12.29, source: "lens and sensor of M3E"),
    zoom("M3M", "Mavic 3 Multispectral, bands", 2592, 1944, 2.0, sigma: 0.03, source: "sensor width 5.2 mm"),
    fixed(
      ["M30", "M30T"], "Matrice 30, wide", 4000, 3000, 2850, mm: 4.5, sigma: 0.03, source: "pitch 1.58 µm; 35 mm 2774"),
    fixed("M30T", "Matrice 30, thermal", 640, 512, 758, mm: 9.1, source: "pitch 12 µm"),
    fixed(
      ["ZH20", "ZH20T", "ZH20W", "ZENMUSEH20", "ZENMUSEH20T", "ZENMUSEH20W"], "Zenmuse H20, wide", 4056, 3040, 2870,
      mm: 4.5,
      sigma: 0.03, source: "diagonal field of view 82.9° (data sheet)"),
    zoom(
      ["ZH20", "ZH20T", "ZENMUSEH20", "ZENMUSEH20T"], "Zenmuse H20, zoom", 5184, 3888, 1.4525,
      source: "sensor width 7.53 mm"),
    fixed(["ZH20T", "ZENMUSEH20T"], "Zenmuse H20T, thermal", 640, 512, 1125, mm: 13.5, source: "pitch 12 µm"),
    zoom(["ZH20N", "ZENMUSEH20N"], "Zenmuse H20N, thermal", 640, 512, 12, source: "pitch 12 µm"),
    zoom(["ZenmuseP1", "ZP1"], "Zenmuse P1", 8192, 5460, 4.4, source: "maker's pitch; tables 4.25 to 4.4 µm"),
    fixed(["XT2", "ZENMUSEXT2"], "Zenmuse XT2, colour", 4000, 3000, 4324, mm: 8, source: "pitch 1.85 µm"),
    zoom(["XT2", "ZENMUSEXT2", "FLIR"], "Zenmuse XT and XT2, thermal", 640, 512, 17, source: "pitch 17 µm"),
    zoom(["XT S", "FLIR"], "Zenmuse XT, small thermal", 336, 256, 17, source: "pitch 17 µm"),
    zoom(
      ["ZENMUSE Z30", "ZENMUSEZ30", "Z30"], "Zenmuse Z30", 1920, 1440, 2.5, sigma: 0.05,
      source: "sensor width 4.71 to 5.23 mm"),
    fixed(["M4T", "M4TD"], "Matrice 4T, wide", 8064, 6048, 5600, mm: 6.72, sigma: 0.03, source: "35 mm 5591"),
    fixed(["M4E", "M4D"], "Matrice 4E, wide", 5280, 3956, 3725, mm: 12.29, source: "lens and sensor of M3E"),
  ].map { entry in
    var entry = entry
    entry.make = "dji"
    return entry
  }

  static func fixed(
    _ model: String, _ product: String, _ width: Int, _ height: Int, _ pixels: Double, mm: Double? = nil,
    sigma: Double = 0.02, source: String
  ) -> Entry {
    fixed([model], product, width, height, pixels, mm: mm, sigma: sigma, source: source)
  }

  static func fixed(
    _ models: [String], _ product: String, _ width: Int, _ height: Int, _ pixels: Double, mm: Double? = nil,
    sigma: Double = 0.02, source: String
  ) -> Entry {
    Entry(
      make: "", models: models, product: product, width: width, height: height,
      focalLength: .pixels(pixels), millimetres: mm, relativeSigma: sigma, source: source)
  }

  static func zoom(
    _ model: String, _ product: String, _ width: Int, _ height: Int, _ micrometres: Double, sigma: Double = 0.02,
    source: String
  ) -> Entry {
    zoom([model], product, width, height, micrometres, sigma: sigma, source: source)
  }

  static func zoom(
    _ models: [String], _ product: String, _ width: Int, _ height: Int, _ micrometres: Double, sigma: Double = 0.02,
    source: String
  ) -> Entry {
    Entry(
      make: "", models: models, product: product, width: width, height: height,
      focalLength: .pixelPitch(micrometres), relativeSigma: sigma, source: source)
  }
}
