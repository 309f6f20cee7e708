/// [N, C, H, W] → [N, C × H × W], row-major: dense layers are fastest over vectors. The output is the row-major input,
/// seen with other dimensions.
final class FlattenLayer: Layer {
  let output: Tensor
  let forwardSteps: [Step]
  private(set) var backwardSteps: [Step] = []

  /// The memory of the output, and of the gradient once there is one.
  private let input: Tensor
  private let inputLayout: Layout

  init(input: Tensor, workspace: Workspace) throws(NetworkError) {
    inputLayout = input.layout
    let precision = input.layout.precision
    (self.input, forwardSteps) = try workspace.convert(input, to: .plain(input.dimensions, precision))
    let size = input.dimensions.dropFirst().reduce(1, *)
    output = try self.input.viewed(as: .plain([input.dimensions[0], size], precision), workspace.engine)
  }

  func buildBackward(
    from outputGradient: Tensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> Tensor? {
    guard needsInputGradient else { return nil }
    let (plain, steps) = try workspace.convert(outputGradient, to: output.layout)
    let view = try plain.viewed(as: input.layout, workspace.engine)
    let (inputGradient, unflattening) = try workspace.convert(view, to: inputLayout)
    backwardSteps = steps + unflattening
    return inputGradient
  }
}
