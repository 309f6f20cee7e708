/// A network as a list of layers, written into every weights file. Input is [N, 1, 28, 28]; the last layer gives
/// [N, K] logits of K classes.
public struct NetworkDescription: Codable, Sendable, Equatable {
  public var name: String
  public var layers: [LayerDescription]

  public init(name: String, layers: [LayerDescription]) {
    self.name = name
    self.layers = layers
  }
}

public enum LayerDescription: Codable, Sendable, Equatable {
  /// 3×3 and the like, stride 1. `padding` is added on all four sides.
  case convolution(channels: Int, kernel: Int, padding: Int)
  case batchNormalization
  case relu
  case maximumPooling(size: Int)
  case averagePooling(size: Int)
  /// [N, C, H, W] to [N, 2C]: the maximum, then the mean, of each channel.
  case globalMaximumAndAverage
  case dense(units: Int)
  /// Zeroes a share `rate` of the values in training and scales the rest by 1 / (1 - rate).
  case dropout(rate: Float)
}
