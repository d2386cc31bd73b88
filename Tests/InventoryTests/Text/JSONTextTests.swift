import Foundation
import Testing

@testable import Inventory

struct JSONTextTests {
  @Test func `members keep their order`() {
    #expect(
      JSONText.object([("b", .integer(1)), ("a", .array([.null, .boolean(true)]))]).serialized()
        == #"{"b":1,"a":[null,true]}"#)
  }

  @Test func `hostile text is read back as it was and cannot end a script or steer a terminal`() throws {
    let text = "\"><script>\u{1B}]0;x\u{7}\u{2028}\u{202E}\\ \u{0} \n\t 裂縫 🌳 &"
    let json = JSONText.array([.string(text)]).serialized()
    let unsafe: [Unicode.Scalar] = ["<", ">", "&", "\u{1B}", "\u{7}", "\u{0}", "\u{2028}", "\u{202E}", "\n"]
    for scalar in unsafe {
      let found = json.unicodeScalars.contains(scalar)
      #expect(!found, "U+\(String(scalar.value, radix: 16))")
    }
    #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [text])
  }

  @Test func `a number that is not finite is null`() {
    #expect(JSONText.decimal(.nan, places: 2) == .null)
    #expect(JSONText.decimal(nil, places: 2) == .null)
    #expect(JSONText.decimal(1.50, places: 2).serialized() == "1.5")
  }
}
