import COneDNN

/// Repeats each value factor × factor times: [N, C, H, W] → [N, C, factor × H, factor × W].
final class UpsamplingLayer: Layer {
  let output: Tensor
  let forwardSteps: [Step]
  private(set) var backwardSteps: [Step] = []

  private let inputLayout: Layout
  private let forward: Primitive

  init(factor: Int, training: Bool, input: Tensor, workspace: Workspace) throws(NetworkError) {
    inputLayout = input.layout
    let shape = Array(input.dimensions.prefix(2)) + input.dimensions.dropFirst(2).map { $0 * factor }
    let anyOutput = try Layout.any(shape, input.layout.precision)
    forward = try Primitive("upsampling of \(input.dimensions) by \(factor)", workspace.engine) {
      one_dnn_upsampling_forward($0, $1, input.layout.handle, anyOutput.handle, training)
    }
    output = try workspace.tensor(forward.layout(ONE_DNN_DESTINATION, shape))
    forwardSteps = [try workspace.step(forward, [ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION: output])]
  }

  func buildBackward(
    from outputGradient: Tensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> Tensor? {
    guard needsInputGradient else { return nil }
    let (aligned, steps) = try workspace.convert(outputGradient, to: output.layout)
    let backward = try Primitive("gradient of \(forward.name)", workspace.engine) {
      one_dnn_upsampling_backward($0, $1, inputLayout.handle, output.layout.handle, forward.handle)
    }
    let inputGradient = try workspace.tensor(inputLayout)
    let step = try workspace.step(
      backward, [ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_SOURCE_GRADIENT: inputGradient])
    backwardSteps = steps + [step]
    return inputGradient
  }
}
