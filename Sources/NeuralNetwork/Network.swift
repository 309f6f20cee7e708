import COneDNN

/// The layers of a network, prepared for a fixed number of images. Used by one thread at a time.
final class Network {
  let batchSize: Int
  /// [N, C, H, W], 0 … 1, row-major like the outputs.
  let input: KernelTensor
  /// For digits one, [N, K]: the logits of K classes.
  let outputs: [KernelTensor]
  /// Where training puts the gradients of the loss with respect to the outputs before it calls `backward`.
  let outputGradients: [KernelTensor]
  /// The gradient with respect to the input, if asked for.
  private(set) var inputGradient: KernelTensor?
  let random = RandomSource()
  let layers: [any Layer]

  private let workspace: Workspace
  private var forwardOperations: [Operation] = []
  private var backwardOperations: [Operation] = []

  /// `plan` is how the layers are run.
  init(
    _ description: NetworkDescription,
    plan: [PlannedLayer],
    batchSize: Int,
    training: Bool,
    needsInputGradient: Bool = false,
    precision: Precision = .fp32
  ) throws(NetworkError) {
    self.batchSize = batchSize
    let workspace = try Workspace()
    self.workspace = workspace
    input = try workspace.tensor(.plain([batchSize] + description.inputShape))
    let builder = LayerBuilder(
      description: description,
      shapes: try description.shapes(),
      training: training,
      precision: precision,
      random: random,
      workspace: workspace
    )
    var forward = ForwardPass(input: input, workspace: workspace)
    for planned in plan {
      try forward.append(planned, builder)
    }
    if description.layers.last != .output { try forward.appendOutput(value: nil) }
    layers = forward.nodes.compactMap(\.layer)
    outputs = forward.outputs
    outputGradients = try outputs.map { (output) throws(NetworkError) in try workspace.tensor(output.layout) }
    forwardOperations = forward.operations
    if training {
      var backward = BackwardPass(outputGradients: outputGradients, workspace: workspace)
      for (place, node) in forward.nodes.enumerated().reversed() {
        try backward.pass(node, needsInputGradient: needsInputGradient || place > 0)
      }
      (backwardOperations, inputGradient) = (backward.operations, backward.gradient)
    }
    workspace.allocateScratch()
  }

  /// Whether the classes are those of columns: [N, K, 1, T].
  var readsLines: Bool { outputs[0].dimensions.count == 4 }

  var parameters: [Parameter] { layers.flatMap(\.parameters) }
  var statistics: [Parameter] { layers.flatMap(\.statistics) }

  func forward() throws(NetworkError) { try forwardOperations.run() }
  func backward() throws(NetworkError) { try backwardOperations.run() }
}

/// The work of a network at one place of its list, and the value that it leaves there.
private struct Node {
  enum Kind {
    case layer(any Layer)
    case addition(layer: Int)
    case branch(layer: Int)
    case output(place: Int)
  }

  var kind: Kind
  /// Place in the description of the layer whose output this is; nil where that has none.
  var value: Int?
  var tensor: KernelTensor

  var layer: (any Layer)? {
    if case .layer(let layer) = kind { layer } else { nil }
  }
}

/// Lines up nodes, from the input to the outputs.
private struct ForwardPass {
  private(set) var nodes: [Node] = []
  private(set) var operations: [Operation] = []
  private(set) var outputs: [KernelTensor] = []

  private let workspace: Workspace
  /// The value that the last node left.
  private var tensor: KernelTensor
  /// Values by the place of their layer in the description.
  private var values: [Int: KernelTensor] = [:]

  init(input: KernelTensor, workspace: Workspace) {
    (tensor, self.workspace) = (input, workspace)
  }

  mutating func append(_ planned: PlannedLayer, _ builder: LayerBuilder) throws(NetworkError) {
    switch planned.layer {
    case .output: try appendOutput(value: planned.value)
    case .addition(let layer):
      let other = try value(layer)
      let (sum, operations) = try workspace.sum(tensor, other, in: other.layout)
      append(.addition(layer: layer), planned.value, sum, operations)
    case .branch(let layer): append(.branch(layer: layer), planned.value, try value(layer), [])
    case .dropout where !builder.training: values[planned.index] = tensor
    default:
      if case .dense = planned.layer, tensor.dimensions.count > 2 {
        let flatten = try FlattenLayer(input: tensor, workspace: workspace)
        append(.layer(flatten), nil, flatten.output, flatten.forwardOperations)
      }
      let layer = try builder.layer(for: planned, input: tensor)
      append(.layer(layer), planned.value, layer.output, layer.forwardOperations)
    }
  }

  mutating func appendOutput(value: Int?) throws(NetworkError) {
    let (output, operations) = try workspace.convert(tensor, to: .plain(tensor.dimensions))
    append(.output(place: outputs.count), value, tensor, operations)
    outputs.append(output)
  }

  private mutating func append(_ kind: Node.Kind, _ value: Int?, _ tensor: KernelTensor, _ operations: [Operation]) {
    nodes.append(Node(kind: kind, value: value, tensor: tensor))
    self.operations += operations
    self.tensor = tensor
    if let value { values[value] = tensor }
  }

  private func value(_ layer: Int) throws(NetworkError) -> KernelTensor {
    guard let tensor = values[layer] else {
      throw .unsupportedNetwork(detail: "there is no layer \(layer) before the one that asks for it")
    }
    return tensor
  }
}

