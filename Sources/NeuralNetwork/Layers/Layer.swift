/// A stage of a network, built for a fixed number of images and run by one thread at a time.
protocol Layer: AnyObject {
  var output: Tensor { get }
  var parameters: [Parameter] { get }
  /// Mean and variance of the batch just seen, where the layer computes them.
  var statistics: [Parameter] { get }
  var forwardSteps: [Step] { get }
  /// Empty until `buildBackward` has been called.
  var backwardSteps: [Step] { get }

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
}

/// What a layer learns, or measures: values in the layout that the forward kernel wants, placed by who owns the memory.
final class Parameter {
  /// As in the model's file, for example "2.weight".
  let name: String
  let values: Tensor
  var gradient: Tensor?
  /// A copy in the layout that the backward kernel wants, where that differs.
  var backwardValues: Tensor?

  init(_ name: String, _ values: Tensor) {
    self.name = name
    self.values = values
  }
}
