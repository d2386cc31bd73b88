/// The repair of one start tag that is not well-formed.
///
/// Makers write all properties as attributes of one tag, so one fault in it, such as a bare ampersand in a drone's
/// name, an attribute given twice or a packet cut short, would lose them all.
enum XMPTag {
  /// Returns the text with the tag at a byte written anew; `nil` when no tag stands there.
  ///
  /// Each whole attribute is kept once, with bare ampersands and angle brackets escaped. A tag that does not end is
  /// closed and what follows is dropped.
  static func repaired(_ text: [UInt8], around index: Int) -> [UInt8]? {
    guard !text.isEmpty,
      let start = text[...min(index, text.count - 1)].lastIndex(of: UInt8(ascii: "<"))
    else { return nil }
    var cursor = start + 1
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    func skip(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
      let first = cursor
      while cursor < text.count && condition(text[cursor]) { cursor += 1 }
      return text[first..<cursor]
    }
    let name = skip { !isBlank($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    guard let first = name.first, first != UInt8(ascii: "!"), first != UInt8(ascii: "?"), cursor < text.count else {
      return nil
    }
    var result = Array(text[..<cursor])
    var seen: Set<[UInt8]> = []
    while cursor < text.count {
      _ = skip(while: isBlank)
      guard cursor < text.count else { break }
      if text[cursor] == UInt8(ascii: ">") || text[cursor] == UInt8(ascii: "/") {
        return result + text[cursor...]
      }
      let key = Array(skip { !isBlank($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") })
      _ = skip { isBlank($0) || $0 == UInt8(ascii: "=") }
      guard cursor < text.count else { break }
      let quote = text[cursor]
      // Without a quote there is no value: go on behind the key.
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
      cursor += 1
      let value = skip { $0 != quote }
      guard cursor < text.count else { break }
      cursor += 1
      if !key.isEmpty && seen.insert(key).inserted {
        result += [0x20] + key + [UInt8(ascii: "="), quote] + escaped(value) + [quote]
      }
    }
    return result + [UInt8(ascii: ">")]
  }

  private static func escaped(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in zip(value.indices, value) {
      if byte == UInt8(ascii: "<") {
        result += Array("&lt;".utf8)
      } else if byte == UInt8(ascii: "&") && !isReference(value[index...]) {
        result += Array("&amp;".utf8)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func isReference(_ text: ArraySlice<UInt8>) -> Bool {
    let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"]
    return known.contains { text.starts(with: $0.utf8) }
  }
}
