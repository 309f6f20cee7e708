/// A stage of a network, built for a fixed number of images and run by one thread at a time.
protocol Layer: AnyObject {
  var output: Tensor { get }
  var parameters: [Parameter] { get }
  /// Mean and variance of the batch just seen, where the layer computes them.
  var statistics: [Parameter] { get }
  var forwardSteps: [Step] { get }
  /// Empty until `buildBackward` has been called.
  var backwardSteps: [Step] { get }

  /// Whether the backward pass may overwrite the gradient that it is given.
  var overwritesOutputGradient: Bool { get }

  /// Prepares the backward pass and returns the gradient with respect to the input, nil when nobody needs it.
  func buildBackward(
    from outputGradient: Tensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> Tensor?
}

extension Layer {
  var parameters: [Parameter] { [] }
  var statistics: [Parameter] { [] }
  var overwritesOutputGradient: Bool { false }
}

/// What a layer learns, or measures: fp32 values, placed by who owns the memory.
final class Parameter {
  /// As in the model's file, for example "2.weight".
  let name: String
  let values: Tensor
  var gradient: Tensor?
  /// The same values in the layouts and element types that kernels want, where those differ; renewed after each step.
  var copies: [Tensor] = []

  init(_ name: String, _ values: Tensor) {
    self.name = name
    self.values = values
  }

  /// The tensor that a kernel reads which wants `layout`: the values themselves, or a new copy.
  func tensor(in layout: Layout, _ engine: Engine) throws(NetworkError) -> Tensor {
    if layout.matches(values.layout) { return values }
    let copy = try Tensor(unplaced: layout, engine)
    copies.append(copy)
    return copy
  }
}
