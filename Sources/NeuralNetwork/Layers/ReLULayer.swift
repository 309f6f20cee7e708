import COneDNN

/// max(0, x), for where no layer before it can do that on the way.
final class ReLULayer: Layer {
  let output: KernelTensor
  let forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  private let forward: Primitive

  init(training: Bool, input: KernelTensor, workspace: Workspace) throws(NetworkError) {
    forward = try Primitive("ReLU", workspace.engine) {
      one_dnn_relu_forward($0, $1, input.layout.handle, training)
    }
    output = try workspace.tensor(input.layout)
    forwardOperations = [try workspace.operation(forward, [ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION: output])]
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    guard needsInputGradient else { return nil }
    let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
    let backward = try Primitive("gradient of ReLU", workspace.engine) {
      one_dnn_relu_backward($0, $1, output.layout.handle, forward.handle)
    }
    let inputGradient = try workspace.tensor(output.layout)
    let operation = try workspace.operation(
      backward,
      [ONE_DNN_DESTINATION: output, ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_SOURCE_GRADIENT: inputGradient]
    )
    backwardOperations = operations + [operation]
    return inputGradient
  }
}
