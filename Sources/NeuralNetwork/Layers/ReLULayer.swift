import COneDNN

/// max(0, x), for where no layer before it can do that on the way.
final class ReLULayer: Layer {
  let output: Tensor
  let forwardSteps: [Step]
  private(set) var backwardSteps: [Step] = []

  private let forward: Primitive

  init(training: Bool, input: Tensor, workspace: Workspace) throws(NetworkError) {
    forward = try Primitive("ReLU", workspace.engine) {
      one_dnn_relu_forward($0, $1, input.layout.handle, training)
    }
    output = try workspace.tensor(input.layout)
    forwardSteps = [try workspace.step(forward, [ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION: output])]
  }

  func buildBackward(
    from outputGradient: Tensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> Tensor? {
    guard needsInputGradient else { return nil }
    let (aligned, steps) = try workspace.convert(outputGradient, to: output.layout)
    let backward = try Primitive("gradient of ReLU", workspace.engine) {
      one_dnn_relu_backward($0, $1, output.layout.handle, forward.handle)
    }
    let inputGradient = try workspace.tensor(output.layout)
    let step = try workspace.step(
      backward,
      [ONE_DNN_DESTINATION: output, ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_SOURCE_GRADIENT: inputGradient]
    )
    backwardSteps = steps + [step]
    return inputGradient
  }
}
