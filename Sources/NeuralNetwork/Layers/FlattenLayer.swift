/// [N, C, H, W] → [N, C × H × W], row-major: dense layers are fastest over vectors. The output is the row-major input,
/// seen with other dimensions.
final class FlattenLayer: Layer {
  let output: KernelTensor
  let forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  /// The memory of the output, and of the gradient once there is one.
  private let input: KernelTensor
  private let inputLayout: Layout

  init(input: KernelTensor, workspace: Workspace) throws(NetworkError) {
    inputLayout = input.layout
    let precision = input.layout.precision
    (self.input, forwardOperations) = try workspace.convert(input, to: .plain(input.dimensions, precision))
    let size = input.dimensions.dropFirst().reduce(1, *)
    output = try self.input.viewed(as: .plain([input.dimensions[0], size], precision), workspace.engine)
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    guard needsInputGradient else { return nil }
    let (plain, operations) = try workspace.convert(outputGradient, to: output.layout)
    let view = try plain.viewed(as: input.layout, workspace.engine)
    let (inputGradient, unflattening) = try workspace.convert(view, to: inputLayout)
    backwardOperations = operations + unflattening
    return inputGradient
  }
}
