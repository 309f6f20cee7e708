import COneDNN

/// A convolution [N, C, H, W] → [N, K, H', W'] or a dense layer [N, C] → [N, K], optionally followed by a ReLU.
final class MatmulLayer: Layer {
  enum Kind: Equatable {
    /// `paddedRows` above and below, `paddedColumns` at either side.
    case convolution(paddedRows: Int, paddedColumns: Int)
    case dense

    fileprivate var padding: one_dnn_margins {
      switch self {
      case .convolution(let rows, let columns): one_dnn_margins(rows: Int64(rows), columns: Int64(columns))
      case .dense: one_dnn_margins(rows: 0, columns: 0)
      }
    }
  }

  struct Shape {
    /// [N, C, H, W], or [N, C] for a dense layer.
    var input: [Int]
    /// [K, C, h, w], or [K, C] for a dense layer.
    var weights: [Int]
    var output: [Int]
    var hasBias: Bool
    /// The type of all tensors but the bias, which is fp32, as are the weights that training changes.
    var precision: Precision
  }

  let output: KernelTensor
  let parameters: [Parameter]
  private(set) var forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  /// True with a ReLU, whose backward pass clears the gradient in place.
  var overwritesOutputGradient: Bool { relu }

  private let kind: Kind
  private let shape: Shape
  private let relu: Bool
  private let input: KernelTensor
  private let forward: Primitive
  /// nil in inference.
  private let weightGradient: Primitive?

  init(
    _ kind: Kind,
    index: Int,
    shape: Shape,
    mode: one_dnn_forward_mode,
    input: KernelTensor,
    workspace: Workspace
  ) throws(NetworkError) {
    self.kind = kind
    self.shape = shape
    relu = mode.relu
    let layouts = try MatmulLayouts(any: shape)
    let forward = try Primitive("\(kind) \(shape.input) to \(shape.output)", workspace.engine) {
      switch kind {
      case .convolution: one_dnn_convolution_forward($0, $1, layouts.handles, kind.padding, mode)
      case .dense: one_dnn_inner_product_forward($0, $1, layouts.handles, mode)
      }
    }
    self.forward = forward
    weightGradient =
      mode.training ? try MatmulLayer.weightGradient(kind, shape, forward: forward, workspace.engine) : nil
    (self.input, forwardOperations) = try workspace.convert(input, to: forward.layout(ONE_DNN_SOURCE, shape.input))
    output = try workspace.tensor(forward.layout(ONE_DNN_DESTINATION, shape.output))

    let forwardLayout = try forward.layout(ONE_DNN_WEIGHTS, shape.weights)
    // The optimizer pairs weights and gradient element by element, so both have one layout.
    let layout = try weightGradient?.layout(ONE_DNN_WEIGHTS_GRADIENT, shape.weights) ?? forwardLayout
    let weights = Parameter("\(index).weight", try KernelTensor(unplaced: layout, workspace.engine))
    var tensors = [ONE_DNN_SOURCE: self.input, ONE_DNN_DESTINATION: output]
    tensors[ONE_DNN_WEIGHTS] = try weights.tensor(in: forwardLayout, workspace.engine)
    var parameters = [weights]
    if let layout = layouts.bias {
      let bias = try KernelTensor(unplaced: layout, workspace.engine)
      tensors[ONE_DNN_BIAS] = bias
      parameters.append(Parameter("\(index).bias", bias))
    }
    self.parameters = parameters
    forwardOperations.append(try workspace.operation(forward, tensors))
  }

  private static func weightGradient(
    _ kind: Kind,
    _ shape: Shape,
    forward: Primitive,
    _ engine: Engine
  ) throws(NetworkError) -> Primitive {
    let layouts = try MatmulLayouts(any: shape, weights: .fp32)
    return try Primitive("gradient of the weights of \(forward.name)", engine) {
      switch kind {
      case .convolution:
        one_dnn_convolution_backward_weights($0, $1, layouts.handles, kind.padding, forward.handle)
      case .dense: one_dnn_inner_product_backward_weights($0, $1, layouts.handles, forward.handle)
      }
    }
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    var gradient = outputGradient
    if relu {
      let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
      backwardOperations += operations
      gradient = aligned
      backwardOperations.append(try reluGate(gradient, in: workspace))
    }
    try buildWeightGradient(from: gradient, in: workspace)
    return needsInputGradient ? try buildInputGradient(from: gradient, in: workspace) : nil
  }

