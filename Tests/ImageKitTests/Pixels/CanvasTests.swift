import CImageKit
import ImageKit
import Testing

@Suite struct CanvasTests {
  let red = RGB8(red: 255, green: 0, blue: 0)
  let white = RGB8(red: 255, green: 255, blue: 255)

  @Test func `a large photo is averaged down and a small one copied`() throws {
    let checks = TestPictures.rgb(400, 200) { x, y in
      (x + y) % 2 == 0 ? RGB8(red: 200, green: 100, blue: 0) : RGB8(red: 0, green: 100, blue: 200)
    }
    let canvas = Canvas(of: checks, longerSide: 100)
    #expect(canvas.width == 100 && canvas.height == 50)
    #expect(canvas.image[50, 25] == RGB8(red: 100, green: 100, blue: 100))
    let copy = Canvas(of: checks, longerSide: 400)
    #expect(TestPictures.bytes(copy.image) == TestPictures.bytes(checks))
    #expect(Canvas(of: checks, longerSide: 9999).width == 400)
  }

  @Test(arguments: [(5472, 3648, 2048, 1365), (3000, 1, 100, 1), (1, 3000, 1, 100), (333, 500, 100, 150)])
  func `the size keeps the proportions`(width: Int, height: Int, canvasWidth: Int, canvasHeight: Int) {
    let side = max(canvasWidth, canvasHeight)
    let canvas = Canvas(of: TestPictures.flat(width, height, 9), longerSide: side)
    #expect(canvas.width == canvasWidth && canvas.height == canvasHeight)
  }

  @Test(arguments: [(1, 1, 1, 1), (7, 5, 7, 5), (7, 5, 3, 2), (100, 3, 33, 1), (64, 64, 16, 8), (601, 7, 2, 7)])
  func `the reducing kernel agrees with the mean over areas`(width: Int, height: Int, toWidth: Int, toHeight: Int) {
    let picture = TestPictures.noise(width + 2, height, seed: 9)
    // Four bytes between rows tell whether the kernel stays inside.
    var reduced = [UInt8](repeating: 77, count: (3 * toWidth + 4) * toHeight)
    let size = ik_reduce_scratch_size(Int32(width), Int32(height), Int32(toWidth), Int32(toHeight))
    var scratch = [Int32](repeating: -1, count: size / 4 + 9)
    picture.withUnsafeBytes { source in
      var view = ik_view(
        pixels: source.assumingMemoryBound(to: UInt8.self).baseAddress, width: Int32(width), height: Int32(height),
        stride: picture.stride, channels: 3)
      #expect(ik_reduce(&view, &reduced, Int32(toWidth), Int32(toHeight), 3 * toWidth + 4, &scratch) == .ok)
    }
    #expect(scratch.suffix(8).allSatisfy { $0 == -1 })
    func overlap(_ output: Int, _ input: Int, _ ratio: Double) -> Double {
      max(0, min(Double(input + 1), Double(output + 1) * ratio) - max(Double(input), Double(output) * ratio)) / ratio
    }
    let ratio = (x: Double(width) / Double(toWidth), y: Double(height) / Double(toHeight))
    for y in 0..<toHeight {
      for x in 0..<toWidth {
        var mean = 0.0
        for row in 0..<height {
          for column in 0..<width {
            mean += overlap(x, column, ratio.x) * overlap(y, row, ratio.y) * Double(picture[column, row].green)
          }
        }
        // Rounded weights move the mean by less than the rounding of the result for small ratios.
        #expect(abs(Double(reduced[y * (3 * toWidth + 4) + 3 * x + 1]) - mean) <= 1.5 + ratio.x / 100)
      }
      #expect(reduced[(y * (3 * toWidth + 4) + 3 * toWidth)...].prefix(4).allSatisfy { $0 == 77 })
    }
  }

  // A line through the centres of row 5 of the canvas, with pixels of the photo four times as small.
  @Test func `lines lie where the photo's coordinates say`() throws {
    var canvas = Canvas(of: TestPictures.flat(80, 80, 0), longerSide: 20)
    let v = 5.5 * 4
    try canvas.drawLine([PixelPoint(u: 0, v: v), PixelPoint(u: 80, v: v)], color: red, thickness: 1, halo: 0)
    let image = canvas.image
    // OpenCV's antialiasing spills a quarter of a one-pixel line to each side, evenly to within a few levels.
    #expect(image[10, 5].red >= 220)
    #expect(abs(Int(image[10, 4].red) - Int(image[10, 6].red)) <= 8)
    #expect(image[10, 3].red == 0 && image[10, 7].red == 0)
  }

