import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `Sidecars applied to flights` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A nadir photo of a DJI drone, 2 s and 20 m east of the one before.
  private func add(_ name: String, number: Int, utc: Bool = false) throws {
    var header = TestPhotoHeader()
    header.image = [0x010F: .text("DJI"), 0x0110: .text("FC6310")]
    header.setPosition(latitude: 22.6273, longitude: 120.3014 + 0.0002 * Double(number))
    header.setAltitude(125)
    header.photo[0x9003] = .text("2024:03:05 10:02:\(number < 5 ? "0" : "")\(2 * number)")
    if utc { header.photo[0x9011] = .text("+08:00") }
    header.xmp = [TestPhotoHeader.dji(TestPhotoHeader.gimbal(yaw: 37, pitch: -90))]
    let url = folder(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(header.bytes).write(to: url)
  }

  private func flight() throws -> Flight { try Flight.scan(folder.url) }

  private func sidecar(_ text: String, as name: String = "places.csv") throws -> Sidecar {
    let url = folder(name)
    try Data(text.utf8).write(to: url)
    return try Sidecar(contentsOf: url)
  }

  private func codes(_ photo: Photo?) -> [String] {
    (photo?.metadata.warnings ?? []).map(\.code).filter { $0.hasPrefix("sidecar") }
  }

  @Test func `its values replace the tags with its name and deviation`() throws {
    try add("DJI_0001.JPG", number: 1)
    let text = """
      file,latitude,longitude,height_m,height_datum,yaw_deg,pitch_deg,sigma_horizontal_m,sigma_vertical_m,sigma_angle_deg,focal_px
      DJI_0001.JPG,22.62731,120.3016,125.4,ellipsoid,38,-89,0.02,0.04,0.3,3700
      """
    let photo = try #require(try flight().applying(sidecar(text)).photos.first)
    let metadata = photo.metadata
    #expect(metadata.position?.source == "sidecar places.csv" && metadata.position?.sigma == 0.02)
    #expect(metadata.position?.value == HorizontalPosition(latitude: 22.62731, longitude: 120.3016))
    #expect(metadata.absoluteHeight?.value == Height(metres: 125.4, datum: .ellipsoid))
    #expect(metadata.absoluteHeight?.sigma == 0.04)
    #expect(metadata.orientation?.value == Orientation(yaw: 38, pitch: -89, roll: 0))
    #expect(metadata.orientation?.sigma == 0.3)
    #expect(photo.camera?.value.focalLengthX == 3700 && photo.camera?.source == "sidecar places.csv")
    // Nothing contradicts the tags by much.
    #expect(codes(photo) == [])
  }

  @Test func `what contradicts the tags by much is told`() throws {
    try add("DJI_0001.JPG", number: 1)
    let text = """
      file,latitude,longitude,yaw_deg,pitch_deg,focal_px
      DJI_0001.JPG,22.63,120.3016,100,-89,5000
      """
    let photo = try #require(try flight().applying(sidecar(text)).photos.first)
    #expect(codes(photo) == ["sidecar_position", "sidecar_orientation", "sidecar_focal_length"])
    #expect(photo.metadata.position?.value.latitude == 22.63)
  }

  @Test func `names are matched whatever their case, folder and extension`() throws {
    for number in 1...4 { try add("DCIM/100MEDIA/DJI_000\(number).JPG", number: number) }
    let text = """
      file,latitude,longitude
      dji_0001.jpg,22.6273,120.30161
      DJI_0002,22.6273,120.30181
      "C:\\Users\\me\\100media\\DJI_0003.JPG",22.6273,120.30201
      100MEDIA/DJI_0004.JPG,22.6273,120.30221
      """
    let flight = try flight().applying(sidecar(text))
    #expect(flight.photos.map { $0.metadata.position?.source } == Array(repeating: "sidecar places.csv", count: 4))
    #expect(flight.warnings.isEmpty)
  }

  @Test func `photos without a line keep their tags, lines without a photo are told`() throws {
    try add("a/DJI_0001.JPG", number: 1)
    try add("b/DJI_0001.JPG", number: 2)
    try add("DJI_0003.JPG", number: 3)
    let text = """
      file,latitude,longitude
      DJI_0001.JPG,22.6273,120.30161
      DJI_0009.JPG,22.6273,120.30161
      b/DJI_0001.JPG,22.6273,120.30181
      B/dji_0001.jpg,23,120
      """
    let flight = try flight().applying(sidecar(text))
    #expect(flight.photos.map(codes) == [["sidecar_missing"], [], ["sidecar_missing"]])
    #expect(flight.photos[0].metadata.position?.source == "EXIF GPSLatitude")
    #expect(flight.photos[1].metadata.position?.value.longitude == 120.30181)
    #expect(flight.warnings.map(\.code) == ["sidecar_ambiguous", "sidecar_unknown_file", "sidecar_duplicate"])
    #expect(flight.warnings.map { $0.detail.prefix(7) } == ["line 2:", "line 3:", "line 5:"])
  }

  @Test func `a height of unknown datum takes that of the photo's own, when they agree`() throws {
    var header = TestPhotoHeader.located
    header.image = [0x010F: .text("DJI"), 0x0110: .text("M3E")]
    header.xmp = [TestPhotoHeader.dji(["AbsoluteAltitude": "+125.0", "RelativeAltitude": "+100.0"])]
    for name in ["a.jpg", "b.jpg"] {
      try Data(header.bytes + Array(name.utf8)).write(to: folder(name))
    }
    let photos = try flight().applying(sidecar("EPSG:4326\na 120.3014 22.6273 124\nb 120.3014 22.6273 90\n")).photos
    #expect(photos.map { $0.metadata.absoluteHeight?.value.datum } == [.ellipsoid, .unknown])
    #expect(photos.map { $0.metadata.absoluteHeight?.sigma } == [5, 30])
  }

  private func marks(_ offsets: [Double]) -> String {
    offsets.enumerated().map { index, offset in
      let seconds = 180_138 + 2 * Double(index + 1) + offset
      return
        "\(index + 1)\t\(seconds)\t[2304]\t3,N\t0,E\t75,V\t22.6273,Lat\t\(120.3014 + 0.0002 * Double(index + 1)),Lon"
        + "\t125.3,Ellh\t0.03, 0.04, 0.05\t50,Q"
    }.joined(separator: "\n")
  }

  @Test(arguments: [true, false])
  func `time marks find their photos by number and are checked by the clock`(utc: Bool) throws {
    for number in 1...3 { try add("100_0001_000\(number).JPG", number: number, utc: utc) }
    let flight = try flight().applying(sidecar(marks([0.2, 40, 0.3]), as: "100_0001_Timestamp.MRK"))
    #expect(flight.photos.map(codes) == [[], ["sidecar_time_conflict"], []])
    #expect(flight.photos[0].metadata.rtk == .fixed)
    #expect(flight.photos[0].metadata.absoluteHeight?.value == Height(metres: 125.3, datum: .ellipsoid))
    #expect(flight.photos[1].metadata.position?.source == "EXIF GPSLatitude")
    // A clock without a zone learns UTC from its mark.
    #expect(
      abs((flight.photos[2].metadata.capturedAt?.value.utc ?? 0) - (utc ? 1_709_604_126 : 1_709_604_126.3)) < 1e-3)
    #expect(flight.warnings.isEmpty)
  }

  @Test func `the cameras of one shot share a mark, and each folder has its own`() throws {
    for letter in ["W", "T"] { try add("a/DJI_20240305100202_0001_\(letter).JPG", number: 1) }
    try add("b/DJI_20240305100202_0001_W.JPG", number: 1)
    try Data(marks([0]).utf8).write(to: folder("a/Timestamp.MRK"))
    let flight = try flight().applying(Sidecar(contentsOf: folder("a/Timestamp.MRK")))
    #expect(flight.photos.map { $0.metadata.rtk } == [.fixed, .fixed, nil])
    // From elsewhere nobody knows which folder is meant.
    let elsewhere = try self.flight().applying(sidecar(marks([0]), as: "Timestamp.MRK"))
    #expect(elsewhere.warnings.map(\.code).contains("sidecar_ambiguous"))
    #expect(elsewhere.photos.allSatisfy { $0.metadata.rtk == nil })
  }

  @Test func `marks and photos that differ in number are told`() throws {
    for number in 1...2 { try add("DJI_000\(number).JPG", number: number) }
    let flight = try flight().applying(sidecar(marks([0, 0, 0]), as: "Timestamp.MRK"))
    #expect(Set(flight.warnings.map(\.code)) == ["sidecar_unknown_file", "sidecar_count"])
  }

  @Test func `one sidecar serves several flights, each line of it one photo`() throws {
    try add("one/DJI_0001.JPG", number: 1)
    try add("two/DJI_0001.JPG", number: 2)
    try add("two/DJI_0002.JPG", number: 3)
    var flights = [try Flight.scan(folder("one")), try Flight.scan(folder("two"))]
    let text = """
      file,latitude,longitude
      DJI_0001.JPG,22.6273,120.30161
      two/DJI_0001.JPG,22.6273,120.30181
      DJI_0002.JPG,22.6273,120.30201
      """
    flights.apply(try sidecar(text))
    #expect(flights[0].warnings.map(\.code) == ["sidecar_ambiguous"])
    #expect(flights[1].warnings.isEmpty)
    #expect(flights[0].photos.map(codes) == [["sidecar_missing"]])
    #expect(flights[1].photos.map { $0.metadata.position?.value.longitude } == [120.30181, 120.30201])
  }
}
