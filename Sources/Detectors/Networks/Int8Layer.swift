/// One convolution of an int8 network, with what is folded into it.
///
/// Its output is a map of unsigned bytes, zero point 0. What is computed stands in `CNetworks.h`.
package struct Int8Layer: Hashable, Sendable {
  /// What becomes of the sums.
  package enum Activation: UInt8, Sendable {
    /// Negative values become 0.
    case relu = 0
    /// The byte is 128 + 16 × logit: steps of 1/16 from −8 to +7.94. The last layer only.
    case logit = 1
  }

  /// Where a layer reads from.
  package struct Source: Hashable, Sendable {
    /// The layer whose output is read, or `nil` for the picture.
    package var layer: Int?
    /// Whether each value of it stands for 2 × 2 (nearest ×2 upsampling).
    package var isDoubled: Bool
    /// Values a pixel.
    package var channels: Int

    package init(layer: Int?, isDoubled: Bool = false, channels: Int) {
      self.layer = layer
      self.isDoubled = isDoubled
      self.channels = channels
    }
  }

  /// The kernel's side, 1 or 3; 3 is padded with one zero on each side.
  package var kernel: Int
  /// Source pixels from one output to the next, 1 or 2.
  package var stride: Int
  /// What becomes of the sums.
  package var activation: Activation
  /// One source or two, whose channels stand one behind the other.
  package var sources: [Source]
  /// Values of an output pixel.
  package var outputChannels: Int
  /// A layer whose output is added before the activation, times `residualScale`.
  package var residual: Int?
  package var residualScale: Float
  /// In the order output, source, kernel row, kernel column, channel.
  package var weights: [Int8]
  /// Added to the sums, one an output.
  package var biases: [Int32]
  /// Turns sums into bytes, one an output.
  package var scales: [Float]

  /// The channels of all sources.
  package var inputChannels: Int { sources.reduce(0) { $0 + $1.channels } }
  /// The weights of one output.
  package var weightsPerOutput: Int { kernel * kernel * inputChannels }
}
