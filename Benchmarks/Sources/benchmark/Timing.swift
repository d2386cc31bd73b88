import Foundation

/// How long something takes on one core, in CPU seconds: what other processes do does not count.
enum Timing {
  /// Runs each of some bodies in turn, several rounds, and returns the median CPU seconds of each.
  ///
  /// Interleaved, so that a machine that slows down slows all of them down.
  static func medians(rounds: Int = 5, _ bodies: [() throws -> Void]) throws -> [Double] {
    var seconds = bodies.map { _ in [Double]() }
    for round in 0...rounds {
      for (index, body) in bodies.enumerated() {
        let start = clock()
        try body()
        // The first round warms caches and page tables.
        if round > 0 { seconds[index].append(clock() - start) }
      }
    }
    return seconds.map { $0.sorted()[$0.count / 2] }
  }

  /// CPU seconds of all threads of this process.
  static func processSeconds() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  /// CPU seconds of this thread.
  static func clock() -> Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
