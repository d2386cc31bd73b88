/// The numbers of the EXIF tags this package reads, from the EXIF 3.0 standard (CIPA DC-008-2023).
package enum EXIFTag {
  /// Tags of the image directory.
  package enum Image {
    static let make: UInt16 = 0x010F
    static let model: UInt16 = 0x0110
    static let orientation: UInt16 = 0x0112
    static let software: UInt16 = 0x0131
  }

  /// Tags of the photo directory.
  package enum Photo {
    static let exifVersion: UInt16 = 0x9000
    static let dateTimeOriginal: UInt16 = 0x9003
    static let offsetTime: UInt16 = 0x9010
    static let offsetTimeOriginal: UInt16 = 0x9011
    static let subSecondsOriginal: UInt16 = 0x9291
    static let focalLength: UInt16 = 0x920A
    static let makerNote: UInt16 = 0x927C
    static let pixelXDimension: UInt16 = 0xA002
    static let pixelYDimension: UInt16 = 0xA003
    static let focalPlaneXResolution: UInt16 = 0xA20E
    static let focalPlaneYResolution: UInt16 = 0xA20F
    static let focalPlaneResolutionUnit: UInt16 = 0xA210
    static let digitalZoomRatio: UInt16 = 0xA404
    static let focalLengthIn35mmFilm: UInt16 = 0xA405
  }

  /// Tags of the GPS directory.
  package enum GPS {
    static let latitudeReference: UInt16 = 0x01
    static let latitude: UInt16 = 0x02
    static let longitudeReference: UInt16 = 0x03
    static let longitude: UInt16 = 0x04
    static let altitudeReference: UInt16 = 0x05
    static let altitude: UInt16 = 0x06
    static let timeStamp: UInt16 = 0x07
    static let imageDirectionReference: UInt16 = 0x10
    static let imageDirection: UInt16 = 0x11
    static let dateStamp: UInt16 = 0x1D
    static let horizontalPositioningError: UInt16 = 0x1F
  }
}
