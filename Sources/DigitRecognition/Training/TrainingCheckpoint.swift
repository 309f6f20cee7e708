import Foundation
import NeuralNetwork

/// A training run between two steps: all that another process needs to go on as if nothing had happened.
public struct TrainingCheckpoint: Sendable, Equatable {
  struct Position: Codable, Sendable, Equatable {
    /// Epochs completed.
    var epoch = 0
    /// Steps done of the epoch after them, the sum of their losses, and the time they took.
    var step = 0
    var lossSum: Float = 0
    var seconds = 0.0
    var best: Best?
  }

  /// The epoch with the lowest loss on the digits that judge; counted from 1.
  struct Best: Codable, Sendable, Equatable {
    var epoch: Int
    var loss: Double
  }

  var snapshot: TrainingSnapshot
  var position: Position
  /// JSON, as in the model's file.
  var recipe: String

  /// Epochs completed.
  public var epochs: Int { position.epoch }

  init(snapshot: TrainingSnapshot, position: Position, recipe: String) {
    (self.snapshot, self.position, self.recipe) = (snapshot, position, recipe)
  }

  private static let positionKey = "position"

  /// Reads the bytes of a file; throws `malformedFile` unless they are a whole checkpoint.
  init(safetensors bytes: UnsafeRawBufferPointer) throws(NetworkError) {
    snapshot = try TrainingSnapshot(safetensors: bytes)
    guard let recipe = snapshot.metadata.removeValue(forKey: ModelCatalog.MetadataKey.recipe),
      let text = snapshot.metadata.removeValue(forKey: TrainingCheckpoint.positionKey),
      let position = try? JSONDecoder().decode(Position.self, from: Data(text.utf8)),
      position.epoch >= 0, position.step >= 0
    else {
      throw .malformedFile(detail: "it does not say how far the training was")
    }
    (self.recipe, self.position) = (recipe, position)
  }

  func safetensors() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var snapshot = snapshot
    snapshot.metadata[ModelCatalog.MetadataKey.recipe] = recipe
    snapshot.metadata[TrainingCheckpoint.positionKey] = String(decoding: try encoder.encode(position), as: UTF8.self)
    return snapshot.safetensors()
  }
}

/// Where a run keeps its checkpoint: beside the model that it will write.
public struct CheckpointFile: Sendable {
  public let path: String

  public init(besideModel model: String) {
    path = FileSystem.target(of: FilePath(model)).with(suffix: ".checkpoint").string
  }

  public var exists: Bool { FileSystem.exists(path) }

  /// Throws `unusableCheckpoint` when the file is damaged, or is none.
  public func load() throws(RecognitionError) -> TrainingCheckpoint {
    let reader = FileReader(FileReader.Limits(maximumSize: .megabytes(4096), opening: .noLinks))
    let bytes: UnsafeRawBufferPointer
    do throws(RecognitionError) {
      bytes = try reader.read(FilePath(path))
    } catch .unreadableFile(_, let reason, _) {
      throw .unusableCheckpoint(path: path, detail: reason)
    }
    return try withExtendedLifetime(reader) { () throws(RecognitionError) in
      do throws(NetworkError) {
        return try TrainingCheckpoint(safetensors: bytes)
      } catch .malformedFile(let detail) {
        throw .unusableCheckpoint(path: path, detail: detail)
      } catch {
        throw .unusableCheckpoint(path: path, detail: error.description)
      }
    }
  }

  /// Replaces the earlier one in a single stroke: whenever the process dies, one of them is whole.
  public func save(_ checkpoint: TrainingCheckpoint) throws {
    let file = try OutputFile(beside: path)
    try file.write(checkpoint.safetensors())
    try file.commit()
  }

  public func remove() { FileSystem.remove(path) }
}
