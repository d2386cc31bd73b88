extension XMPPacket {
  private static let maximumSize = 8 << 20
  private static let maximumExtendedSize = 16 << 20
  private static let maximumRepairs = 8

  /// Reads the main packet of a photo and the extended packet it names.
  package init(main: [UInt8], extended: [JPEGSegments.ExtendedXMPChunk] = []) {
    self.init(bytes: main, limit: Self.maximumSize)
    guard !extended.isEmpty else { return }
    guard let joined = join(extended) else { return }
    merge(XMPPacket(bytes: joined, limit: Self.maximumExtendedSize))
  }

  /// Reads one packet; a damaged one gives what was complete, with a warning.
  init(bytes: [UInt8], limit: Int) {
    self.init()
    guard bytes.count <= limit else {
      warn("xmp_refused", "the XMP packet is larger than \(limit >> 20) MB; ignored")
      return
    }
    var text = plainText(bytes)
    guard !text.isEmpty else { return }
    let before = self
    for attempt in 0...Self.maximumRepairs {
      var packet = before
      let outcome = XMPParser.parse(text, into: &packet)
      self = packet
      switch outcome {
      case .complete:
        if attempt > 0 { warn("xmp_malformed", "the XMP packet is not well-formed; repaired") }
        return
      case .refused(let reason):
        self = before
        warn("xmp_refused", "the XMP packet is ignored: \(reason)")
        return
      case .truncated(let index):
        var repaired = packet
        if let shortened = XMPTag.repaired(text, around: index) {
          repaired = before
          _ = XMPParser.parse(shortened, into: &repaired)
        }
        self = repaired
        warn("xmp_truncated", "the XMP packet ends early; what was complete is used")
        return
      case .malformed(let index):
        guard attempt < Self.maximumRepairs, let repaired = XMPTag.repaired(text, around: index), repaired != text
        else {
          warn("xmp_malformed", "the XMP packet is not well-formed; what comes before the fault is used")
          return
        }
        text = repaired
      }
    }
  }

  /// Returns the packet in UTF-8, from the first tag on, without characters that XML forbids.
  private mutating func plainText(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8]
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 0x3C]) {
      text = Self.utf8(bytes, high: 0)
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0]) {
      text = Self.utf8(bytes, high: 1)
    } else if String(validating: bytes, as: UTF8.self) != nil {
      text = bytes
    } else {
      warn("xmp_encoding", "the XMP packet is not UTF-8; read as Latin-1")
      text = Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
    }
    // NUL pads the packets of some makers; other control characters are not XML.
    text.removeAll { $0 == 0 }
    for index in text.indices where text[index] < 0x20 && ![0x09, 0x0A, 0x0D].contains(text[index]) {
      text[index] = 0x20
    }
    return Array(text.drop { $0 != UInt8(ascii: "<") })
  }

  private static func utf8(_ bytes: [UInt8], high: Int) -> [UInt8] {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Returns the extended packet that the main one names; `nil`, with a warning, when it is not whole.
  private mutating func join(_ chunks: [JPEGSegments.ExtendedXMPChunk]) -> [UInt8]? {
    func ignore(_ reason: String) -> [UInt8]? {
      warn("extended_xmp_ignored", "the extended XMP is ignored: \(reason)")
      return nil
    }
    guard let identifier = text(.note, "HasExtendedXMP") else { return ignore("the main packet does not name it") }
    let mine = chunks.filter { $0.identifier == identifier }.sorted { $0.offset < $1.offset }
    guard let size = mine.first?.totalSize else { return ignore("it has another identifier than the one named") }
    guard size <= Self.maximumExtendedSize else { return ignore("it claims \(size) bytes") }
    var joined: [UInt8] = []
    for chunk in mine {
      guard chunk.offset == joined.count else { return ignore("a piece is missing") }
      joined += chunk.bytes
      guard joined.count <= size else { return ignore("it is longer than it says") }
    }
    guard joined.count == size else { return ignore("a piece is missing") }
    return joined
  }
}
