/// Focal lengths of known drone cameras, for photos whose own metadata give none in pixels.
///
/// The catalogue holds the focal length in pixels of the whole sensor, never a sensor width: published widths of one camera
/// differ by up to 15 %, and a width is worth nothing without the focal length it was measured with.
///
/// A make and a model may stand for several cameras: a thermal one beside a colour one, a wide one beside a zoom. They are
/// told apart by the size of the photo and the focal length in millimetres.
public struct CameraCatalogue: Sendable {
  /// One camera.
  public struct Entry: Hashable, Sendable {
    /// What is known of the focal length.
    public enum FocalLength: Hashable, Sendable {
      /// A fixed lens; pixels at full size.
      case pixels(Double)
      /// A zoom or exchangeable lens; micrometres a pixel at full size, to divide the photo's own millimetres by.
      case pixelPitch(Double)
    }

    /// The maker as EXIF writes it, in lower case.
    public var make: String
    /// The models as EXIF writes them, in lower case.
    public var models: [String]
    /// What the camera is sold as.
    public var product: String
    /// The full size, in pixels.
    public var width, height: Int
    /// What is known of the focal length.
    public var focalLength: FocalLength
    /// The focal length of a fixed lens, in millimetres, to tell it from others of the same model.
    public var millimetres: Double?
    /// The standard deviation of the focal length, relative to it.
    public var relativeSigma: Double
    /// Where the focal length comes from.
    public var source: String

    /// Creates a camera.
    public init(
      make: String, models: [String], product: String, width: Int, height: Int, focalLength: FocalLength,
      millimetres: Double? = nil, relativeSigma: Double, source: String
    ) {
      self.make = make.lowercased()
      self.models = models.map { $0.lowercased() }
      self.product = product
      self.width = width
      self.height = height
      self.focalLength = focalLength
      self.millimetres = millimetres
      self.relativeSigma = relativeSigma
      self.source = source
    }
  }

  /// The cameras, in order of make.
  public var entries: [Entry]

  /// Creates a catalogue.
  public init(entries: [Entry]) {
    self.entries = entries
  }

  /// The cameras this package knows.
  public static let builtIn = CameraCatalogue(entries: djiEntries + otherEntries)

  /// Returns the camera that took a photo.
  ///
  /// - Parameters:
  ///   - make: The maker, in any case.
  ///   - model: The model, in any case, with or without the maker before it.
  ///   - width: The width of the photo as it was taken, in pixels.
  ///   - height: The height of the photo as it was taken, in pixels.
  ///   - millimetres: The focal length in the photo, in millimetres.
  public func entry(make: String, model: String, width: Int, height: Int, millimetres: Double? = nil) -> Entry? {
    let make = Self.normalised(make)
    let model = Self.normalised(model, without: make)
    let candidates = entries.filter { entry in
      guard Self.sameMake(entry.make, make), entry.models.contains(model) else { return false }
      // A third of the focal length away is another lens: the zoom camera of an M30 has the model of the wide one.
      guard let mine = entry.millimetres, let millimetres, millimetres > 0 else { return true }
      return abs(millimetres / mine - 1) < 0.3
    }
    return candidates.first { ($0.width, $0.height) == (width, height) }
      ?? candidates.first { Self.sameShape($0, width, height) }
      ?? candidates.filter { $0.width >= width && $0.height >= height && 2 * width > $0.width }.min {
        $0.width < $1.width
      }
  }

  private static func sameShape(_ entry: Entry, _ width: Int, _ height: Int) -> Bool {
    abs(Double(entry.width) * Double(height) / (Double(entry.height) * Double(width)) - 1) < 0.01
  }

  private static func normalised(_ text: String, without make: String = "") -> String {
    let text = text.lowercased().trimmingWhitespace()
    guard !make.isEmpty, text.hasPrefix(make + " ") else { return text }
    return String(text.dropFirst(make.count + 1)).trimmingWhitespace()
  }

  /// Makes under which the same camera is sold or signs.
  private static func sameMake(_ mine: String, _ theirs: String) -> Bool {
    let families = [
      ["dji", "hasselblad"], ["autel robotics", "autel", "camera"], ["parrot", "micasense"], ["sensefly", "ebee"],
    ]
    return mine == theirs || families.contains { $0.contains(mine) && $0.contains(theirs) }
  }
}
