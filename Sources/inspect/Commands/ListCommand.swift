import ArgumentParser
import Detectors
import Foundation
import ImageKit
import Inventory

/// `inspect list`: what is built in.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show the built-in detectors, models, formats, rules, drone makers and surfaces.",
    discussion: """
      EXAMPLES
        inspect list
        inspect list --json | jq -r '.detectors[].name'
      """)

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var messages: MessageOptions

  struct Row: Encodable {
    let name: String
    let summary: String
  }

  struct Contents: Encodable {
    let detectors, models, formats, mappings, rules, sectionRules, responses, makers, surfaces, languages: [Row]
    let cameras: Int
  }

  func run() async throws {
    let terminal = try messages.terminal(try Settings())
    let contents = try Self.contents()
    guard !json else {
      terminal.data(try JSONOutput.encode(contents))
      return
    }
    var lines: [String] = []
    for (title, rows) in [
      ("Detectors", contents.detectors), ("Models", contents.models), ("Formats", contents.formats),
      ("Mappings of tables", contents.mappings),
      ("Severity rules", contents.rules),
      ("Rules for stretches of road", contents.sectionRules), ("Response tables", contents.responses),
      ("Drone makers", contents.makers),
      ("Surfaces", contents.surfaces),
      ("Languages", contents.languages),
    ] {
      lines.append(title)
      for row in rows {
        lines.append("  \(row.name)\(String(repeating: " ", count: max(2, 24 - row.name.count)))\(row.summary)")
      }
    }
    lines.append("Cameras\n  \(contents.cameras) drone cameras with known focal length")
    terminal.data(lines.joined(separator: "\n") + "\n")
  }

  /// What this build holds, in a fixed order.
  static func contents() throws -> Contents {
    Contents(
      detectors: DetectorList.all.map { detector in
        let isQuick = detector.sufficientGroundSampleDistance != nil
        return Row(name: detector.name, summary: detector.summary + (isQuick ? " Looks quickly with --triage." : ""))
      },
      models: DetectorModel.builtIn.map {
        Row(name: $0.identity.name, summary: "version \($0.identity.version): \($0.summary ?? "")")
      },
      formats: ExporterList.all.map { Row(name: $0.name, summary: $0.summary) },
      mappings: MappingList.ids.map { Row(name: $0, summary: MappingList.summaries[$0] ?? "") },
      rules: try RulePackList.ids.compactMap { id in
        try RulePackList.pack(id: id).map { Row(name: id, summary: "\($0.source): \($0.title)") }
      },
      sectionRules: [try CrackRateRule.builtIn()].map { Row(name: $0.id, summary: "\($0.source): \($0.title)") },
      responses: [ResponseTable.standard].map { Row(name: $0.id, summary: $0.title) },
      makers: MetadataDialects.all.map { Row(name: $0.name, summary: $0.summary) },
      surfaces: SurfaceWords.kinds.map { Row(name: $0.name, summary: $0.summary) },
      languages: Language.allCases.map { Row(name: $0.rawValue, summary: $0.ownName) },
      cameras: CameraCatalogue.builtIn.entries.count)
  }
}
