import COneDNN

/// Repeats each value factor × factor times: [N, C, H, W] → [N, C, factor × H, factor × W].
final class UpsamplingLayer: Layer {
  let output: KernelTensor
  let forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  private let inputLayout: Layout
  private let forward: Primitive

  init(factor: Int, training: Bool, input: KernelTensor, workspace: Workspace) throws(NetworkError) {
    inputLayout = input.layout
    let shape = Array(input.dimensions.prefix(2)) + input.dimensions.dropFirst(2).map { $0 * factor }
    let anyOutput = try Layout.any(shape, input.layout.precision)
    forward = try Primitive("upsampling of \(input.dimensions) by \(factor)", workspace.engine) {
      one_dnn_upsampling_forward($0, $1, input.layout.handle, anyOutput.handle, training)
    }
    output = try workspace.tensor(forward.layout(ONE_DNN_DESTINATION, shape))
    forwardOperations = [try workspace.operation(forward, [ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION: output])]
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    guard needsInputGradient else { return nil }
    let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
    let backward = try Primitive("gradient of \(forward.name)", workspace.engine) {
      one_dnn_upsampling_backward($0, $1, inputLayout.handle, output.layout.handle, forward.handle)
    }
    let inputGradient = try workspace.tensor(inputLayout)
    let operation = try workspace.operation(
      backward, [ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_SOURCE_GRADIENT: inputGradient])
    backwardOperations = operations + [operation]
    return inputGradient
  }
}
