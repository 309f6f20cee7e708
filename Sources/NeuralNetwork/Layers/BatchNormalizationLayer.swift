import COneDNN

/// Normalises each channel, then scales and shifts it (Ioffe and Szegedy, 2015); with a ReLU if it says so.
///
/// In training the statistics are those of the images that one thread sees at a time ("ghost batches", Hoffer, Hubara
/// and Soudry, 2017); at inference they are the running ones.
final class BatchNormalizationLayer: Layer {
  let output: KernelTensor
  let parameters: [Parameter]
  let statistics: [Parameter]
  let forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  private let input: KernelTensor
  private let relu: Bool
  private let forward: Primitive
  /// Which outputs the fused ReLU has let through.
  private let workspaceTensor: KernelTensor?

  init(index: Int, mode: one_dnn_forward_mode, input: KernelTensor, workspace: Workspace) throws(NetworkError) {
    self.input = input
    relu = mode.relu
    forward = try Primitive("batch normalization of \(input.dimensions)", workspace.engine) {
      one_dnn_batch_normalization_forward($0, $1, input.layout.handle, LayerDescription.normalizationEpsilon, mode)
    }
    output = try workspace.tensor(input.layout)
    let channels = try Layout.plain([input.dimensions[1]])
    let scale = try KernelTensor(unplaced: channels, workspace.engine)
    let shift = try KernelTensor(unplaced: channels, workspace.engine)
    let mean = try KernelTensor(unplaced: channels, workspace.engine)
    let variance = try KernelTensor(unplaced: channels, workspace.engine)
    parameters = [Parameter("\(index).weight", scale), Parameter("\(index).bias", shift)]
    statistics = [Parameter("\(index).running_mean", mean), Parameter("\(index).running_variance", variance)]
    var tensors = [
      ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION: output, ONE_DNN_SCALE: scale, ONE_DNN_SHIFT: shift,
      ONE_DNN_MEAN: mean, ONE_DNN_VARIANCE: variance,
    ]
    workspaceTensor =
      if let layout = Layout(of: forward, ONE_DNN_WORKSPACE, dimensions: input.dimensions) {
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
    let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
    let backward = try Primitive("gradient of \(forward.name)", workspace.engine) {
      one_dnn_batch_normalization_backward(
        $0,
        $1,
        input.layout.handle,
        LayerDescription.normalizationEpsilon,
        relu,
        forward.handle
      )
    }
    for parameter in parameters {
      parameter.gradient = try KernelTensor(unplaced: parameter.values.layout, workspace.engine)
    }
    let inputGradient = try workspace.tensor(input.layout)
    var tensors = [
      ONE_DNN_SOURCE: input, ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_SOURCE_GRADIENT: inputGradient,
      ONE_DNN_MEAN: statistics[0].values, ONE_DNN_VARIANCE: statistics[1].values,
      ONE_DNN_SCALE: parameters[0].values,
    ]
    if one_dnn_batch_normalization_backward_takes_shift() { tensors[ONE_DNN_SHIFT] = parameters[1].values }
    tensors[ONE_DNN_SCALE_GRADIENT] = parameters[0].gradient
    tensors[ONE_DNN_SHIFT_GRADIENT] = parameters[1].gradient
    tensors[ONE_DNN_WORKSPACE] = workspaceTensor
    backwardOperations = operations + [try workspace.operation(backward, tensors)]
    return inputGradient
  }
}
