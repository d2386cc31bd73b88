import Testing

@testable import ImageKit

@Suite struct `The camera catalogue` {
  private let catalogue = CameraCatalogue.builtIn

  @Test func `has more than fifty plausible cameras`() {
    #expect(catalogue.entries.count > 50)
    for entry in catalogue.entries {
      #expect(!entry.make.isEmpty && !entry.models.isEmpty && !entry.source.isEmpty)
      #expect(entry.make == entry.make.lowercased() && entry.models.allSatisfy { $0 == $0.lowercased() })
      #expect(entry.width >= entry.height && entry.height > 0)
      #expect((0.005...0.1).contains(entry.relativeSigma))
      switch entry.focalLength {
      case .pixels(let pixels):
        let ratio = pixels / Double(entry.width)
        #expect((0.5...6).contains(ratio), "\(entry.product): \(ratio) widths")
        if let millimetres = entry.millimetres {
          let pitch = millimetres * 1000 / pixels
          #expect((0.6...18).contains(pitch), "\(entry.product): \(pitch) µm a pixel")
        }
      case .pixelPitch(let micrometres): #expect((0.6...18).contains(micrometres), "\(entry.product)")
      }
    }
  }

  @Test func `no two cameras are indistinguishable`() {
    var seen: Set<[String]> = []
    for entry in catalogue.entries {
      for model in entry.models {
        let key = [entry.make, model, "\(entry.width)", "\(entry.height)", "\(entry.millimetres ?? 0)"]
        #expect(seen.insert(key).inserted, "\(key)")
      }
    }
  }

  @Test func `case and a repeated maker do not matter`() {
    #expect(
      catalogue.entry(make: "dji", model: "fc6310", width: 5472, height: 3648)?.product.hasPrefix("Phantom 4") == true)
    #expect(catalogue.entry(make: "DJI ", model: "DJI FC6310", width: 5472, height: 3648) != nil)
    #expect(catalogue.entry(make: "Hasselblad", model: "L1D-20c", width: 5472, height: 3648) != nil)
    #expect(catalogue.entry(make: "Camera", model: "XL715", width: 8000, height: 6000) != nil)
    #expect(catalogue.entry(make: "Canon", model: "FC6310", width: 5472, height: 3648) == nil)
    #expect(catalogue.entry(make: "DJI", model: "FC6311", width: 5472, height: 3648) == nil)
  }

  @Test func `cameras of one model are told apart by size and focal length`() {
    #expect(catalogue.entry(make: "DJI", model: "M3T", width: 640, height: 512)?.product == "Mavic 3 Thermal, thermal")
    #expect(catalogue.entry(make: "DJI", model: "M3T", width: 4000, height: 3000)?.product == "Mavic 3 Thermal, wide")
    // The zoom camera of an M30 has the model and the shape of the wide one.
    #expect(catalogue.entry(make: "DJI", model: "M30T", width: 8000, height: 6000, millimetres: 21.4) == nil)
    #expect(
      catalogue.entry(make: "DJI", model: "ZH20T", width: 5184, height: 3888, millimetres: 25)?.product
        == "Zenmuse H20, zoom")
    #expect(
      catalogue.entry(make: "DJI", model: "ZH20T", width: 4056, height: 3040, millimetres: 4.5)?.product
        == "Zenmuse H20, wide")
  }
}