  /// Clears the gradient, in place, where the fused ReLU has given zero.
  private func reluGate(_ gradient: KernelTensor, in workspace: Workspace) throws(NetworkError) -> Operation {
    let forward = try Primitive("ReLU", workspace.engine) {
      one_dnn_relu_forward($0, $1, self.output.layout.handle, true)
    }
    let backward = try Primitive("gradient of ReLU", workspace.engine) {
      one_dnn_relu_backward($0, $1, self.output.layout.handle, forward.handle)
    }
    return try workspace.operation(
      backward,
      [ONE_DNN_DESTINATION: output, ONE_DNN_DESTINATION_GRADIENT: gradient, ONE_DNN_SOURCE_GRADIENT: gradient]
    )
  }

  private func buildWeightGradient(from gradient: KernelTensor, in workspace: Workspace) throws(NetworkError) {
    guard let backward = weightGradient else { return }
    let weights = parameters[0]
    let (source, sourceOperations) = try workspace.convert(input, to: backward.layout(ONE_DNN_SOURCE, shape.input))
    let (aligned, gradientOperations) = try workspace.convert(
      gradient,
      to: backward.layout(ONE_DNN_DESTINATION_GRADIENT, shape.output)
    )
    let weightGradient = try KernelTensor(unplaced: weights.values.layout, workspace.engine)
    weights.gradient = weightGradient
    var tensors = [
      ONE_DNN_SOURCE: source, ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_WEIGHTS_GRADIENT: weightGradient,
    ]
    if let bias = parameters.dropFirst().first {
      let biasGradient = try KernelTensor(unplaced: bias.values.layout, workspace.engine)
      bias.gradient = biasGradient
      tensors[ONE_DNN_BIAS_GRADIENT] = biasGradient
    }
    backwardOperations += sourceOperations + gradientOperations + [try workspace.operation(backward, tensors)]
  }

  private func buildInputGradient(from gradient: KernelTensor, in workspace: Workspace) throws(NetworkError)
    -> KernelTensor
  {
    let weights = parameters[0]
    let layouts = try MatmulLayouts(any: shape)
    let backward = try Primitive("gradient of the input of \(forward.name)", workspace.engine) {
      switch kind {
      case .convolution:
        one_dnn_convolution_backward_data($0, $1, layouts.handles, kind.padding, forward.handle)
      case .dense: one_dnn_inner_product_backward_data($0, $1, layouts.handles, forward.handle)
      }
    }
    let (aligned, operations) = try workspace.convert(
      gradient,
      to: backward.layout(ONE_DNN_DESTINATION_GRADIENT, shape.output)
    )
    let weightCopy = try weights.tensor(
      in: backward.layout(ONE_DNN_WEIGHTS, shape.weights),
      workspace.engine
    )
    let inputGradient = try workspace.tensor(backward.layout(ONE_DNN_SOURCE_GRADIENT, shape.input))
    let operation = try workspace.operation(
      backward,
      [
        ONE_DNN_DESTINATION_GRADIENT: aligned, ONE_DNN_WEIGHTS: weightCopy, ONE_DNN_SOURCE_GRADIENT: inputGradient,
      ]
    )
    backwardOperations += operations + [operation]
    return inputGradient
  }
}

/// The layouts of a product's four tensors; all but the bias are free until the primitive has chosen.
private struct MatmulLayouts {
  var source: Layout
  var weights: Layout
  var bias: Layout?
  var destination: Layout

  /// `weights`: their precision, if it is not that of the others.
  init(any shape: MatmulLayer.Shape, weights precision: Precision? = nil) throws(NetworkError) {
    source = try .any(shape.input, shape.precision)
    weights = try .any(shape.weights, precision ?? shape.precision)
    bias = shape.hasBias ? try .plain([shape.output[1]]) : nil
    destination = try .any(shape.output, shape.precision)
  }

  var handles: one_dnn_product_layouts {
    one_dnn_product_layouts(
      source: source.handle,
      weights: weights.handle,
      bias: bias?.handle,
      destination: destination.handle
    )
  }
}
