import ArgumentParser
import Detectors
import Foundation
import TestSupport
import Testing

@testable import inspect

@Suite struct `detector options` {
  private func names(_ arguments: [String], model: [String] = []) throws -> [String] {
    let settings = try Settings(environment: [:], file: URL(filePath: "/nowhere/inspect.yaml"))
    return try DetectorOptions.parse(arguments).detectorNames(settings, model: ModelOptions.parse(model))
  }

  @Test func `when nobody names a detector those run that the help names`() throws {
    #expect(try names([]) == DetectorList.standardNames)
    let help = DetectorOptions.helpMessage(columns: 200)
    #expect(help.contains("Default: \(DetectorList.standardNames.joined(separator: ","))."))
  }

  @Test func `named detectors run in the order of the list`() throws {
    #expect(try names(["--detectors", "tree, crack"]) == ["crack", "tree"])
  }

  @Test func `another network runs with the detector that takes one`() throws {
    #expect(try names([], model: ["--model", "own.onnx"]) == ["crack"])
  }
}
