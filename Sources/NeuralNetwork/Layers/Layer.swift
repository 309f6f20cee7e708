/// A stage of a network, built for a fixed number of images and run by one thread at a time.
protocol Layer: AnyObject {
  var output: KernelTensor { get }
  var parameters: [Parameter] { get }
  /// Mean and variance of the batch just seen, where the layer computes them.
  var statistics: [Parameter] { get }
  var forwardOperations: [Operation] { get }
  /// Empty until `buildBackward` has been called.
  var backwardOperations: [Operation] { get }

  /// Whether the backward pass may overwrite the gradient that it is given.
  var overwritesOutputGradient: Bool { get }

  /// Prepares the backward pass and returns the gradient with respect to the input, nil when nobody needs it.
  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor?
}

extension Layer {
  var parameters: [Parameter] { [] }
  var statistics: [Parameter] { [] }
  var overwritesOutputGradient: Bool { false }
}

/// Values that a layer learns or measures: fp32, in memory that the owner of the network places.
final class Parameter {
  /// The tensor's name in the model's file, for example "2.weight".
  let name: String
  let values: KernelTensor
  var gradient: KernelTensor?
  /// Copies of the values in other layouts and element types that kernels want; renewed after each step of training.
  var copies: [KernelTensor] = []

  init(_ name: String, _ values: KernelTensor) {
    self.name = name
    self.values = values
  }

  /// The tensor that a kernel reads which wants `layout`: the values themselves, or a new copy.
  func tensor(in layout: Layout, _ engine: Engine) throws(NetworkError) -> KernelTensor {
    if layout.matches(values.layout) { return values }
    let copy = try KernelTensor(unplaced: layout, engine)
    copies.append(copy)
    return copy
  }
}
