import COneDNN

/// The layers of a network, prepared for a fixed number of images. Used by one thread at a time.
final class Network {
  let batchSize: Int
  /// [N, 1, 28, 28] for images of digits, 0 … 1, row-major like the output.
  let input: Tensor
  /// [N, K]: the logits of K classes.
  let output: Tensor
  /// Where training puts the gradient of the loss with respect to the output before it calls `backward`.
  let outputGradient: Tensor
  /// The gradient with respect to the input, if asked for.
  private(set) var inputGradient: Tensor?
  let random = RandomSource()
  let layers: [any Layer]

  private let workspace: Workspace
  private var forwardSteps: [Step] = []
  private var backwardSteps: [Step] = []

  /// `inputShape` is that of one image.
  init(
    _ description: NetworkDescription,
    inputShape: [Int] = NetworkDescription.inputShape,
    batchSize: Int,
    training: Bool,
    needsInputGradient: Bool = false,
    precision: Precision = .fp32
  ) throws(NetworkError) {
    self.batchSize = batchSize
    workspace = try Workspace()
    input = try workspace.tensor(.plain([batchSize] + inputShape))
    let shapes = try description.shapes(from: inputShape)
    let builder = LayerBuilder(
      description: description,
      shapes: shapes,
      training: training,
      precision: precision,
      random: random,
      workspace: workspace
    )
    var layers: [any Layer] = []
    for stage in training ? description.trainingPlan() : description.inferencePlan() {
      var input = layers.last?.output ?? input
      if case .dense = stage.layer, input.dimensions.count > 2 {
        let flatten = try FlattenLayer(input: input, workspace: workspace)
        layers.append(flatten)
        input = flatten.output
      }
      layers.append(try builder.layer(for: stage, input: input))
    }
    self.layers = layers
    let last = layers.last?.output ?? input
    let (output, steps) = try workspace.convert(last, to: .plain(last.dimensions))
    self.output = output
    outputGradient = try workspace.tensor(.plain(last.dimensions))
    forwardSteps = layers.flatMap(\.forwardSteps) + steps
    if training { try buildBackward(needsInputGradient: needsInputGradient) }
    workspace.allocateScratch()
  }

  private func buildBackward(needsInputGradient: Bool) throws(NetworkError) {
    var gradient: Tensor? = outputGradient
    for (index, layer) in layers.enumerated().reversed() {
      guard let outputGradient = gradient else { break }
      gradient = try layer.buildBackward(
        from: outputGradient,
        needsInputGradient: needsInputGradient || index > 0,
        in: workspace
      )
      backwardSteps += layer.backwardSteps
    }
    inputGradient = gradient
  }

  var parameters: [Parameter] { layers.flatMap(\.parameters) }
  var statistics: [Parameter] { layers.flatMap(\.statistics) }

  func forward() throws(NetworkError) { try forwardSteps.run() }
  func backward() throws(NetworkError) { try backwardSteps.run() }
}

/// Turns stages of a plan into layers.
private struct LayerBuilder {
  let description: NetworkDescription
  let shapes: [[Int]]
  let training: Bool
  let precision: Precision
  let random: RandomSource
  let workspace: Workspace

  func layer(for stage: Stage, input: Tensor) throws(NetworkError) -> any Layer {
    let mode = one_dnn_forward_mode(training: training, relu: stage.relu)
    switch stage.layer {
    case .convolution(_, let kernel, let padding):
      let shape = productShape(stage, input: input, kernel: [kernel, kernel])
      return try ProductLayer(
        .convolution(padding: padding),
        index: stage.index,
        shape: shape,
        mode: mode,
        input: input,
        workspace: workspace
      )
    case .dense:
      let shape = productShape(stage, input: input, kernel: [])
      return try ProductLayer(
        .dense,
        index: stage.index,
        shape: shape,
        mode: mode,
        input: input,
        workspace: workspace
      )
    case .batchNormalization:
      return try BatchNormalizationLayer(index: stage.index, mode: mode, input: input, workspace: workspace)
    case .relu:
      return try ReLULayer(training: training, input: input, workspace: workspace)
    case .maximumPooling(let size):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: true, size: Int64(size)),
        training: training,
        input: input,
        workspace: workspace
      )
    case .averagePooling(let size):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: false, size: Int64(size)),
        training: training,
        input: input,
        workspace: workspace
      )
    case .globalMaximumAndAverage:
      return try GlobalPoolingLayer(training: training, input: input, workspace: workspace)
    case .dropout(let rate):
      return try DropoutLayer(rate: rate, input: input, random: random, workspace: workspace)
    }
  }

  private func productShape(_ stage: Stage, input: Tensor, kernel: [Int]) -> ProductLayer.Shape {
    let output = shapes[stage.index + 1]
    return ProductLayer.Shape(
      input: input.dimensions,
      weights: [output[0], input.dimensions[1]] + kernel,
      output: [input.dimensions[0]] + output,
      hasBias: stage.foldedNormalization != nil || !description.isNormalized(after: stage.index),
      // The logits keep all their digits.
      precision: stage.index == description.layers.indices.last ? .fp32 : precision
    )
  }
}
