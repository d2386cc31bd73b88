import Foundation
import FoundationXML
import GRDB
import Testing

@testable import Inventory

struct LayerStylesTests {
  private struct Tag {
    let name: String
    let attributes: [String: String]
  }

  /// Collects the tags of a style.
  private final class Collector: NSObject, XMLParserDelegate {
    var tags: [Tag] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      tags.append(Tag(name: name, attributes: attributes))
    }
  }

  @Test func `each layer has one style, which colours every severity`() throws {
    let styles = LayerStyles.all(labels: Labels(language: .traditionalChinese))
    #expect(Set(styles.map(\.layer)).count == styles.count)
    #expect(Set(styles.map(\.layer)).isSubset(of: Set(Tables.all.filter(\.hasGeometry).map(\.name))))
    for style in styles {
      let collector = Collector()
      let parser = XMLParser(data: Data(style.text.utf8))
      parser.delegate = collector
      #expect(parser.parse(), "\(style.layer)")
      let symbols = Set(collector.tags.filter { $0.name == "symbol" }.compactMap { $0.attributes["name"] })
      let categories = collector.tags.filter { $0.name == "category" }
      #expect(Set(categories.compactMap { $0.attributes["symbol"] }).isSubset(of: symbols))
      guard style.layer.hasPrefix("defect") else { continue }
      #expect(Set(categories.compactMap { $0.attributes["value"] }).count == 7)
      for category in categories {
        #expect(Severity(code: category.attributes["value"] ?? "", rule: "", reason: "") != nil)
      }
      #expect(categories.contains { $0.attributes["label"] == "無法分級" })
    }
  }

  @Test func `styles are written once, into older inventories too, and changes are kept`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("inventory.gpkg")
    try InventoryStore.open(at: url).close()
    let queue = try DatabaseQueue(path: url.path)
    try queue.write { database in
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM layer_styles WHERE useAsDefault") == 6)
      try database.execute(sql: "DELETE FROM layer_styles WHERE f_table_name <> 'defects'")
    }
    try queue.close()
    try InventoryStore.open(at: url).close()
    let again = try DatabaseQueue(path: url.path)
    try again.write { database in
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM layer_styles") == 1)
      try database.execute(sql: "DROP TABLE layer_styles")
      try database.execute(sql: "DELETE FROM gpkg_contents WHERE table_name = 'layer_styles'")
    }
    try again.close()
    try InventoryStore.open(at: url).close()
    let last = try DatabaseQueue(path: url.path)
    #expect(try last.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM layer_styles") } == 6)
    try last.close()
  }
}