/// Follows nodes from the outputs back to the input. A value's gradient is the sum over all that use the value.
private struct BackwardPass {
  private(set) var operations: [Operation] = []
  /// With respect to what the node before gives to the one just passed; nil where it gives nothing.
  private(set) var gradient: KernelTensor?

  private let outputGradients: [KernelTensor]
  private let workspace: Workspace
  /// Contributions of additions and branches to the gradients of the values of earlier layers.
  private var contributions: [Int: KernelTensor] = [:]

  init(outputGradients: [KernelTensor], workspace: Workspace) {
    (self.outputGradients, self.workspace) = (outputGradients, workspace)
  }

  mutating func pass(_ node: Node, needsInputGradient: Bool) throws(NetworkError) {
    if let value = node.value { gradient = try sum(gradient, contributions.removeValue(forKey: value), node.tensor) }
    switch node.kind {
    case .output(let place): gradient = try sum(gradient, outputGradients[place], node.tensor)
    case .addition(let layer): contributions[layer] = try sum(contributions[layer], gradient, node.tensor)
    case .branch(let layer):
      contributions[layer] = try sum(contributions[layer], gradient, node.tensor)
      gradient = nil
    case .layer(let layer):
      guard var outputGradient = gradient else { return }
      if layer.overwritesOutputGradient, contributions.values.contains(where: { $0 === outputGradient }) {
        outputGradient = try copy(outputGradient)
      }
      gradient = try layer.buildBackward(
        from: outputGradient, needsInputGradient: needsInputGradient, in: workspace)
      operations += layer.backwardOperations
    }
  }

  private mutating func sum(_ left: KernelTensor?, _ right: KernelTensor?, _ value: KernelTensor) throws(NetworkError)
    -> KernelTensor?
  {
    guard let left, let right else { return left ?? right }
    let (sum, operations) = try workspace.sum(left, right, in: value.layout)
    self.operations += operations
    return sum
  }

  private mutating func copy(_ tensor: KernelTensor) throws(NetworkError) -> KernelTensor {
    let copy = try workspace.tensor(tensor.layout)
    operations.append(try workspace.reorder(from: tensor, to: copy))
    return copy
  }
}

/// Turns the entries of a plan into layers.
private struct LayerBuilder {
  let description: NetworkDescription
  let shapes: [[Int]]
  let training: Bool
  let precision: Precision
  let random: RandomSource
  let workspace: Workspace

  func layer(for planned: PlannedLayer, input: KernelTensor) throws(NetworkError) -> any Layer {
    let mode = one_dnn_forward_mode(training: training, relu: planned.relu)
    switch planned.layer {
    case .convolution(_, let kernel, let padding):
      let shape = matmulShape(planned, input: input, kernel: [kernel, kernel])
      return try convolution(planned, shape, padding: (padding, padding), mode: mode, input: input)
    case .lineConvolution(_, let height, let width):
      let shape = matmulShape(planned, input: input, kernel: [height, width])
      return try convolution(planned, shape, padding: (0, width / 2), mode: mode, input: input)
    case .dense:
      let shape = matmulShape(planned, input: input, kernel: [])
      return try MatmulLayer(
        .dense,
        index: planned.index,
        shape: shape,
        mode: mode,
        input: input,
        workspace: workspace
      )
    case .batchNormalization:
      return try BatchNormalizationLayer(index: planned.index, mode: mode, input: input, workspace: workspace)
    case .relu:
      return try ReLULayer(training: training, input: input, workspace: workspace)
    case .maximumPooling(let size):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: true, rows: Int64(size), columns: Int64(size)),
        training: training,
        input: input,
        workspace: workspace
      )
    case .averagePooling(let size):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: false, rows: Int64(size), columns: Int64(size)),
        training: training,
        input: input,
        workspace: workspace
      )
    case .rowPooling(let rows):
      return try PoolingLayer(
        window: one_dnn_pooling_window(maximum: true, rows: Int64(rows), columns: 1),
        training: training,
        input: input,
        workspace: workspace
      )
    case .globalMaximumAndAverage:
      return try GlobalPoolingLayer(training: training, input: input, workspace: workspace)
    case .dropout(let rate):
      return try DropoutLayer(rate: rate, input: input, random: random, workspace: workspace)
    case .upsampling(let factor):
      return try UpsamplingLayer(factor: factor, training: training, input: input, workspace: workspace)
    case .addition, .branch, .output:
      throw .unsupportedNetwork(detail: "\(planned.layer) is no layer of its own")
    }
  }

  private func convolution(
    _ planned: PlannedLayer, _ shape: MatmulLayer.Shape, padding: (rows: Int, columns: Int),
    mode: one_dnn_forward_mode, input: KernelTensor
  ) throws(NetworkError) -> MatmulLayer {
    try MatmulLayer(
      .convolution(paddedRows: padding.rows, paddedColumns: padding.columns),
      index: planned.index,
      shape: shape,
      mode: mode,
      input: input,
      workspace: workspace
    )
  }

  private func matmulShape(_ planned: PlannedLayer, input: KernelTensor, kernel: [Int]) -> MatmulLayer.Shape {
    let output = shapes[planned.index + 1]
    return MatmulLayer.Shape(
      input: input.dimensions,
      weights: [output[0], input.dimensions[1]] + kernel,
      output: [input.dimensions[0]] + output,
      hasBias: planned.foldedNormalization != nil || !description.isNormalized(after: planned.index),
      // The logits keep all their digits.
      precision: description.isOutput(planned.value) ? .fp32 : precision
    )
  }
}
