import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and a polite kill: the first asks the run to finish the photos in hand, the second ends at once.
final class Interruption: Sendable {
  private let signalNumber = Atomic<Int32>(0)
  // Made once and then only kept alive.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// Starts to listen; the signals' default action is off from here on.
  init(terminal: Terminal) {
    let queue = DispatchQueue(label: "signals")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
      source.setEventHandler { [self] in
        let first = signalNumber.compareExchange(expected: 0, desired: number, ordering: .relaxed).exchanged
        guard first else { _exit(128 + number) }
        terminal.note("\nStopping after the photos in hand; press Ctrl-C again to stop at once. Run again to continue.")
      }
      source.resume()
    }
  }

  /// How the command ends because of a signal, if one came.
  var status: ExitStatus? {
    switch signalNumber.load(ordering: .relaxed) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    default: nil
    }
  }

  /// Whether the run should take no further photo.
  var isRequested: Bool { signalNumber.load(ordering: .relaxed) != 0 }
}
