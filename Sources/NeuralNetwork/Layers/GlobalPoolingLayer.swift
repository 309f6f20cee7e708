import COneDNN

/// [N, C, H, H] → [N, 2C], row-major: the maximum, then the mean, of each channel.
final class GlobalPoolingLayer: Layer {
  let output: KernelTensor
  let forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  private let maximum: PoolingLayer
  private let average: PoolingLayer

  init(training: Bool, input: KernelTensor, workspace: Workspace) throws(NetworkError) {
    let size = Int64(input.dimensions[2])
    maximum = try PoolingLayer(
      window: one_dnn_pooling_window(maximum: true, rows: size, columns: size),
      training: training,
      input: input,
      workspace: workspace
    )
    average = try PoolingLayer(
      window: one_dnn_pooling_window(maximum: false, rows: size, columns: size),
      training: training,
      input: input,
      workspace: workspace
    )
    let (count, channels) = (input.dimensions[0], input.dimensions[1])
    output = try workspace.tensor(.plain([count, 2 * channels]))
    let halves = try GlobalPoolingLayer.halves(of: output, in: workspace)
    forwardOperations =
      maximum.forwardOperations + average.forwardOperations + [
        try workspace.reorder(from: maximum.output, to: halves.maximum),
        try workspace.reorder(from: average.output, to: halves.average),
      ]
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    guard needsInputGradient else { return nil }
    let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
    let halves = try GlobalPoolingLayer.halves(of: aligned, in: workspace)
    guard
      let throughMaximum = try maximum.buildBackward(from: halves.maximum, needsInputGradient: true, in: workspace),
      let throughAverage = try average.buildBackward(from: halves.average, needsInputGradient: true, in: workspace)
    else { return nil }
    let sum = try workspace.reorder(from: throughAverage, to: throughMaximum, adding: true)
    backwardOperations = operations + maximum.backwardOperations + average.backwardOperations + [sum]
    return throughMaximum
  }

  /// Views of the left and right halves of a row-major [N, 2C] tensor as [N, C, 1, 1].
  private static func halves(
    of tensor: KernelTensor,
    in workspace: Workspace
  ) throws(NetworkError) -> (maximum: KernelTensor, average: KernelTensor) {
    let (count, width) = (tensor.dimensions[0], tensor.dimensions[1])
    let layout = try Layout.strided([count, width / 2, 1, 1], strides: [width, 1, 1, 1])
    let views = (
      maximum: try KernelTensor(unplaced: layout, workspace.engine),
      average: try KernelTensor(unplaced: layout, workspace.engine)
    )
    if let base = tensor.base {
      views.maximum.place(at: base)
      views.average.place(at: base + width / 2 * MemoryLayout<Float>.stride)
    }
    return views
  }
}
