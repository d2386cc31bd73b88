import Foundation
import Testing

@Suite struct `The house keeps its shape` {
  /// Each module and what it may import of ours: only what stands to its left.
  static let modules = [
    "ImageKit": ["CImageKit", "COpenCV", "CExif", "CExpat", "CGDAL", "CCrypto"],
    "Detectors": ["ImageKit", "CDetectors", "CNetworks", "CModels", "COpenCV"],
    "Inventory": ["ImageKit", "Detectors"],
    "inspect": ["ImageKit", "Detectors", "Inventory"],
  ]
  static let foreign = [
    "ImageKit": ["Foundation", "Glibc", "Synchronization"],
    "Detectors": ["Foundation", "Synchronization"],
    "Inventory": ["Foundation", "Glibc", "GRDB", "Yams", "Synchronization"],
    "inspect": ["Foundation", "ArgumentParser", "Logging", "Yams", "Dispatch", "Synchronization"],
  ]

  @Test(arguments: modules.keys.sorted())
  func `a module imports only what stands to its left`(module: String) throws {
    let allowed = Set((Self.modules[module] ?? []) + (Self.foreign[module] ?? []))
    for file in try SourceTree.swiftFiles(in: "Sources/\(module)") {
      for name in SourceTree.imports(in: file.text) where !allowed.contains(name) {
        Issue.record("\(file.path) imports \(name); \(module) may import \(allowed.sorted().joined(separator: ", "))")
      }
    }
  }

  @Test func `the command holds no unsafe code and no pixels`() throws {
    for file in try SourceTree.swiftFiles(in: "Sources/inspect") {
      #expect(
        !file.text.contains("UnsafeMutable"), "\(file.path) handles memory; that belongs in ImageKit or Detectors")
      #expect(!file.text.contains("withUnsafe"), "\(file.path) handles memory; that belongs in ImageKit or Detectors")
    }
  }

  @Test func `no source file is longer than 500 lines`() throws {
    for folder in ["Sources", "Tests"] {
      for file in try SourceTree.files(in: folder, extensions: ["swift", "c", "cpp", "h"]) {
        let lines = file.text.utf8.count { $0 == 0x0A }
        #expect(lines <= 500, "\(file.path) has \(lines) lines; split it where the story splits")
      }
    }
  }

  @Test func `there is no room for odds and ends`() throws {
    let forbidden: Set = ["utils", "util", "helpers", "managers", "common", "misc"]
    for file in try SourceTree.files(in: "Sources", extensions: ["swift", "c", "cpp", "h"]) {
      let rooms = file.path.lowercased().split(separator: "/").map(String.init)
      #expect(forbidden.isDisjoint(with: rooms), "\(file.path): name the room after what it does")
    }
  }

  @Test func `every symbol of a C header carries the prefix of its target`() throws {
    let prefixes = ["CImageKit": "ik_", "CDetectors": "dt_", "CNetworks": "nn_", "COpenCV": "ocv_"]
    for (target, prefix) in prefixes {
      for file in try SourceTree.files(in: "Sources/\(target)/include", extensions: ["h"]) {
        let functions = file.text.matches(of: /(?m)^[A-Za-z_][A-Za-z0-9_ \*]*?\b([A-Za-z_][A-Za-z0-9_]*)\(/).map {
          String($0.1)
        }
        #expect(!functions.isEmpty, "\(file.path) declares nothing")
        for function in functions where function != "__attribute__" {
          #expect(function.hasPrefix(prefix), "\(file.path): \(function) must start with \(prefix)")
        }
      }
    }
  }
}
