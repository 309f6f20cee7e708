/// A stack of layers over plain, row-major arrays, for any input shape; its outputs come one after another. It is slow
/// and convenient: tests use it to look at the layers that training and inference are made of.
package final class LayerProbe {
  /// Names and shapes of the tensors of the stack, in the order of its layers.
  package let tensorShapes: [(name: String, shape: [Int])]
  private let network: Network
  private let values, gradients, statistics: Buffer
  private var copies: [Buffer] = []

  /// `inputShape` is [N, C, H, W] or [N, C].
  package init(
    _ layers: [LayerDescription],
    inputShape: [Int],
    training: Bool,
    precision: Precision = .fp32
  ) throws(NetworkError) {
    let description = NetworkDescription(name: "probe", inputShape: Array(inputShape.dropFirst()), layers: layers)
    tensorShapes = try description.tensorShapes()
    network = try Network(
      description,
      plan: training ? description.trainingPlan() : description.inferencePlan(rising: []),
      batchSize: inputShape[0],
      training: training,
      needsInputGradient: training,
      precision: precision
    )
    let placement = ParameterPlacement(network.parameters)
    values = placement.makeBuffer()
    gradients = placement.makeBuffer()
    placement.place(network.parameters.map(\.values), in: values)
    placement.place(network.parameters.compactMap(\.gradient), in: gradients)
    let statisticsPlacement = ParameterPlacement(network.statistics)
    statistics = statisticsPlacement.makeBuffer()
    statisticsPlacement.place(network.statistics.map(\.values), in: statistics)
    for copy in network.parameters.flatMap(\.copies) {
      let buffer = Buffer(byteCount: copy.layout.byteCount)
      copies.append(buffer)
      copy.place(at: buffer.base)
    }
  }

  /// Tensors by name; those of inference are the folded ones.
  package func forward(_ input: [Float], tensors: [String: [Float]]) throws(NetworkError) -> [Float] {
    for parameter in network.parameters + network.statistics {
      guard let plain = tensors[parameter.name] else { continue }
      for tensor in [parameter.values] + parameter.copies { try PlainValues.load(plain, into: tensor) }
    }
    _ = network.input.floats.update(fromContentsOf: input)
    try network.forward()
    return network.outputs.flatMap { Array($0.floats) }
  }

  /// The gradients with respect to the input and, by name, the tensors, after a call of `forward`.
  package func backward(
    _ outputGradient: [Float]
  ) throws(NetworkError) -> (input: [Float], tensors: [String: [Float]]) {
    var rest = outputGradient[...]
    for gradient in network.outputGradients {
      _ = gradient.floats.update(fromContentsOf: rest.prefix(gradient.floats.count))
      rest = rest.dropFirst(gradient.floats.count)
    }
    try network.backward()
    var tensors: [String: [Float]] = [:]
    for parameter in network.parameters {
      guard let gradient = parameter.gradient else { continue }
      tensors[parameter.name] = try PlainValues.read(gradient)
    }
    guard let inputGradient = network.inputGradient else { return ([], tensors) }
    return (try PlainValues.read(inputGradient), tensors)
  }
}
