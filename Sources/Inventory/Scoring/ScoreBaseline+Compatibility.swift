import Foundation

extension ScoreBaseline {
  /// Refuses a baseline that an evaluation could not be compared with, before any picture is looked at.
  ///
  /// Other versions of the detector or network and another threshold are what one wants to compare.
  ///
  /// - Parameters:
  ///   - detector: the detector that is to be scored.
  ///   - model: the name of the network it runs on, if any.
  ///   - tolerance: the tolerance, in pixels.
  ///   - pictures: the pictures that are to be scored.
  ///   - file: the baseline's file, for errors.
  public func check(
    detector: String, model: String?, tolerance: Double, pictures: PictureSet, file: URL
  ) throws(BaselineError) {
    func check(_ what: String, _ before: String, _ after: String) throws(BaselineError) {
      if before != after { throw .different(file.path, what: what, before: before, after: after) }
    }
    try check("the detector", self.detector.name, detector)
    try check("the network", self.model?.name ?? "none", model ?? "none")
    try check("a tolerance of", Self.pixels(self.tolerance), Self.pixels(tolerance))
    guard let own = self.pictures else {
      // Written before baselines knew their pictures; skipped ones may explain fewer than there are, never more.
      if images > pictures.count { try check("this number of pictures:", "\(images)", "\(pictures.count)") }
      return
    }
    try check("labels of the format", own.formats.joined(separator: ", "), pictures.formats.joined(separator: ", "))
    if own.namesSHA256 != pictures.namesSHA256 {
      try check("the split", own.split ?? "none", pictures.split ?? "none")
      try check("this number of pictures:", "\(own.count)", "\(pictures.count)")
      func names(_ set: PictureSet) -> String { "\(set.namesSHA256.prefix(12))…" }
      try check("pictures of other names; the SHA-256 of the names is", names(own), names(pictures))
    }
    try check("pictures of this many bytes:", "\(own.byteCount)", "\(pictures.byteCount)")
  }

  static func pixels(_ value: Double) -> String { (FixedDecimal.trimmed(value, places: 3) ?? "\(value)") + " px" }
}
