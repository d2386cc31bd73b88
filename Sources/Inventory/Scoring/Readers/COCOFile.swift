/// What is read of a COCO file.
// The names are those of the format.
// swift-format-ignore: AlwaysUseLowerCamelCase
struct COCOFile: Decodable {
  struct Picture: Decodable {
    let id: Int
    let file_name: String
  }
  struct Category: Decodable {
    let id: Int
    let name: String
  }
  struct Annotation: Decodable {
    let id: Int
    let image_id, category_id: Int
    let bbox: [Double]?
    let segmentation: Segmentation?
  }
  /// Polygons, each x, y, x, y …, or run lengths, which are not read.
  enum Segmentation: Decodable {
    case polygons([[Double]])
    case runLengths

    init(from decoder: any Decoder) throws {
      if (try? decoder.container(keyedBy: AnyKey.self)) != nil {
        self = .runLengths
      } else {
        self = .polygons(try [[Double]](from: decoder))
      }
    }

    private struct AnyKey: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  let images: [Picture]
  let categories: [Category]
  let annotations: [Annotation]

  /// Words why a file cannot be decoded, with the place in it.
  static func words(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty
        ? "at the top" : "at " + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "'\(key.stringValue)' is missing \(place(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "a value of another kind is needed \(place(context.codingPath))"
    case .dataCorrupted(let context): "it is no JSON, \(place(context.codingPath))"
    @unknown default: "\(error)"
    }
  }
}
