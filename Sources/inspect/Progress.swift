import Foundation

/// Tells how far a run is: a bar that redraws on a terminal, a plain line now and then elsewhere.
struct Progress {
  private let terminal: Terminal
  private let total: Int
  private let what: String
  private let started = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?
  private var done = 0

  /// Starts to tell about a number of photos, and what happens to them.
  init(terminal: Terminal, total: Int, what: String = "photos") {
    self.terminal = terminal
    self.total = total
    self.what = what
  }

  /// Counts one photo as done; shows it when enough time has passed.
  mutating func advance() { advance(to: done + 1) }

  /// Counts so many photos as done in all; shows it when enough time has passed.
  mutating func advance(to count: Int) {
    done = count
    let now = ContinuousClock.now
    let pause: Duration = terminal.redrawsLines ? .milliseconds(100) : .seconds(10)
    if let lastShown, now - lastShown < pause, done < total { return }
    if lastShown == nil, !terminal.redrawsLines, now - started < pause, done < total { return }
    lastShown = now
    show(now)
  }

  /// Clears the bar.
  func finish() {
    guard terminal.redrawsLines, lastShown != nil, !terminal.isQuiet else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }

  private func show(_ now: ContinuousClock.Instant) {
    let elapsed = (now - started) / .seconds(1)
    let remaining = done > 0 ? elapsed / Double(done) * Double(total - done) : 0
    let text = "\(done) of \(total) \(what), \(Self.clock(remaining)) left"
    guard terminal.redrawsLines else {
      terminal.note(text)
      return
    }
    guard !terminal.isQuiet else { return }
    let cells = 24
    let filled = total > 0 ? done * cells / total : cells
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    FileHandle.standardError.write(Data("\r\u{1B}[K\(bar) \(text)".utf8))
  }

  /// Returns seconds as `1:05` or `2:03:09`.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return hours > 0 ? "\(hours):\(padded(minutes)):\(padded(rest))" : "\(minutes):\(padded(rest))"
  }
}
