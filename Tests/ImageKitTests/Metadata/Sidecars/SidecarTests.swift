import Foundation
import TestSupport
import Testing

@testable import ImageKit

@Suite struct `Sidecars` {
  private func fixture(_ name: String) throws -> Sidecar {
    try Sidecar(contentsOf: Fixtures.directory.appending(path: "Sidecars/\(name)"))
  }

  private func sidecar(_ text: String) throws -> Sidecar { try Sidecar(bytes: Array(text.utf8), path: "a/geo.txt") }

  @Test func `OpenDroneMap's file is read with its angles in its own frame`() throws {
    let sidecar = try fixture("geo.txt")
    #expect(sidecar.format == .odmGeo)
    #expect(sidecar.name == "geo.txt")
    let first = try #require(sidecar.entries.first)
    #expect(first.key == .file("DJI_0001.JPG"))
    #expect(first.line == 3)
    #expect(first.position == HorizontalPosition(latitude: 22.6273, longitude: 120.3014))
    #expect(first.height == Height(metres: 125.3, datum: .unknown))
    #expect(first.orientation == Orientation(pix4DYaw: 37, pitch: 3.5, roll: 8.3))
    #expect(first.positionSigma == 0.02 && first.heightSigma == 0.04)
    // A name with a blank is quoted, a label may follow.
    #expect(sidecar.entries.map(\.key) == [.file("DJI_0001.JPG"), .file("DJI 2.JPG")])
    #expect(sidecar.entries[1].orientation == nil)
    #expect(sidecar.warnings.map(\.description) == ["sidecar_line_ignored: line 5: it needs a file name, x and y"])
  }

  // The same place in Taiwan's grid, in UTM and as a PROJ string; the vector FLAT-01 of Fixtures/Ground.
  @Test(arguments: [
    ("EPSG:3826", 178_188.5533, 2_503_182.3669),
    // EPSG's way between Taiwan's grids: 828.589 m east, 206.915 m south.
    ("EPSG:3828", 177_359.9643, 2_503_389.2819), ("WGS84 UTM 51N", 222_617.2228, 2_504_777.4216),
    ("+proj=utm +zone=51 +datum=WGS84 +units=m +no_defs", 222_617.2228, 2_504_777.4216),
    ("WGS84", 120.3014, 22.6273), ("EPSG:4979", 120.3014, 22.6273),
  ])
  func `coordinate systems are brought to WGS 84`(system: String, x: Double, y: Double) throws {
    let entry = try #require(try sidecar("\(system)\na.jpg \(x) \(y) 12\n").entries.first)
    let position = try #require(entry.position)
    #expect(abs(position.latitude - 22.6273) < 1e-8, "\(position)")
    #expect(abs(position.longitude - 120.3014) < 1e-8, "\(position)")
    #expect(entry.height?.datum == (system == "EPSG:4979" ? .ellipsoid : .unknown))
  }

  // Any other text would send PROJ through its whole registry in search of a name: a fuzzer found a line that took 10 s.
  @Test(arguments: [
    "/\u{0} WGS84 \u{19}\u{19}EP/\u{FFFD} JPG+proj=utm", "hello +proj=utm +zone=51", "+proj=utm and what belongs to it",
    "+proj=utm +zone=51 +nadgrids=/etc/passwd", "+zone=51 +proj=utm" + String(repeating: " +a", count: 400),
  ])
  func `a line that only holds words of PROJ names no system`(line: String) {
    #expect(!SidecarCoordinates.isName(line))
    #expect(throws: CoordinateSystemError.self) { try SidecarCoordinates(line) }
  }

