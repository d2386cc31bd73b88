/// Texts that names of files, tags of photos and fields of map layers may hold to do harm.
enum HostileText {
  static let all = [
    "\"><script>alert(1)</script>", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"a\")", "+1+1", "-2+3", "@SUM(A1)",
    "＝1+1", "\t=1", " =1", "]]>", "<![CDATA[x]]>", "\u{1B}]0;owned\u{7}\u{1B}[2J", "a\r\nb", "a\nDELETE", "nul\u{0}l",
    "\u{202E}gpj.exe", "\u{2066}x\u{2069}\u{200F}", "../../etc/passwd", "..\\x", "&amp;&#0;&lt;",
    "'; DROP TABLE defects;--",
    "_x000D_", "`x` $(id) %s %n", "{\"a\":1}", "\u{FFFE}\u{FFFF}", "e\u{301}裂縫\u{1F6A7}", "javascript:alert(1)",
    "\",\"", "\\", String(repeating: "長", count: 400), "0\nLINE\n8\nx", ",;|\t\"", "</style><style>*{display:none}",
    "' onload='x", "{{7*7}}", "con.JPG", "  ", "'='",
  ]

  /// Whether the text steers terminals or the direction of writing, or cannot stand in XML.
  static func steers(_ text: String, except allowed: Set<Unicode.Scalar> = ["\n", "\r", "\t"]) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar {
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": !allowed.contains(scalar)
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFE}"..."\u{FFFF}": true
      default: false
      }
    }
  }
}
