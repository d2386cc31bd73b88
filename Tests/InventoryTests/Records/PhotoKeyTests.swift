import Inventory
import Testing

struct PhotoKeyTests {
  @Test func `names that differ only in normalisation are two photos`() {
    let composed = PhotoKey(flight: "a", name: "caf\u{E9}.jpg")
    let decomposed = PhotoKey(flight: "a", name: "cafe\u{301}.jpg")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
  }

  @Test func `keys sort by flight and then by name`() {
    let keys = [PhotoKey(flight: "b", name: "1"), PhotoKey(flight: "a", name: "2"), PhotoKey(flight: "a", name: "1")]
    #expect(keys.sorted().map { $0.flight + $0.name } == ["a1", "a2", "b1"])
  }

  @Test func `an inventory has the same order whatever order its parts came in`() throws {
    let inventory = try Sample.inventory()
    let turned = Inventory(
      flights: inventory.flights, photos: inventory.photos.reversed(), skippedPhotos: inventory.skippedPhotos,
      defects: inventory.defects.reversed(), provenance: inventory.provenance)
    #expect(turned == inventory)
  }
}