  @Test func `the halo is dark and on both sides`() throws {
    var canvas = Canvas(of: TestPictures.flat(40, 40, 255), longerSide: 40)
    try canvas.drawLine([PixelPoint(u: 0, v: 20.5), PixelPoint(u: 40, v: 20.5)], color: red, thickness: 1, halo: 2)
    let column = (0..<40).map { canvas.image[20, $0] }
    #expect(column[20].red > 200 && column[20].green < 80)
    #expect(column[18].red < 120 && column[22].red < 120)
    #expect(column[15] == white && column[25] == white)
  }

  @Test func `a closed line joins its ends`() throws {
    let corners = [PixelPoint(u: 5, v: 5), PixelPoint(u: 35, v: 5), PixelPoint(u: 35, v: 35), PixelPoint(u: 5, v: 35)]
    var open = Canvas(of: TestPictures.flat(40, 40, 0), longerSide: 40)
    var closed = open
    try open.drawLine(corners, color: white, thickness: 2, halo: 0)
    try closed.drawLine(corners, isClosed: true, color: white, thickness: 2, halo: 0)
    #expect(open.image[5, 20].red == 0)
    #expect(closed.image[5, 20].red > 200)
  }

  @Test func `a filled window covers its pixels with its opacity`() throws {
    var canvas = Canvas(of: TestPictures.flat(40, 40, 100), longerSide: 40)
    try canvas.fill(Window(x: 10, y: 10, width: 20, height: 20), color: red, opacity: 0.5)
    let image = canvas.image
    #expect(abs(Int(image[20, 20].red) - 178) <= 1 && abs(Int(image[20, 20].green) - 50) <= 1)
    #expect(image[7, 20].red == 100 && image[32, 20].red == 100)
    #expect(image[10, 20].red == image[20, 20].red && image[29, 20].red == image[20, 20].red)
    #expect(image[20, 10].red == image[20, 20].red && image[20, 29].red == image[20, 20].red)
    var untouched = Canvas(of: TestPictures.flat(40, 40, 100), longerSide: 40)
    try untouched.fill(Window(x: 0, y: 0, width: 40, height: 40), color: red, opacity: 0)
    #expect(untouched.image[20, 20].red == 100)
  }

  @Test func `text leaves a mark and stays inside`() throws {
    for place in [PixelPoint(u: -500, v: -500), PixelPoint(u: 100, v: 50), PixelPoint(u: 5000, v: 5000)] {
      var canvas = Canvas(of: TestPictures.flat(200, 100, 100), longerSide: 200)
      try canvas.drawText("crack 3.2 m", at: place, height: 12, color: white)
      let bytes = TestPictures.bytes(canvas.image)
      #expect(bytes.filter { $0 > 200 }.count > 150 && bytes.filter { $0 < 50 }.count > 150)
      // Nothing is cut off: the outermost rows and columns are as they were.
      let image = canvas.image
      #expect((0..<200).allSatisfy { image[$0, 0].red == 100 && image[$0, 99].red == 100 })
      #expect((0..<100).allSatisfy { image[0, $0].red == 100 && image[199, $0].red == 100 })
    }
  }

  @Test func `characters that the font lacks become question marks`() throws {
    let place = PixelPoint(u: 10, v: 50)
    var foreign = Canvas(of: TestPictures.flat(200, 100, 100), longerSide: 200)
    var marks = foreign
    try foreign.drawText("裂縫\u{0}é👩‍🔧", at: place, height: 20, color: white)
    try marks.drawText("?????", at: place, height: 20, color: white)
    #expect(TestPictures.bytes(foreign.image) == TestPictures.bytes(marks.image))
  }

  @Test func `what lies outside is clipped and what is no number is an error`() throws {
    var canvas = Canvas(of: TestPictures.flat(50, 50, 0), longerSide: 50)
    let far = [PixelPoint(u: -1e300, v: 20), PixelPoint(u: 1e300, v: 20), PixelPoint(u: 30, v: 1e9)]
    try canvas.drawLine(far, isClosed: true, color: red, thickness: 3)
    try canvas.fill(far, color: red, opacity: 1)
    try canvas.fill(Window(x: -100, y: -100, width: 1000, height: 1000), color: red, opacity: 1)
    #expect(canvas.image[49, 49] == red)
    try canvas.drawLine([], color: red, thickness: 1)
    try canvas.fill([PixelPoint(u: 1, v: 1)], color: white, opacity: 1)
    #expect(canvas.image[1, 1] == red)
    #expect(throws: PictureError.self) {
      try canvas.drawLine([PixelPoint(u: .nan, v: 1)], color: red, thickness: 1)
    }
    #expect(throws: PictureError.self) { try canvas.drawLine(far, color: red, thickness: 0, halo: 0) }
    #expect(throws: PictureError.self) {
      try canvas.drawText("x", at: far[2], height: 1000, color: red)
    }
  }
}
