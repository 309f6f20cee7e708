import DigitRecognition
import NeuralNetwork

extension Model {
  /// Of the operators' definitions. Runtimes that know later ones know these too.
  private static let operatorSet = 17
  /// Of the file format, the one that came with the operators.
  private static let formatVersion = 8

  private enum Field: Int {
    case formatVersion = 1, producer, producerVersion, graph = 7, operatorSet, metadata = 14
  }

  private enum OperatorSetField: Int {
    case version = 2
  }

  private enum EntryField: Int {
    case key = 1, value
  }

  /// The bytes of an ONNX file, in fp32. It takes `pixels`, uint8 [batch, height, width]; the metadata say how they are
  /// made. It gives `logits` [batch, classes], `probabilities`, which are their softmax at the model's temperature, and,
  /// for a network that finds ink, `mask` [batch, height, width], the probability that a pixel is ink of the digit. A
  /// network that reads strips gives both for each column, [batch, classes, columns], and `boxes` [batch, 4, columns]. The
  /// same model always gives the same bytes. Throws if the tensors are not those of the network.
  public func onnx() throws(NetworkError) -> [UInt8] {
    // A tensor may have been changed since the model was made.
    let model = try Model(description: description, tensors: tensors, metadata: metadata)
    var message = ProtobufMessage()
    message.add(Model.formatVersion, as: Field.formatVersion)
    message.add("digits", as: Field.producer)
    message.add(Provenance.program, as: Field.producerVersion)
    message.add(try model.graph(), as: Field.graph)
    var operators = ProtobufMessage()
    operators.add(Model.operatorSet, as: OperatorSetField.version)
    message.add(operators, as: Field.operatorSet)
    for (key, value) in exportedMetadata.sorted(by: { $0.key < $1.key }) {
      var entry = ProtobufMessage()
      entry.add(key, as: EntryField.key)
      entry.add(value, as: EntryField.value)
      message.add(entry, as: Field.metadata)
    }
    return message.bytes
  }

  private func graph() throws(NetworkError) -> ProtobufMessage {
    var graph = ONNXGraph(name: description.name)
    let input = addInput(to: &graph)
    let network = try NetworkGraph(self, in: graph, from: input)
    graph = network.graph
    addAnswers(network.outputs[0], to: &graph)
    if network.outputs.count > 1 { try addMap(network.outputs[1], to: &graph) }
    return graph.message
  }

  /// Bytes become numbers of 0 to 1, and a page its four polyphase planes.
  private func addInput(to graph: inout ONNXGraph) -> String {
    let pixels = graph.input("pixels", .uint8, pictureShape)
    let numbers = graph.add(
      "Cast", "pixels.numbers", of: [pixels], [.integer("to", ONNXGraph.ElementType.float32.rawValue)])
    let scale = graph.constant("pixels.scale", [1 / 255], shape: [])
    let scaled = graph.add("Mul", "pixels.scaled", of: [numbers, scale])
    let channel = graph.add("Unsqueeze", "pixels.channel", of: [scaled, graph.constant("channel", [1])])
    switch NetworkTask(for: description) {
    case .digits: return channel
    case .pages, .strings: return graph.add("SpaceToDepth", "pixels.planes", of: [channel], [.integer("blocksize", 2)])
    }
  }

  /// The number of classes, and behind it that of columns, where each has an answer of its own.
  private var answerShape: [Int] { [description.classCount] + (description.readsLines ? [pictureShape[1] / 4] : []) }

  private func addAnswers(_ value: String, to graph: inout ONNXGraph) {
    let logits =
      description.readsLines
      ? graph.add("Squeeze", "logits", of: [value, graph.constant("row", [2])])
      : graph.add("Identity", "logits", of: [value])
    let temperature = graph.constant("temperature", [temperature], shape: [])
    let calibrated = graph.add("Div", "logits.calibrated", of: [logits, temperature])
    let probabilities = graph.add("Softmax", "probabilities", of: [calibrated], [.integer("axis", 1)])
    for output in [logits, probabilities] { graph.output(output, answerShape) }
  }

  private func addMap(_ value: String, to graph: inout ONNXGraph) throws(NetworkError) {
    guard description.readsLines else { return addMask(value, to: &graph) }
    graph.output(graph.add("Squeeze", "boxes", of: [value, "row"]), [4] + answerShape.dropFirst())
  }

  private func addMask(_ value: String, to graph: inout ONNXGraph) {
    let joined = graph.add(
      "DepthToSpace", "mask.channel", of: [value], [.integer("blocksize", 2), .text("mode", "DCR")])
    let logits = graph.add("Squeeze", "mask.logits", of: [joined, "channel"])
    graph.output(graph.add("Sigmoid", "mask", of: [logits]), pictureShape)
  }

  /// Height and width of what the network looks at, in pixels.
  private var pictureShape: [Int] {
    let shape = Array(description.inputShape.dropFirst())
    switch NetworkTask(for: description) {
    case .digits: return shape
    // Each of the four planes has one pixel of every 2×2.
    case .pages, .strings: return shape.map { 2 * $0 }
    }
  }
}
