import COneDNN

/// Maximum or average over windows without overlap: [N, C, H, W] → [N, C, ⌊H / rows⌋, ⌊W / columns⌋].
final class PoolingLayer: Layer {
  let output: KernelTensor
  private(set) var forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  private let window: one_dnn_pooling_window
  private let inputLayout: Layout
  private let forward: Primitive
  /// Where each maximum came from.
  private let workspaceTensor: KernelTensor?

  init(
    window: one_dnn_pooling_window,
    training: Bool,
    input: KernelTensor,
    workspace: Workspace
  ) throws(NetworkError) {
    self.window = window
    inputLayout = input.layout
    let (rows, columns) = (Int(window.rows), Int(window.columns))
    let shape = [
      input.dimensions[0], input.dimensions[1], input.dimensions[2] / rows, input.dimensions[3] / columns,
    ]
    let anyOutput = try Layout.any(shape, input.layout.precision)
    forward = try Primitive("pooling \(input.dimensions) by \(rows)×\(columns)", workspace.engine) {
      one_dnn_pooling_forward($0, $1, input.layout.handle, anyOutput.handle, window, training)
    }
    output = try workspace.tensor(forward.layout(ONE_DNN_DESTINATION, shape))
    var tensors = [ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION: output]
    workspaceTensor =
      if let layout = Layout(of: forward, ONE_DNN_WORKSPACE, dimensions: shape) {
        try workspace.tensor(layout)
      } else {
        nil
      }
    tensors[ONE_DNN_WORKSPACE] = workspaceTensor
    forwardOperations = [try workspace.operation(forward, tensors)]
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    guard needsInputGradient else { return nil }
    let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
    let backward = try Primitive("gradient of \(forward.name)", workspace.engine) {
      one_dnn_pooling_backward($0, $1, inputLayout.handle, output.layout.handle, window, forward.handle)
    }
    let inputGradient = try workspace.tensor(inputLayout)
    var tensors = [ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_SOURCE_GRADIENT: inputGradient]
    tensors[ONE_DNN_WORKSPACE] = workspaceTensor
    backwardOperations = operations + [try workspace.operation(backward, tensors)]
    return inputGradient
  }
}
