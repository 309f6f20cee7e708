import DigitRecognition
import ModelExport
import NeuralNetwork
import Testing

/// What a file says, read without the writer. `scripts/check-export` has ONNX's own checker and ONNX Runtime look at files.
@Suite struct ONNXModelTests {
  private static let layers: [LayerDescription] = [
    .convolution(channels: 2, kernel: 3, padding: 1), .batchNormalization, .relu, .maximumPooling(size: 2),
    .averagePooling(size: 2), .dropout(rate: 0.5), .dense(units: 11),
  ]

  private func file(_ model: Model) throws -> ProtobufFields {
    try #require(ProtobufFields(model.onnx()))
  }

  private func graph(_ model: Model) throws -> ProtobufFields { try #require(file(model).messages(7).first) }

  private func model(_ layers: [LayerDescription] = layers) throws -> Model {
    var model = try Model(initializing: NetworkDescription(name: "small", layers: layers), seed: 5)
    model.temperature = 1.5
    model.metadata["recipe"] = "{}"
    return model
  }

  /// Of an input or an output: -1 for the batch, whose size is open.
  private func shape(_ value: ProtobufFields) throws -> (type: Int, sizes: [Int]) {
    let tensor = try #require(value.messages(2).first?.messages(1).first)
    let dimensions = try #require(tensor.messages(2).first).messages(1)
    let sizes = dimensions.map { $0.texts(2) == ["batch"] ? -1 : $0.integers(1).first ?? 0 }
    return (try #require(tensor.integers(1).first), sizes)
  }

  @Test func saysVersionsAndMetadata() throws {
    let file = try file(model())
    #expect(file.integers(1) == [8] && file.texts(2) == ["digits"] && file.texts(3) == [Provenance.program])
    #expect(file.messages(8).map { $0.integers(2) } == [[17]])
    let entries = file.messages(14).map { ($0.texts(1).first ?? "", $0.texts(2).first ?? "") }
    #expect(entries.map(\.0) == ["digits", "labels", "name", "normaliser", "preprocessing", "recipe", "temperature"])
    let texts = Dictionary(uniqueKeysWithValues: entries)
    #expect(texts["labels"] == #"["0","1","2","3","4","5","6","7","8","9","not a digit"]"#)
    #expect(texts["name"] == "small" && texts["recipe"] == "{}" && texts["temperature"] == "1.5")
    #expect(texts["preprocessing"] == ModelCatalog.preprocessingVersion && texts["digits"] == Provenance.program)
    #expect(texts["normaliser"]?.hasPrefix("28x28 uint8, row-major, 0 paper, 255 ink") == true)
  }

  @Test func aNetworkIsItsLayers() throws {
    let nodes = try graph(model()).messages(1)
    #expect(
      nodes.flatMap { $0.texts(4) } == [
        "Cast", "Mul", "Unsqueeze", "Conv", "BatchNormalization", "Relu", "MaxPool", "AveragePool", "Flatten", "Gemm",
        "Identity", "Div", "Softmax",
      ])
    // Every value is there before it is used.
    var known: Set = ["", "pixels"]
    for name in try graph(model()).messages(5).flatMap({ $0.texts(8) }) { #expect(known.insert(name).inserted) }
    for node in nodes {
      #expect(node.texts(1).allSatisfy(known.contains), "\(node.texts(1))")
      for output in node.texts(2) { #expect(known.insert(output).inserted, "\(output) is given twice") }
    }
    #expect(known.isSuperset(of: ["logits", "probabilities"]))
  }

  @Test func pixelsGoInAndProbabilitiesComeOut() throws {
    let graph = try graph(model())
    let (input, outputs) = (graph.messages(11), graph.messages(12))
    #expect(
      input.flatMap { $0.texts(1) } == ["pixels"] && outputs.flatMap { $0.texts(1) } == ["logits", "probabilities"])
    #expect(try input.map(shape).map(\.sizes) == [[-1, 28, 28]] && input.map(shape).map(\.type) == [2])
    #expect(try outputs.map(shape).map(\.sizes) == [[-1, 11], [-1, 11]] && outputs.map(shape).map(\.type) == [1, 1])
  }

  @Test func theInkNetworkHasAMask() throws {
    let graph = try graph(Model(initializing: .ink, seed: 1))
    #expect(try graph.messages(11).map(shape).map(\.sizes) == [[-1, 96, 96]])
    #expect(graph.messages(12).flatMap { $0.texts(1) } == ["logits", "probabilities", "mask"])
    #expect(try graph.messages(12).map(shape).map(\.sizes) == [[-1, 12], [-1, 12], [-1, 96, 96]])
    let types = graph.messages(1).flatMap { $0.texts(4) }
    #expect(types.contains("SpaceToDepth") && types.suffix(3) == ["DepthToSpace", "Squeeze", "Sigmoid"])
    #expect(types.count { $0 == "Resize" } == 3 && types.count { $0 == "Add" } == 3)
  }

  /// Little-endian, by the names of the safetensors file.
  @Test func tensorsAreThoseOfTheModel() throws {
    let model = try model()
    let tensors = try graph(model).messages(5).filter { $0.texts(8).first?.first?.isNumber == true }
    #expect(Set(tensors.flatMap { $0.texts(8) }) == Set(model.tensors.keys))
    for tensor in tensors {
      let expected = try #require(model.tensors[tensor.texts(8).joined()])
      #expect(tensor.integers(1) == expected.shape && tensor.integers(2) == [1])
      let bytes = try #require(tensor.bytes(9).first)
      let values = stride(from: 0, to: bytes.count, by: 4).map { start in
        Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
      }
      #expect(values == expected.values)
    }
  }

  @Test func theSameModelGivesTheSameBytes() throws {
    #expect(try model().onnx() == model().onnx())
    #expect(try model([.maximumPooling(size: 4), .dense(units: 10)]).onnx() != model().onnx())
  }

  @Test func aModelThatLacksATensorIsRefused() throws {
    var model = try model()
    model.tensors["6.bias"] = nil
    #expect(throws: NetworkError.malformedFile(detail: "the tensor 6.bias is missing")) { try model.onnx() }
  }

  @Test func bothFormats() throws {
    let model = try model()
    #expect(try ModelFormat.safetensors.bytes(of: model) == model.safetensors())
    #expect(try ModelFormat.onnx.bytes(of: model) == model.onnx())
  }
}
