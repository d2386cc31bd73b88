/// What an export is made of: one file, or a folder of several.
public struct ExportContent: Sendable, Equatable {
  /// One file.
  public struct File: Sendable, Equatable {
    /// The path inside the folder, with `/` between its parts.
    public var path: String
    /// The contents.
    public var bytes: [UInt8]

    /// Creates a file.
    public init(_ path: String, _ bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The files, in order; one with an empty path when the export is a single file.
  public var files: [File]
  /// Whether the files belong in a folder.
  public var isFolder: Bool
  /// What the reader should know, such as defects that the format cannot hold, in English sentences.
  public var remarks: [String]

  /// Creates an export of one file.
  public init(_ bytes: [UInt8], remarks: [String] = []) {
    files = [File("", bytes)]
    isFolder = false
    self.remarks = remarks
  }

  /// Creates an export of several files.
  public init(folder files: [File], remarks: [String] = []) {
    self.files = files
    isFolder = true
    self.remarks = remarks
  }

  /// Returns the one file: itself, or a folder packed as ZIP.
  public func packed() throws(ExportError) -> [UInt8] {
    isFolder ? try ZIPArchive.bytes(of: files) : files.first?.bytes ?? []
  }
}
