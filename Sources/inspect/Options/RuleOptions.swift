import Foundation
import Inventory

/// Which severity rules a run follows.
enum RuleOptions {
  /// Returns a built-in rule pack by its name, or one read from a file.
  static func pack(_ name: String?) throws(CommandFailure) -> RulePack {
    let name = name ?? RulePackList.defaultID
    do {
      if let pack = try RulePackList.pack(id: name) { return pack }
      guard FileManager.default.fileExists(atPath: name) else {
        let known = RulePackList.ids.joined(separator: ", ")
        throw CommandFailure(.inputNotFound, "there is no rule pack or file '\(name)'; built in: \(known)")
      }
      guard let data = FileManager.default.contents(atPath: name) else {
        throw CommandFailure(.inputNotFound, "\(name) cannot be read; check its permissions")
      }
      return try RulePack(yaml: [UInt8](data), file: name)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }
}
