/// A network as a list of layers, written into every weights file. Input is [N, C, H, W]; the first output is [N, K],
/// the logits of K classes. A second output may follow: a map, for example the logits of a mask.
public struct NetworkDescription: Sendable, Equatable {
  /// The input shape of networks for single digits: channels, height and width.
  public static let digitShape = [1, 28, 28]

  /// The network's name in messages and model files; at most 100 bytes.
  public var name: String
  /// Channels, height and width of an image.
  public var inputShape: [Int]
  /// The layers, from the input to the last output.
  public var layers: [LayerDescription]

  /// A network of these layers; whether they fit together is checked where a model is made.
  public init(name: String, inputShape: [Int] = digitShape, layers: [LayerDescription]) {
    self.name = name
    self.inputShape = inputShape
    self.layers = layers
  }
}

/// Each layer works on the output of the one before it. `layer: i` in a case is a layer before, by its place in the
/// list, whose output is meant.
public enum LayerDescription: Codable, Sendable, Equatable {
  /// What batch normalization adds to a variance before it takes the root.
  package static let normalizationEpsilon: Float = 1e-5

  /// 3×3 and the like, stride 1. `padding` is added on all four sides.
  case convolution(channels: Int, kernel: Int, padding: Int)
  /// Along a line: a kernel of `height` × `width`, stride 1. It takes `height` - 1 rows away, and keeps the columns.
  case lineConvolution(channels: Int, height: Int, width: Int)
  case batchNormalization
  case relu
  case maximumPooling(size: Int)
  case averagePooling(size: Int)
  /// The maximum over `rows` rows of each column.
  case rowPooling(rows: Int)
  /// [N, C, H, W] to [N, 2C]: the maximum, then the mean, of each channel.
  case globalMaximumAndAverage
  case dense(units: Int)
  /// Zeroes a share `rate` of the values in training and scales the rest by 1 / (1 - rate).
  case dropout(rate: Float)
  /// Repeats each value factor × factor times.
  case upsampling(factor: Int)
  /// Adds the output of an earlier layer, which has the same shape: a skip connection.
  case addition(layer: Int)
  /// Goes on from the output of an earlier layer instead of the one before.
  case branch(layer: Int)
  /// The values here are an output of the network; those of the last layer always are.
  case output
}

extension NetworkDescription: Codable {
  /// Names in older model files, and the names that they stand for today.
  private static let formerNames = ["seed": "keras-tutorial"]

  private enum CodingKeys: CodingKey {
    case name, inputShape, layers
  }

  /// Reads the JSON of a model file. Names that networks had in older files become those of today.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    self.name = NetworkDescription.formerNames[name] ?? name
    inputShape = try container.decodeIfPresent([Int].self, forKey: .inputShape) ?? NetworkDescription.digitShape
    layers = try container.decode([LayerDescription].self, forKey: .layers)
  }

  /// Writes JSON without the shape where that is `digitShape`, as older versions write and read it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if inputShape != NetworkDescription.digitShape { try container.encode(inputShape, forKey: .inputShape) }
    try container.encode(layers, forKey: .layers)
  }
}
