import DigitRecognition
import DigitServer
import Foundation
import Imaging
import NIOPosix
import NeuralNetwork
import TestSupport

/// Servers to test, with the bundled networks for digits.
enum Servers {
  static let cascade = Result { try ModelCatalog.cascade() }
  /// Reads 7 in whatever looks like a line of digits; nothing else is nearly as likely.
  static let strings = Result { try source(of: sevens()) }

  static func make(
    readsNumbers: Bool = false, _ change: (inout ServerSettings) -> Void = { _ in }
  ) throws -> DigitServer {
    var settings = ServerSettings()
    settings.port = 0
    change(&settings)
    return try DigitServer(
      cascade: cascade.get(), strings: readsNumbers ? strings.get() : nil, settings: settings)
  }

  private static func source(of model: Model) throws -> ModelSource {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try ModelCatalog.strings(try folder.write(model.safetensors(), to: "strings.safetensors"))
    }
  }

  /// A string network whose signs depend on no picture.
  private static func sevens() throws -> Model {
    var model = try Model(initializing: .strings(width: NumberStrip.trainingWidth), seed: 1)
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    for (name, tensor) in model.tensors where tensor.shape.first == NumberSign.labelCount {
      var values = [Float](repeating: 0, count: tensor.values.count)
      if tensor.shape.count == 1 { (values[7], values[1]) = (12, 4) }
      model.tensors[name]?.values = values
    }
    return model
  }

  /// Has a server listen on a port of this machine while `body` runs.
  static func listen(_ server: DigitServer, _ body: (Int) async throws -> Void) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let running = try await server.listen(on: group).get()
    let result: Result<Void, any Error>
    do { result = .success(try await body(running.address?.port ?? 0)) } catch { result = .failure(error) }
    // Connections that a test has left open are closed, too.
    try await group.shutdownGracefully()
    try result.get()
  }
}

/// What the repository holds for tests.
enum Fixtures {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func sample(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("samples/" + name)))
  }

  static func broken(_ name: String) throws -> [UInt8] {
    let folder = root.appendingPathComponent("Tests/ImageIngestionTests/Fixtures/broken")
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
