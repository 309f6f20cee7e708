import Foundation
import Imaging
import NeuralNetwork
import Testing

struct ModelTests {
  /// Small, so that every byte of its file can be tried.
  static let small = NetworkDescription(
    name: "small",
    layers: [
      .convolution(channels: 2, kernel: 3, padding: 0), .batchNormalization, .maximumPooling(size: 26),
      .dense(units: 10),
    ]
  )

  private func read(_ bytes: [UInt8]) throws(NetworkError) -> Model {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: bytes)
    return try Model(safetensors: UnsafeRawBufferPointer(buffer))
  }

  /// A file with this header, followed by `data`.
  private func file(_ header: String, _ data: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8) + data
  }

  @Test(arguments: [NetworkDescription.kerasTutorial, .fast, small]) func comesBackFromItsFile(
    _ network: NetworkDescription
  )
    throws
  {
    var model = try Model(initializing: network, seed: 2)
    model.metadata = ["preprocessing": "1", "note": "a \"quoted\" /path/ and ünïcode"]
    let bytes = model.safetensors()
    #expect(try read(bytes) == model)
    #expect(model.safetensors() == bytes)
    #expect(try read(bytes).safetensors() == bytes)
  }

  @Test func headerLengthKeepsTheDataAligned() throws {
    let bytes = try Model(initializing: ModelTests.small, seed: 2).safetensors()
    #expect(bytes[0] % 8 == 0)
  }

  @Test func refusesEveryTruncation() throws {
    let bytes = try Model(initializing: ModelTests.small, seed: 2).safetensors()
    for length in bytes.indices {
      #expect(throws: NetworkError.self, "\(length) bytes") { _ = try read(Array(bytes.prefix(length))) }
    }
    #expect(throws: NetworkError.self) { _ = try read(bytes + [0]) }
  }

  @Test(arguments: [UInt64(1), 2, 3]) func survivesRandomFlips(seed: UInt64) throws {
    let bytes = try Model(initializing: ModelTests.small, seed: 2).safetensors()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
      }
      // A flip may leave a valid file; what is read must then be one whose parts fit.
      if let model = try? read(damaged) {
        #expect(try read(model.safetensors()) == model, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 100, 10_000]) func refusesRandomBytes(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(throws: NetworkError.self) { _ = try read(bytes) }
  }

  @Test(
    arguments: [
      ("#.weight\":", "9.weight\":", "missing"),
      ("[10,2]", "[2,10]", "the network needs"),
      ("[10,2]", "[10,3]", "does not fill"),
      ("[10,2]", "[-10,-2]", "does not fill"),
      ("[10,2]", "[9223372036854775807,2]", "does not fill"),
      ("\"F32\"", "\"I64\"", "F32 or F16"),
      ("data_offsets\":[0,", "data_offsets\":[4,", "beside its place"),
      ("data_offsets\":[0,", "data_offsets\":[-8,", "beside its place"),
      ("\"network\"", "\"metwork\"", "which network"),
      ("units\\\":10", "units\\\":11", "the network needs"),
      ("units\\\":10", "units\\\":-1", "cannot work"),
      ("\\\"dense\\\"", "\\\"attention\\\"", "network description"),
      ("\\\"size\\\":26", "\\\"size\\\":29", "cannot work"),
      ("{", "[", "JSON"),
      ("0.weight\":", String(repeating: "x", count: 101) + "\":", "the name or the shape of a tensor"),
      ("0.weight\":", "0\\u001b.weight\":", "the name or the shape of a tensor"),
      ("[10,2]", "[1,1,1,1,1,1,1,10,2]", "the name or the shape of a tensor"),
    ])
  func saysWhatIsWrong(_ old: String, _ new: String, _ reason: String) throws {
    let bytes = try Model(initializing: ModelTests.small, seed: 2).safetensors()
    let length = Int(bytes[0]) + 256 * Int(bytes[1])
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    let (before, after) = (old.replacing("#", with: "0"), new)
    let place = try #require(header.range(of: before), "\(before) in \(header)")
    let damaged = file(header.replacingCharacters(in: place, with: after), Array(bytes[(8 + length)...]))
    let error = #expect(throws: NetworkError.self) { _ = try read(damaged) }
    #expect(try #require(error).description.contains(reason), "\(String(describing: error))")
  }

  @Test func refusesExtraTensorsAndBadNumbers() throws {
    let model = try Model(initializing: ModelTests.small, seed: 2)
    var extra = model
    extra.tensors["7.weight"] = Model.Tensor(shape: [1], values: [1])
    #expect(throws: NetworkError.malformedFile(detail: "the tensor 7.weight belongs to no layer of the network")) {
      _ = try read(extra.safetensors())
    }
    for value in [Float.nan, .infinity, -3e38, 2e9] {
      var bad = model
      bad.tensors["0.weight"]?.values[3] = value
      #expect(throws: NetworkError.self) { _ = try read(bad.safetensors()) }
    }
    var negative = model
    negative.tensors["1.running_variance"]?.values[0] = -1
    #expect(throws: NetworkError.self) { _ = try read(negative.safetensors()) }
  }

  @Test func anAnswerThatIsNoNumberIsAnError() throws {
    let layers: [LayerDescription] = [.averagePooling(size: 4)] + Array(repeating: .dense(units: 10), count: 5)
    var model = try Model(initializing: NetworkDescription(name: "large", layers: layers), seed: 1)
    for name in model.tensors.keys where name.hasSuffix(".weight") {
      let count = model.tensors[name]?.values.count ?? 0
      model.tensors[name]?.values = Array(repeating: 9e8, count: count)
    }
    // Each tensor may be so, and a file holds them.
    model = try read(model.safetensors())
    #expect(throws: NetworkError.answerNotFinite) { try model.tryOut() }
    let session = try InferenceSession(model: model, batchSize: 1)
    let (white, black) = ([UInt8](repeating: 0, count: 784), [UInt8](repeating: 255, count: 784))
    #expect(throws: NetworkError.answerNotFinite) {
      try black.withUnsafeBufferPointer { try session.logits(pixels: $0) }
    }
    #expect(try white.withUnsafeBufferPointer { try session.logits(pixels: $0) }.allSatisfy(\.isFinite))
    try Model(initializing: .fast, seed: 1).tryOut()
    try Model(initializing: .ink, seed: 1).tryOut()
  }

  @Test func namesThatSpoilMessagesAreRefused() throws {
    for name in [String(repeating: "x", count: 101), "a\u{1B}]0;b\u{7}", "two\nlines"] {
      let network = NetworkDescription(name: name, layers: [.dense(units: 10)])
      let error = #expect(throws: NetworkError.self) { try Model(initializing: network, seed: 1) }
      let message = try #require(error).description
      #expect(message.count < 200 && !message.contains("\u{1B}"), "\(message)")
    }
  }

  @Test func messagesEndWhereTheyEnd() {
    let errors: [NetworkError] = [
      .oneDNN(operation: "run", status: 1), .malformedFile(detail: "it ends"), .unsupportedNetwork(detail: "it is odd"),
      .answerNotFinite,
    ]
    for error in errors {
      #expect(!error.description.contains("?") && !error.description.hasSuffix("."), "\(error.description)")
    }
  }

  @Test func readsHalfPrecision() throws {
    let description = String(
      decoding: try JSONEncoder().encode(
        NetworkDescription(name: "half", layers: [.maximumPooling(size: 28), .dense(units: 10)])
      ),
      as: UTF8.self
    )
    let quoted = String(decoding: try JSONEncoder().encode(description), as: UTF8.self)
    let header = """
      {"__metadata__":{"network":\(quoted)},"1.weight":{"dtype":"F16","shape":[10,1],"data_offsets":[0,20]},\
      "1.bias":{"dtype":"F32","shape":[10],"data_offsets":[20,60]}}
      """
    let halves = [UInt8](repeating: 0, count: 2) + (0..<9).flatMap { _ in [UInt8(0x00), 0x3C] }
    let model = try read(file(header, halves + [UInt8](repeating: 0, count: 40)))
    #expect(model.tensors["1.weight"]?.values == [0] + Array(repeating: 1, count: 9))
  }

  @Test func initialWeightsAreHeNormal() throws {
    let model = try Model(initializing: .kerasTutorial, seed: 5)
    let weights = try #require(model.tensors["3.weight"]).values
    let deviation = (weights.reduce(0) { $0 + $1 * $1 } / Float(weights.count)).squareRoot()
    // 18,432 values: one standard error of the deviation is 0.5 %.
    #expect(abs(deviation / Float(2.0 / 288).squareRoot() - 1) < 0.03)
    #expect(abs(mean(weights)) < 5 * deviation / Float(weights.count).squareRoot())
    #expect(model.tensors["3.bias"]?.values == Array(repeating: 0, count: 64))
    #expect(try Model(initializing: .kerasTutorial, seed: 5) == model)
    #expect(try Model(initializing: .kerasTutorial, seed: 6) != model)
  }
}