  @Test func `the old way to name an EPSG system is understood`() throws {
    let entry = try #require(
      try sidecar("+init=epsg:3826\na.jpg 178188.5533 2503182.3669 12\n").entries.first?.position)
    #expect(abs(entry.latitude - 22.6273) < 1e-7 && abs(entry.longitude - 120.3014) < 1e-7)
  }

  @Test func `a system that is unknown or only approximate is refused`() {
    for system in ["EPSG:999999", "+proj=nonsense", "EPSG:3827", "EPSG:4978", "EPSG:3855"] {
      #expect {
        try sidecar("\(system)\na.jpg 120 22\n")
      } throws: { error in
        if case .coordinateSystem(let path, _) = error as? SidecarError { return path == "a/geo.txt" }
        return false
      }
    }
  }

  @Test func `Pix4D's file is read with a byte order mark, quotes and CRLF`() throws {
    let sidecar = try fixture("pix4d.csv")
    #expect(sidecar.format == .pix4D)
    #expect(sidecar.entries.map(\.key) == [.file("DJI_0001.JPG"), .file("DJI, 2.JPG")])
    #expect(sidecar.entries[0].orientation == Orientation(pix4DYaw: 37, pitch: 3.5, roll: 8.3))
    // Three zeros are what an exporter writes that has no angles.
    #expect(sidecar.entries[1].orientation == nil)
    #expect(sidecar.entries[1].heightSigma == 0.04)
    #expect(sidecar.warnings.map(\.code) == ["sidecar_angles_assumed"])
  }

  @Test func `omega, phi and kappa are turned as photogrammetry defines them`() throws {
    let text =
      "imagename,latitude,longitude,altitude,omega,phi,kappa\na.jpg,22,120,50,0,0,-37\nb.jpg,22,120,50,90,0,0\n"
    let entries = try sidecar(text).entries
    let nadir = try #require(entries[0].orientation)
    // Kappa counts counter-clockwise: the top of the picture points 37° east of north.
    #expect(abs(nadir.yaw - 37) < 1e-9 && abs(nadir.pitch + 90) < 1e-9)
    let north = try #require(entries[1].orientation)
    #expect(abs(north.yaw) < 1e-9 && abs(north.pitch) < 1e-9 && abs(north.roll) < 1e-9)
  }

  @Test func `DJI's time marks are read with their clock and flags`() throws {
    let sidecar = try fixture("100_0001_Timestamp.MRK")
    #expect(sidecar.format == .mrk)
    #expect(sidecar.entries.map(\.key) == [.sequence(1), .sequence(2)])
    let first = sidecar.entries[0]
    #expect(first.position == HorizontalPosition(latitude: 22.6273, longitude: 120.3014))
    #expect(first.height == Height(metres: 125.3, datum: .ellipsoid))
    #expect(abs((first.positionSigma ?? 0) - 0.03535533905932738) < 1e-12)
    #expect(first.heightSigma == 0.05)
    #expect(sidecar.entries.map(\.rtk) == [.fixed, .float])
    // 2024-03-05T02:02:00.25Z: GPS time was 18 s ahead of UTC.
    #expect(first.utc == 1_709_604_120.25)
    // The third mark has no position: a receiver without a fix.
    #expect(sidecar.warnings.map(\.code) == ["sidecar_value_ignored", "sidecar_line_ignored"])
  }

  @Test func `our own table is read in any subset, with semicolons and decimal commas`() throws {
    let sidecar = try fixture("table.csv")
    #expect(sidecar.format == .table)
    let first = sidecar.entries[0]
    #expect(first.position == HorizontalPosition(latitude: 22.6273, longitude: 120.3014))
    #expect(first.height == Height(metres: 125.3, datum: .ellipsoid))
    #expect(first.orientation == Orientation(yaw: 37, pitch: -89.9, roll: 0))
    #expect(first.positionSigma == 0.02 && first.heightSigma == 0.04 && first.yawSigma == 0.3)
    #expect(first.calibration?.focalLengthX == 3725.5)
    #expect(first.calibration?.distortion == LensDistortion(k1: -0.1))
    #expect(sidecar.entries[1].position == nil)
    #expect(sidecar.entries[1].height == Height(metres: 40, datum: .takeoff))
    #expect(sidecar.warnings.map(\.code) == ["sidecar_column_ignored"])
  }

  @Test func `UTF-16 and Latin-1 are read`() throws {
    let text = "file,latitude,longitude\nmüller.jpg,22,120\n"
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
    #expect(try Sidecar(bytes: wide, path: "a.csv").entries.first?.key == .file("müller.jpg"))
    let narrow = text.unicodeScalars.map { UInt8($0.value) }
    #expect(try Sidecar(bytes: narrow, path: "a.csv").entries.first?.key == .file("müller.jpg"))
  }

  @Test func `impossible values are passed over line by line`() throws {
    let text = """
      file,latitude,longitude,height_m,pitch_deg,yaw_deg,focal_px,sigma_horizontal_m,height_datum
      a.jpg,95,120,10,,,,,
      b.jpg,0,0,20,,,,,
      c.jpg,22,120,99999,,,,,
      d.jpg,22,120,nan,,,,,
      e.jpg,22,120,1,-200,5,,,
      f.jpg,22,120,1,,,0.5,,
      g.jpg,22,120,1,,,,-3,
      h.jpg,22,120,1,,,,,mars
      """
    let sidecar = try sidecar(text)
    #expect(sidecar.entries.count == 8)
    #expect(sidecar.warnings.map(\.code) == Array(repeating: "sidecar_value_ignored", count: 8))
    #expect(sidecar.warnings.indices.allSatisfy { sidecar.warnings[$0].detail.hasPrefix("line \($0 + 2): ") })
    #expect(sidecar.entries[0].position == nil && sidecar.entries[1].position == nil)
    #expect(sidecar.entries[2].height == nil && sidecar.entries[2].position != nil)
    #expect(sidecar.entries[4].orientation == nil && sidecar.entries[5].calibration == nil)
    #expect(sidecar.entries[6].positionSigma == nil && sidecar.entries[7].height?.datum == .unknown)
  }

  @Test func `a thousand bad lines are twenty warnings and a count`() throws {
    let text = "file,latitude,longitude\na.jpg,22,120\n" + String(repeating: "b.jpg,200,120\n", count: 1000)
    let codes = try sidecar(text).warnings
    #expect(codes.count { $0.code == "sidecar_value_ignored" } == 21)
    #expect(codes.contains { $0.detail == "and 980 more lines" })
  }

  @Test(arguments: ["", "\n\n# only remarks\n", "hello\nworld\n", "a.jpg,north,south\n", "{\"type\": 1}"])
  func `other files are refused in words that help`(text: String) {
    #expect {
      try sidecar(text)
    } throws: { error in
      guard case .notRecognised("a/geo.txt", _) = error as? SidecarError else { return false }
      return "\(error)".contains("geo.txt") && "\(error)".contains("file,latitude,longitude")
    }
  }

  @Test func `a file without a usable line and one that is not there are told apart`() {
    #expect {
      try sidecar("file,latitude,longitude\na.jpg,200,120\n")
    } throws: { error in
      if case .nothingUsable = error as? SidecarError { return "\(error)".contains("200") }
      return false
    }
    #expect {
      try Sidecar(contentsOf: URL(filePath: "/nowhere/geo.txt"))
    } throws: { error in
      if case .unreadable("/nowhere/geo.txt", _) = error as? SidecarError { return true }
      return false
    }
  }

  @Test func `the identity is that of the bytes`() throws {
    let text = "file,latitude,longitude\na.jpg,22,120\n"
    #expect(try sidecar(text).identity == FileDigest.sha256(Array(text.utf8)))
    #expect(try sidecar(text).identity != sidecar(text + "\n").identity)
  }

  @Test(arguments: ["geo.txt", "pix4d.csv", "100_0001_Timestamp.MRK", "table.csv"])
  func `every prefix of every sidecar is read or refused`(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Fixtures.directory.appending(path: "Sidecars/\(name)")))
    var read = 0
    for count in 0...bytes.count {
      if let sidecar = try? Sidecar(bytes: Array(bytes[..<count]), path: name) {
        read += 1
        #expect(sidecar.entries.allSatisfy { abs($0.position?.latitude ?? 0) <= 90 })
      }
    }
    #expect(read > 20)
  }

  @Test(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
  func `forty real time marks are read without a warning`() throws {
    let folder = try #require(Fixtures.shared)
    let sidecar = try Sidecar(
      contentsOf: folder.appending(path: "metadata/mrk_rtk/first40_101FTASK_Timestamp.mrk"))
    #expect(sidecar.entries.count == 40)
    #expect(sidecar.warnings.isEmpty)
    #expect(sidecar.entries.allSatisfy { $0.rtk == .fixed && $0.height?.datum == .ellipsoid })
    #expect(sidecar.entries[0].position == HorizontalPosition(latitude: 47.6436873208, longitude: 16.4759271684))
  }
}
