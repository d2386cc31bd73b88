import Testing

@testable import Detectors

@Suite struct DetectorListTests {
  @Test func `every listed detector can be made by its name`() throws {
    for type in DetectorList.all {
      let made = try DetectorList.make(named: type.name)
      #expect(Swift.type(of: made).name == type.name, "add a case for '\(type.name)' to DetectorList.make")
    }
    #expect(Set(DetectorList.all.map { $0.name }).count == DetectorList.all.count)
  }

  @Test func `an unknown name is answered with the known ones`() {
    let error = #expect(throws: UnknownDetectorError.self) { try DetectorList.make(named: "potato") }
    #expect(error?.description == "there is no detector 'potato'; the detectors are: crack, road, tree")
  }
}
