/// One thing that was looked at in an inventory, and what came of it.
public struct VerificationCheck: Sendable, Hashable {
  /// What came of it.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It is as it should be.
    case ok
    /// Nothing is wrong, but somebody should know.
    case noted
    /// Something is wrong.
    case failed
  }

  /// What was looked at, in a word that scripts may rely on: `spatial_indexes`.
  public var name: String
  /// What came of it.
  public var state: State
  /// What was found.
  public var detail: String
  /// What to do; empty where nothing has to be done.
  public var advice: String

  /// Creates a check.
  public init(_ name: String, _ state: State, _ detail: String, advice: String = "") {
    self.name = name
    self.state = state
    self.detail = detail
    self.advice = advice
  }

  /// Creates a check that fails when there are findings, and names the first few of them.
  init(_ name: String, findings: [String], sound: String, advice: String, state: State = .failed) {
    guard !findings.isEmpty else {
      self.init(name, .ok, sound)
      return
    }
    let more = findings.count > 5 ? " and \(findings.count - 5) more" : ""
    self.init(
      name, state, findings.prefix(5).map(PlainText.oneLine).joined(separator: "; ") + more, advice: advice)
  }
}
