import Detectors
import ImageKit
import Inventory
import Testing

struct StableIdentifierTests {
  private func uid(
    sha: String = "aa", version: Int = 1, kind: DamageClass = .crack,
    outline: [[PixelPoint]] = [Sample.crack(1).outline[0], Sample.crack(1).outline[1]]
  ) -> String {
    StableIdentifier.observation(
      photoSHA256: sha, detector: DetectorIdentity(name: "crack", version: version), damageClass: kind,
      outline: outline)
  }

  @Test func `a name is a UUID of version 8`() throws {
    #expect(uid().contains(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
  }

  @Test func `a name never changes between versions of this tool`() {
    #expect(uid() == "6a003688-1e0b-8a6f-af80-fdfd3100011d")
  }

  @Test func `a name does not depend on where a ring starts or on the order of rings`() {
    let rings = Sample.crack(1).outline
    let turned = [rings[1], Array(rings[0][2...] + rings[0][..<2])]
    #expect(uid(outline: turned) == uid(outline: rings))
  }

  @Test func `a name depends on the photo, the detector, the kind and the outline`() {
    var moved = Sample.crack(1).outline
    moved[0][0].u += 0.5
    let names = [uid(), uid(sha: "ab"), uid(version: 2), uid(kind: .pothole), uid(outline: moved)]
    #expect(Set(names).count == names.count)
  }

  @Test func `rounding noise does not change a name`() {
    var noisy = Sample.crack(1).outline
    noisy[0][0].u += 1e-9
    #expect(uid(outline: noisy) == uid(outline: Sample.crack(1).outline))
  }

  @Test func `coordinates that are not finite do not crash`() {
    #expect(!uid(outline: [[PixelPoint(u: .nan, v: .infinity), PixelPoint(u: 1e300, v: 0)]]).isEmpty)
  }
}
