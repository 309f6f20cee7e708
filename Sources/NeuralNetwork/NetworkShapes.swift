extension NetworkDescription {
  /// Channels, height and width of an input image.
  package static let inputShape = [1, 28, 28]

  /// The input of each layer for one image, then the output of the last: [C, H, W] or [C].
  /// Throws where layers do not fit together.
  package func shapes(from input: [Int] = inputShape) throws(NetworkError) -> [[Int]] {
    guard layers.count <= 100 else {
      throw .unsupportedNetwork(detail: "it has \(layers.count) layers; at most 100 are allowed")
    }
    var shapes = [input]
    for (index, layer) in layers.enumerated() {
      guard let shape = layer.outputShape(for: shapes[index]) else {
        throw .unsupportedNetwork(
          detail: "layer \(index) (\(layer)) cannot work on an input of shape \(shapes[index])"
        )
      }
      shapes.append(shape)
    }
    return shapes
  }

  /// How many classes the network tells apart, which is how many logits it gives; 0 where the layers do not fit together.
  public var classCount: Int { (try? shapes().last)?.first ?? 0 }

  /// Throws unless the network takes an image and gives logits of classes that a byte can label.
  func checkOutput() throws(NetworkError) {
    guard let output = try shapes().last, output.count == 1, 2...256 ~= output[0] else {
      throw .unsupportedNetwork(detail: "its last layer must give a row of values, one for each class, 2 to 256")
    }
  }

  /// Multiplications with an addition in the convolutions and dense layers, for one image forward.
  package func multiplyAccumulates() throws(NetworkError) -> Int {
    let shapes = try shapes()
    var sum = 0
    for (index, layer) in layers.enumerated() {
      let input = shapes[index]
      switch layer {
      case .convolution(_, let kernel, _): sum += shapes[index + 1].reduce(1, *) * input[0] * kernel * kernel
      case .dense(let units): sum += units * input.reduce(1, *)
      default: break
      }
    }
    return sum
  }

  /// Names and shapes of a model's tensors, in the order of the layers.
  package func tensorShapes(
    from input: [Int] = inputShape
  ) throws(NetworkError) -> [(name: String, shape: [Int])] {
    let shapes = try shapes(from: input)
    var tensors: [(name: String, shape: [Int])] = []
    for (index, layer) in layers.enumerated() {
      let input = shapes[index]
      switch layer {
      case .convolution(let channels, let kernel, _):
        tensors.append(("\(index).weight", [channels, input[0], kernel, kernel]))
        if !isNormalized(after: index) { tensors.append(("\(index).bias", [channels])) }
      case .dense(let units):
        tensors.append(("\(index).weight", [units, input.reduce(1, *)]))
        if !isNormalized(after: index) { tensors.append(("\(index).bias", [units])) }
      case .batchNormalization:
        for name in ["weight", "bias", "running_mean", "running_variance"] {
          tensors.append(("\(index).\(name)", [input[0]]))
        }
      case .relu, .maximumPooling, .averagePooling, .globalMaximumAndAverage, .dropout: break
      }
    }
    return tensors
  }

  /// Whether a tensor is measured rather than learned.
  static func isStatistic(_ name: String) -> Bool { name.contains(".running_") }

  /// Whether a batch normalization takes the mean away again before anything bends the values: then a bias is of no use.
  func isNormalized(after index: Int) -> Bool {
    for layer in layers[(index + 1)...] {
      switch layer {
      case .batchNormalization: return true
      case .maximumPooling, .averagePooling: continue
      default: return false
      }
    }
    return false
  }
}

extension LayerDescription {
  /// nil where the layer cannot work on `input`, or its own values are out of range.
  fileprivate func outputShape(for input: [Int]) -> [Int]? {
    switch self {
    case .convolution(let channels, let kernel, let padding):
      guard input.count == 3, 1...1024 ~= channels, 1...11 ~= kernel, 0..<kernel ~= padding else { return nil }
      let (height, width) = (input[1] + 2 * padding - kernel + 1, input[2] + 2 * padding - kernel + 1)
      return height > 0 && width > 0 ? [channels, height, width] : nil
    case .maximumPooling(let size), .averagePooling(let size):
      guard input.count == 3, size >= 1, input[1] >= size, input[2] >= size else { return nil }
      return [input[0], input[1] / size, input[2] / size]
    case .batchNormalization: return input.count == 3 ? input : nil
    case .globalMaximumAndAverage: return input.count == 3 ? [2 * input[0]] : nil
    case .dense(let units): return 1...4096 ~= units ? [units] : nil
    case .dropout(let rate): return rate >= 0 && rate < 1 ? input : nil
    case .relu: return input
    }
  }
}
