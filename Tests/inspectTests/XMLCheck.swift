/// A check of simple XML without a parser, which Foundation keeps in a module of its own.
enum XMLCheck {
  /// Returns whether every element is closed in order and no ampersand stands bare.
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for tag in text.matches(of: /<(\/?)([A-Za-z-]+)([^<>]*)>/) {
      if tag.1 == "/" {
        guard open.popLast() == tag.2 else { return false }
      } else if !tag.3.hasSuffix("/") {
        open.append(tag.2)
      }
    }
    return open.isEmpty && !text.contains(/&(?!amp;|lt;|gt;|quot;)/)
  }
}
