import Imaging

/// A network with its weights, in plain layouts, and free-form metadata. Read from and written to safetensors.
public struct Model: Sendable, Equatable {
  /// An array of any rank.
  public struct Tensor: Sendable, Equatable {
    /// The size along each axis, the outermost first.
    public var shape: [Int]
    /// Row-major.
    public var values: [Float]

    /// Wraps `values`, row-major; the product of `shape` is their count.
    public init(shape: [Int], values: [Float]) {
      (self.shape, self.values) = (shape, values)
    }

    /// Larger values come from no training that went well, and sums of their products may overflow.
    static let largestValue: Float = 1e9

    /// Whether all values are numbers, and none is too large.
    var isSound: Bool { values.allSatisfy { abs($0) <= Tensor.largestValue } }
  }

  /// The layers that the tensors belong to.
  public let description: NetworkDescription
  /// The tensors by name, for example "2.weight" [out, in, kernelHeight, kernelWidth] for the layer with index 2.
  public var tensors: [String: Tensor]
  /// Stored beside the description: preprocessing version, temperature, recipe, seed. "network" is taken.
  public var metadata: [String: String]

  /// He-normal weights (He et al., 2015), zero biases.
  public init(initializing description: NetworkDescription, seed: UInt64) throws(NetworkError) {
    try description.checkOutputs()
    self.description = description
    metadata = [:]
    tensors = [:]
    for (index, (name, shape)) in try description.tensorShapes().enumerated() {
      let count = shape.reduce(1, *)
      var generator = SeededGenerator(for: .initialWeights, seed: seed, index: index)
      let values: [Float] =
        if shape.count > 1 {
          (0..<count).map { _ in generator.normal() * (2 / Float(count / shape[0])).squareRoot() }
        } else {
          // The scale and variance of batch normalization start at one.
          Array(repeating: description.startsAtOne(name) ? 1 : 0, count: count)
        }
      tensors[name] = Tensor(shape: shape, values: values)
    }
  }

  /// A model of these parts; throws if they do not belong together.
  package init(
    description: NetworkDescription,
    tensors: [String: Tensor],
    metadata: [String: String]
  ) throws(NetworkError) {
    self.description = description
    self.tensors = tensors
    self.metadata = metadata
    try checkTensors()
  }

  /// Whether all weights are such as a training gives; those of one that diverged are not.
  public var isSound: Bool { tensors.values.allSatisfy(\.isSound) }

  /// Throws unless the tensors are exactly those of the description, in shape and count, and all values are sound.
  func checkTensors() throws(NetworkError) {
    try description.checkOutputs()
    let expected = try description.tensorShapes()
    for (name, shape) in expected {
      guard let tensor = tensors[name] else { throw .malformedFile(detail: "the tensor \(name) is missing") }
      guard tensor.shape == shape, tensor.values.count == shape.reduce(1, *) else {
        throw .malformedFile(detail: "the tensor \(name) has shape \(tensor.shape), the network needs \(shape)")
      }
      guard tensor.isSound else {
        throw .malformedFile(detail: "the tensor \(name) holds values that are no numbers, or beyond ±1e9")
      }
      if name.hasSuffix("running_variance"), tensor.values.contains(where: { $0 < 0 }) {
        throw .malformedFile(detail: "the tensor \(name) holds negative variances")
      }
    }
    if let extra = Set(tensors.keys).subtracting(expected.map(\.name)).min() {
      throw .malformedFile(detail: "the tensor \(extra) belongs to no layer of the network")
    }
  }

  func values(_ name: String) throws(NetworkError) -> [Float] {
    guard let tensor = tensors[name] else {
      throw .unsupportedNetwork(detail: "the model lacks the tensor \(name)")
    }
    return tensor.values
  }
}

extension NetworkDescription {
  fileprivate func startsAtOne(_ name: String) -> Bool {
    if name.hasSuffix("running_variance") { return true }
    guard name.hasSuffix("weight"), let index = Int(name.prefix { $0 != "." }) else { return false }
    return layers[index] == .batchNormalization
  }
}
