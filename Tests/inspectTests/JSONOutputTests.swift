import Foundation
import Testing

@testable import inspect

struct JSONOutputTests {
  @Test func `JSON on a terminal turns no writing, and says the same`() throws {
    let name = "\u{202E}gpj裂縫\u{2066}\u{85}\u{7F}\u{200F}\u{1B}[2J \\u \"\u{1F6A7}"
    let text = JSONOutput.inert(try JSONEncoder().encode([name]))
    let steering = text.unicodeScalars.filter { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x200E...0x200F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    #expect(steering.isEmpty && text.contains("\\u202egpj裂縫\\u2066\\u0085\\u007f\\u200f"))
    #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == [name])
  }
}
