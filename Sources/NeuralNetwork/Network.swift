import COneDNN

/// The layers of a network, prepared for a fixed number of images. Used by one thread at a time.
final class Network {
  let batchSize: Int
  /// [N, 1, 28, 28], row-major, 0 … 1.
  let input: Tensor
  /// [N, 10], row-major.
  let logits: Tensor
  /// Where training puts the gradient of the loss with respect to the logits, [N, 10], row-major.
  let logitGradient: Tensor
  let random = RandomSource()
  let layers: [any Layer]

  private let workspace: Workspace
  private var forwardSteps: [Step] = []
  private var backwardSteps: [Step] = []

  init(_ description: NetworkDescription, batchSize: Int, training: Bool) throws(NetworkError) {
    self.batchSize = batchSize
    workspace = try Workspace()
    input = try workspace.tensor(.plain([batchSize] + NetworkDescription.inputShape))
    logitGradient = try workspace.tensor(.plain([batchSize, NetworkDescription.classes]))
    let outputs = try description.outputShapes()
    let builder = LayerBuilder(
      description: description, outputs: outputs, training: training, random: random, workspace: workspace)
    var layers: [any Layer] = []
    for stage in training ? description.trainingPlan() : description.inferencePlan() {
      layers.append(try builder.layer(for: stage, input: layers.last?.output ?? input))
    }
    self.layers = layers
    let last = layers.last?.output ?? input
    let (logits, steps) = try workspace.convert(last, to: .plain(last.dimensions))
    self.logits = logits
    forwardSteps = layers.flatMap(\.forwardSteps) + steps
    if training { try buildBackward() }
    workspace.allocateScratch()
  }

  private func buildBackward() throws(NetworkError) {
    var gradient: Tensor? = logitGradient
    for (index, layer) in layers.enumerated().reversed() {
      guard let outputGradient = gradient else { break }
      gradient = try layer.buildBackward(from: outputGradient, needsInputGradient: index > 0, in: workspace)
      backwardSteps += layer.backwardSteps
    }
  }

  var parameters: [Parameter] { layers.flatMap(\.parameters) }
  var statistics: [Parameter] { layers.flatMap(\.statistics) }

  func forward() throws(NetworkError) { try forwardSteps.run() }
  func backward() throws(NetworkError) { try backwardSteps.run() }
}

/// Turns stages of a plan into layers.
private struct LayerBuilder {
  let description: NetworkDescription
  let outputs: [[Int]]
  let training: Bool
  let random: RandomSource
  let workspace: Workspace

  func layer(for stage: Stage, input: Tensor) throws(NetworkError) -> any Layer {
    let mode = one_dnn_forward_mode(training: training, relu: stage.relu)
    switch stage.layer {
    case .convolution(_, let kernel, let padding):
      let shape = productShape(stage, input: input, kernel: [kernel, kernel])
      return try ProductLayer(
        .convolution(padding: padding), index: stage.index, shape: shape, mode: mode, input: input,
        workspace: workspace)
    case .dense:
      let shape = productShape(stage, input: input, kernel: Array(input.dimensions.dropFirst(2)))
      return try ProductLayer(
        .dense, index: stage.index, shape: shape, mode: mode, input: input, workspace: workspace)
    case .batchNormalization:
      return try BatchNormalizationLayer(index: stage.index, mode: mode, input: input, workspace: workspace)
    case .relu:
      return try ReLULayer(training: training, input: input, workspace: workspace)
    case .maximumPooling(let size):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: true, size: Int64(size)), training: training, input: input,
        workspace: workspace)
    case .averagePooling(let size):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: false, size: Int64(size)), training: training, input: input,
        workspace: workspace)
    case .globalMaximumAndAverage:
      return try GlobalPoolingLayer(training: training, input: input, workspace: workspace)
    case .dropout(let rate):
      return try DropoutLayer(rate: rate, input: input, random: random, workspace: workspace)
    }
  }

  private func productShape(_ stage: Stage, input: Tensor, kernel: [Int]) -> ProductLayer.Shape {
    let output = outputs[stage.index]
    return ProductLayer.Shape(
      input: input.dimensions,
      weights: [output[0], input.dimensions[1]] + kernel,
      output: [input.dimensions[0]] + output,
      hasBias: stage.foldedNormalization != nil || !description.isNormalized(after: stage.index))
  }
}
