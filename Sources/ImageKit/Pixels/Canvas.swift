internal import CImageKit
internal import COpenCV

/// A reduced copy of a photo to draw findings on.
///
/// Everything is placed in pixels of the *photo*, continuous as ``PixelPoint`` says; thickness and letter height are in
/// pixels of the canvas, so that overlays of all photos look alike.
///
/// ```swift
/// var canvas = Canvas(of: photo, longerSide: 2048)
/// try canvas.fill(outline, color: red, opacity: 0.3)
/// try canvas.drawLine(crack, color: red, thickness: 2)
/// try canvas.drawText("crack 3.2 m", at: crack[0], height: 14, color: white)
/// let file = try JPEGEncoder.encode(canvas.image, quality: 85)
/// ```
///
/// Drawing is antialiased and on the calling thread only. What lies outside the photo is clipped.
public struct Canvas: Sendable {
  /// The size of the canvas, in its own pixels.
  public let width, height: Int
  /// Pixels of the canvas a pixel of the photo, along each axis; they differ by the rounding of the size.
  public let scaleX, scaleY: Double
  private var pixels: [UInt8]

  /// The colour of halos: near black, which sets any colour off from asphalt, grass and sky.
  public static let haloColor = RGB8(red: 16, green: 16, blue: 16)

  /// Creates a canvas from a photo, averaged over areas so that the longer side is at most so many pixels.
  ///
  /// A photo that is small enough is copied as it is.
  ///
  /// - Precondition: `longerSide` is at least 1.
  public init(of photo: Image<RGB8>, longerSide: Int) {
    precondition(longerSide >= 1, "a canvas has at least one pixel")
    let longer = max(photo.width, photo.height)
    let size = min(longer, longerSide)
    // Rounded to the nearest pixel, in integers.
    width = max(1, (2 * photo.width * size + longer) / (2 * longer))
    height = max(1, (2 * photo.height * size + longer) / (2 * longer))
    scaleX = Double(width) / Double(photo.width)
    scaleY = Double(height) / Double(photo.height)
    pixels = Self.reduce(photo, width: width, height: height)
  }

  /// Draws a line through points of the photo.
  ///
  /// - Parameters:
  ///   - points: In pixels of the photo; one point makes a dot.
  ///   - isClosed: True joins the last point to the first.
  ///   - thickness: In pixels of the canvas, 1…100.
  ///   - halo: The width of a dark border on each side, in pixels of the canvas; 0 draws none.
  public mutating func drawLine(
    _ points: [PixelPoint], isClosed: Bool = false, color: RGB8, thickness: Int, halo: Int = 1
  ) throws(PictureError) {
    let line = points.map(canvasPoint)
    if halo > 0 {
      try drawLine(line, isClosed: isClosed, color: Self.haloColor, thickness: thickness + 2 * halo)
    }
    try drawLine(line, isClosed: isClosed, color: color, thickness: thickness)
  }

  /// Fills a polygon of the photo by the even-odd rule; opacity runs from 0, which changes nothing, to 1.
  public mutating func fill(_ polygon: [PixelPoint], color: RGB8, opacity: Double) throws(PictureError) {
    let points = polygon.map(canvasPoint)
    let opacity = opacity > 0 ? UInt8((min(opacity, 1) * 255).rounded()) : 0
    try unsafe draw { picture, message in
      unsafe ocv_fill_polygon(picture, points, points.count, ocv_color(color), opacity, message)
    }
  }

  /// Fills a rectangle of the photo; opacity runs from 0, which changes nothing, to 1.
  public mutating func fill(_ window: Window, color: RGB8, opacity: Double) throws(PictureError) {
    let (left, top) = (Double(window.x), Double(window.y))
    let (right, bottom) = (Double(window.endX), Double(window.endY))
    let corners = [
      PixelPoint(u: left, v: top), PixelPoint(u: right, v: top), PixelPoint(u: right, v: bottom),
      PixelPoint(u: left, v: bottom),
    ]
    try fill(corners, color: color, opacity: opacity)
  }

  /// Writes text with a dark border, moved as needed to lie inside the canvas.
  ///
  /// - Parameters:
  ///   - text: ASCII; every other character becomes a question mark, because the font has no more.
  ///   - point: The left end of the base line, in pixels of the photo.
  ///   - height: Of a capital letter, in pixels of the canvas, 5…200.
  public mutating func drawText(
    _ text: String, at point: PixelPoint, height: Double, color: RGB8
  ) throws(PictureError) {
    let ascii = String(text.map { $0.isASCII && $0 >= " " && $0 <= "~" ? $0 : "?" })
    let origin = canvasPoint(point)
    try unsafe draw { picture, message in
      unsafe ocv_draw_text(
        picture, ascii, origin, height, ocv_color(color), ocv_color(Self.haloColor), message)
    }
  }

  /// The canvas as it is now.
  public var image: Image<RGB8> {
    unsafe Image(width: width, height: height) { memory in
      unsafe memory.copyBytes(from: pixels)
    }
  }

  private static func reduce(_ photo: Image<RGB8>, width: Int, height: Int) -> [UInt8] {
    let stride = width * RGB8.channels
    let (outputWidth, outputHeight) = (Int32(clamping: width), Int32(clamping: height))
    return unsafe photo.withUnsafeBytes { source in
      var view = unsafe ik_view(
        pixels: source.assumingMemoryBound(to: UInt8.self).baseAddress, width: Int32(clamping: photo.width),
        height: Int32(clamping: photo.height), stride: photo.stride, channels: Int32(RGB8.channels))
      let scratchSize = unsafe ik_reduce_scratch_size(view.width, view.height, outputWidth, outputHeight)
      var scratch = [Int32](repeating: 0, count: scratchSize / 4 + 1)
      return unsafe [UInt8](unsafeUninitializedCapacity: stride * height) { memory, count in
        let status = unsafe ik_reduce(
          &view, memory.baseAddress, outputWidth, outputHeight, stride, &scratch)
        precondition(status == .ok, "a canvas is no larger than its photo")
        count = stride * height
      }
    }
  }

  private func canvasPoint(_ point: PixelPoint) -> ocv_point {
    ocv_point(x: point.u * scaleX, y: point.v * scaleY)
  }

  private mutating func drawLine(
    _ points: [ocv_point], isClosed: Bool, color: RGB8, thickness: Int
  ) throws(PictureError) {
    try unsafe draw { picture, message in
      unsafe ocv_draw_line(
        picture, points, points.count, isClosed, ocv_color(color), Int32(clamping: thickness), message)
    }
  }

  private mutating func draw(
    _ call: (UnsafePointer<ocv_picture>, UnsafeMutablePointer<CChar>) -> Bool
  ) throws(PictureError) {
    let (width, height) = (Int32(clamping: width), Int32(clamping: height))
    let stride = self.width * RGB8.channels
    var message = [CChar](repeating: 0, count: Int(OCV_MESSAGE_SIZE))
    let isDone = unsafe pixels.withUnsafeMutableBufferPointer { memory in
      var picture = unsafe ocv_picture(pixels: memory.baseAddress, width: width, height: height, stride: stride)
      return unsafe call(&picture, &message)
    }
    if !isDone {
      throw .drawing(String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
  }
}

extension ocv_color {
  fileprivate init(_ color: RGB8) {
    self.init(red: color.red, green: color.green, blue: color.blue)
  }
}
