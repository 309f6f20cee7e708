extension NetworkDescription {
  /// The limits of a network for one image: the numbers that its layers give, all together, and the multiplications.
  /// The largest bundled one gives 0.7 million numbers by 39 million multiplications.
  private static let (mostValues, mostMultiplications) = (4_000_000, 2_000_000_000)
  /// The most bytes of a network's name, which appears in messages.
  private static let longestName = 100

  /// The input of each layer for one image, then the output of the last: [C, H, W] or [C]. Throws where layers do not
  /// fit together.
  package func shapes() throws(NetworkError) -> [[Int]] {
    guard layers.count <= 100 else {
      throw .unsupportedNetwork(detail: "it has \(layers.count) layers; at most 100 are allowed")
    }
    guard 1...3 ~= inputShape.count, inputShape.allSatisfy({ 1...1024 ~= $0 }) else {
      throw .unsupportedNetwork(detail: "its images have shape \(inputShape.prefix(4))")
    }
    var inputs: [[Int]] = []
    var output = inputShape
    for index in layers.indices {
      inputs.append(output)
      output = try outputShape(of: index, inputs: inputs)
    }
    return inputs + [output]
  }

  /// `inputs` are those of the layers up to the one at `index`, which is `layer`.
  private func outputShape(of index: Int, inputs: [[Int]]) throws(NetworkError) -> [Int] {
    let (layer, input) = (layers[index], inputs[index])
    let output: [Int]?
    switch layer {
    case .addition(let source):
      output = (0..<index).contains(source) && inputs[source + 1] == input ? input : nil
    case .branch(let source):
      // What the layer before gives must be of use to someone, else it cannot learn.
      let isUsed = index > 0 && (layers[index - 1] == .output || isReferenced(index - 1))
      output = (0..<index).contains(source) && isUsed ? inputs[source + 1] : nil
    default: output = layer.outputShape(for: input)
    }
    guard let output else {
      throw .unsupportedNetwork(detail: "layer \(index) (\(layer)) cannot work on an input of shape \(input)")
    }
    return output
  }

  /// The shapes of the outputs for one image, in order; the last is that of the last layer.
  package func outputShapes() throws(NetworkError) -> [[Int]] {
    let shapes = try shapes()
    let earlier = layers.indices.dropLast().filter { layers[$0] == .output }
    return (earlier + [layers.count - 1]).map { shapes[$0 + 1] }
  }

  /// Whether what layer `index` gives is an output.
  func isOutput(_ index: Int?) -> Bool {
    index == layers.count - 1 || index.map { layers[$0 + 1] } == .output
  }

  /// How many classes the network tells apart, which is how many logits its first output has; 0 where the layers do not
  /// fit together.
  public var classCount: Int { (try? outputShapes().first)?.first ?? 0 }

  /// Whether the network gives classes of the columns of a line, [K, 1, T], not of the whole image.
  public var readsLines: Bool { (try? outputShapes().first)?.count == 3 }

  /// Throws unless the network takes images and gives logits of classes that a byte can label, and perhaps a map, at a
  /// price that any machine can pay: known from the shapes alone, before memory is taken.
  func checkOutputs() throws(NetworkError) {
    guard name.isPrintable(upTo: Self.longestName) else {
      throw .unsupportedNetwork(detail: "its name is longer than \(Self.longestName) bytes or holds control characters")
    }
    try checkCost()
    guard inputShape.count == 3 else {
      throw .unsupportedNetwork(detail: "its images have shape \(inputShape), not channels, height and width")
    }
    let outputs = try outputShapes()
    let isLine = outputs[0].count == 3 && outputs[0][1] == 1
    guard outputs[0].count == 1 || isLine, 2...256 ~= outputs[0][0] else {
      throw .unsupportedNetwork(
        detail: "its first output must be values for each class, 2 to 256, of the image or of each column")
    }
    guard outputs.count == 1 || outputs.count == 2 && outputs[1].count == 3 else {
      throw .unsupportedNetwork(detail: "beside the classes, it may have one output, and that must be a map")
    }
  }

  private func checkCost() throws(NetworkError) {
    let values = try shapes().reduce(0) { $0 + $1.reduce(1, *) }
    guard values <= Self.mostValues else {
      throw .unsupportedNetwork(
        detail: "its layers give \(values) numbers for one image; at most \(Self.mostValues) are allowed")
    }
    let multiplications = try multiplyAccumulates()
    guard multiplications <= Self.mostMultiplications else {
      throw .unsupportedNetwork(
        detail: "it multiplies \(multiplications) times for one image; at most \(Self.mostMultiplications) are allowed")
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
      case .lineConvolution(_, let height, let width):
        sum += shapes[index + 1].reduce(1, *) * input[0] * height * width
      case .dense(let units): sum += units * input.reduce(1, *)
      default: break
      }
    }
    return sum
  }

  /// Names and shapes of a model's tensors, in the order of the layers.
  package func tensorShapes() throws(NetworkError) -> [(name: String, shape: [Int])] {
    let shapes = try shapes()
    var tensors: [(name: String, shape: [Int])] = []
    for (index, layer) in layers.enumerated() {
      let input = shapes[index]
      switch layer {
      case .convolution(let channels, let kernel, _):
        tensors.append(("\(index).weight", [channels, input[0], kernel, kernel]))
        if !isNormalized(after: index) { tensors.append(("\(index).bias", [channels])) }
      case .lineConvolution(let channels, let height, let width):
        tensors.append(("\(index).weight", [channels, input[0], height, width]))
        if !isNormalized(after: index) { tensors.append(("\(index).bias", [channels])) }
      case .dense(let units):
        tensors.append(("\(index).weight", [units, input.reduce(1, *)]))
        if !isNormalized(after: index) { tensors.append(("\(index).bias", [units])) }
      case .batchNormalization:
        for name in ["weight", "bias", "running_mean", "running_variance"] {
          tensors.append(("\(index).\(name)", [input[0]]))
        }
      default: break
      }
    }
    return tensors
  }

  /// Whether a tensor is measured rather than learned.
  static func isStatistic(_ name: String) -> Bool { name.contains(".running_") }

  /// Whether a batch normalization takes the mean away again before anything bends the values: then a bias is of no
  /// use.
  func isNormalized(after index: Int) -> Bool {
    for next in layers.indices[(index + 1)...] {
      if isReferenced(next - 1) { return false }
      switch layers[next] {
      case .batchNormalization: return true
      case .maximumPooling, .averagePooling, .rowPooling: continue
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
    case .lineConvolution(let channels, let height, let width):
      guard input.count == 3, 1...1024 ~= channels, 1...11 ~= height, 1...11 ~= width, width % 2 == 1,
        input[1] >= height
      else { return nil }
      return [channels, input[1] - height + 1, input[2]]
    case .rowPooling(let rows):
      guard input.count == 3, rows >= 1, input[1] >= rows else { return nil }
      return [input[0], input[1] / rows, input[2]]
    case .maximumPooling(let size), .averagePooling(let size):
      guard input.count == 3, size >= 1, input[1] >= size, input[2] >= size else { return nil }
      return [input[0], input[1] / size, input[2] / size]
    case .batchNormalization: return input.count == 3 ? input : nil
    case .globalMaximumAndAverage: return input.count == 3 && input[1] == input[2] ? [2 * input[0]] : nil
    case .dense(let units): return 1...4096 ~= units ? [units] : nil
    case .dropout(let rate): return rate >= 0 && rate < 1 ? input : nil
    case .upsampling(let factor):
      guard input.count == 3, 2...8 ~= factor, input[1] * factor <= 1024, input[2] * factor <= 1024 else { return nil }
      return [input[0], input[1] * factor, input[2] * factor]
    case .relu, .output: return input
    case .addition, .branch: return nil
    }
  }
}
