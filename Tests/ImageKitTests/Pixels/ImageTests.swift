import ImageKit
import Testing

@Suite struct ImageTests {
  private struct Refusal: Error {}

  // An initialiser that throws late runs deinit as well: freeing in both places once was a double free.
  @Test func `a fill that throws leaves nothing behind, small or large`() {
    for side in [1, 100, 3000] {
      for _ in 0..<20 {
        #expect(throws: Refusal.self) {
          try Image<RGB8>(width: side, height: side) { (_) throws(Refusal) in throw Refusal() }
        }
      }
    }
  }

  @Test func `pixels are where they were written`() {
    let image = TestPictures.rgb(5, 3) { x, y in RGB8(red: UInt8(x), green: UInt8(y), blue: 7) }
    #expect(image.stride == 15)
    #expect(image.bounds == Window(x: 0, y: 0, width: 5, height: 3))
    #expect(image[4, 2] == RGB8(red: 4, green: 2, blue: 7))
    #expect(TestPictures.bytes(image)[15..<18] == [0, 1, 7])
  }

  @Test(arguments: [1, 4095, 8 << 20, (8 << 20) + 1, 30_000_001])
  func `memory of every size can be written to its ends and freed`(count: Int) {
    let image = Image<Gray8>(width: count, height: 1) { memory in
      memory[0] = 1
      memory[count - 1] = 2
    }
    #expect(image[count - 1, 0].value == 2)
    image.withUnsafeBytes { #expect($0.count == count) }
  }
}
