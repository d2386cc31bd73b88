extension Int8Layer {
  /// What a layer may be at most: bounds on memory, far above what a network for CPUs has.
  package static let maximumChannels = 512
  /// Classes a head may have: one block of the kernels.
  package static let maximumClasses = 16

  /// Says what keeps the kernels from computing this layer exactly, or returns `nil`.
  ///
  /// - Parameter isLast: Whether it is the network's last layer, the head.
  package func flaw(isLast: Bool) -> String? {
    shapeFlaw(isLast: isLast) ?? sizeFlaw ?? numberFlaw
  }

  private func shapeFlaw(isLast: Bool) -> String? {
    if kernel != 1 && kernel != 3 { return "a kernel of \(kernel)" }
    if stride != 1 && stride != 2 { return "a stride of \(stride)" }
    if sources.isEmpty || sources.count > 2 { return "\(sources.count) sources" }
    if isLast != (activation == .logit) { return "the last layer, and no other, gives logits" }
    if isLast {
      if !(1...Self.maximumClasses).contains(outputChannels) { return "\(outputChannels) classes" }
    } else if outputChannels % 16 != 0 || !(16...Self.maximumChannels).contains(outputChannels) {
      return "\(outputChannels) output channels, which is no multiple of 16 up to \(Self.maximumChannels)"
    }
    for source in sources where source.layer == nil {
      if sources.count > 1 || residual != nil { return "the picture beside another source" }
      if source.isDoubled { return "a doubled picture" }
      if source.channels != 3 { return "a picture of \(source.channels) channels" }
    }
    return nil
  }

  private var sizeFlaw: String? {
    if weights.count != outputChannels * weightsPerOutput { return "\(weights.count) weights" }
    if biases.count != outputChannels { return "\(biases.count) biases" }
    if scales.count != outputChannels { return "\(scales.count) scales" }
    return nil
  }

  /// Saturation and overflow, for all activations that there can be.
  private var numberFlaw: String? {
    guard residualScale.isFinite, residualScale >= 0 else { return "a residual scale of \(residualScale)" }
    for output in 0..<outputChannels {
      let scale = scales[output]
      guard scale.isFinite, scale > 0 else { return "a scale of \(scale)" }
      let range = output * weightsPerOutput..<(output + 1) * weightsPerOutput
      guard !weights[range].contains(-128) else { return "a weight of -128" }
      let bias = Int64(biases[output]).magnitude
      let largest = bias + 255 * weights[range].reduce(UInt64(0)) { $0 + UInt64($1.magnitude) }
      guard bias <= 1 << 30, largest < 1 << 31 else { return "sums beyond 32 bits" }
      let value = Double(scale) * Double(largest) + (residual == nil ? 0 : 255 * Double(residualScale))
      guard value <= Double(1 << 30) else { return "values beyond 30 bits" }
      guard !hasSaturatingPair(in: range) else { return "neighbouring weights that could saturate 16 bits" }
    }
    return nil
  }

  /// Whether two neighbouring bytes of a kernel row could add up beyond 16 bits in `_mm256_maddubs_epi16`.
  private func hasSaturatingPair(in range: Range<Int>) -> Bool {
    var start = range.lowerBound
    for source in sources {
      let length = kernel * source.channels
      for _ in 0..<kernel {
        for first in stride(from: start, to: start + length, by: 2) {
          let a = Int(weights[first])
          let b = first + 1 < start + length ? Int(weights[first + 1]) : 0
          if 255 * (max(a, 0) + max(b, 0)) > 32767 || 255 * (min(a, 0) + min(b, 0)) < -32768 { return true }
        }
        start += length
      }
    }
    return false
  }

  private func stride(from first: Int, to end: Int, by step: Int) -> StrideTo<Int> {
    Swift.stride(from: first, to: end, by: step)
  }
}
