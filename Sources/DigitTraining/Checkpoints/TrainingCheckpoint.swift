import DigitRecognition
import Files
import NeuralNetwork

/// A training run between two steps: all that another process needs to go on as if nothing had happened.
public struct TrainingCheckpoint: Sendable, Equatable {
  package var snapshot: TrainingSnapshot
  package var position: TrainingPosition
  /// JSON, as in the model's file.
  var recipe: String
  /// Of the file that it was read from; empty for one that was not.
  package var path = ""

  /// Epochs completed.
  public var epochs: Int { position.epoch }

  init(snapshot: TrainingSnapshot, position: TrainingPosition, recipe: String) {
    (self.snapshot, self.position, self.recipe) = (snapshot, position, recipe)
  }

  private static let positionKey = "position"

  /// Reads the bytes of a file; throws `malformedFile` unless they are a whole checkpoint.
  init(safetensors bytes: UnsafeRawBufferPointer) throws(NetworkError) {
    snapshot = try TrainingSnapshot(safetensors: bytes)
    guard let recipe = snapshot.metadata.removeValue(forKey: ModelCatalog.MetadataKey.recipe),
      let text = snapshot.metadata.removeValue(forKey: TrainingCheckpoint.positionKey),
      let position = TrainingPosition(json: text, stepCount: snapshot.stepCount),
      (position.best == nil) == (snapshot.best == nil)
    else {
      throw .malformedFile(detail: "it does not say how far the training was, or cannot have been so far")
    }
    (self.recipe, self.position) = (recipe, position)
  }

  func safetensors() throws -> [UInt8] {
    var snapshot = snapshot
    snapshot.metadata[ModelCatalog.MetadataKey.recipe] = recipe
    snapshot.metadata[TrainingCheckpoint.positionKey] = try position.json()
    return snapshot.safetensors()
  }
}

/// Where a run keeps its checkpoint: beside the model that it will write.
public struct CheckpointFile: Sendable {
  /// The path of the checkpoint.
  public let path: String

  /// Names the checkpoint of the training that writes `model`.
  public init(besideModel model: String) {
    path = FileSystem.target(of: FilePath(model)).with(suffix: ".checkpoint").string
  }

  /// Whether the file is there.
  public var exists: Bool { FileSystem.exists(path) }

  /// Throws `unusableCheckpoint` when the file is damaged, or is not a checkpoint.
  public func load() throws -> TrainingCheckpoint {
    let reader = FileReader(FileReader.Limits(maximumSize: .megabytes(4096), opening: .noLinks))
    let bytes: UnsafeRawBufferPointer
    do {
      bytes = try reader.read(FilePath(path))
    } catch FileError.unreadableFile(_, let reason, _) {
      throw TrainingError.unusableCheckpoint(path: path, detail: reason)
    }
    return try withExtendedLifetime(reader) { () throws in
      do throws(NetworkError) {
        var checkpoint = try TrainingCheckpoint(safetensors: bytes)
        checkpoint.path = path
        return checkpoint
      } catch .malformedFile(let detail) {
        throw TrainingError.unusableCheckpoint(path: path, detail: detail)
      } catch {
        throw TrainingError.unusableCheckpoint(path: path, detail: error.description)
      }
    }
  }

  /// Replaces the earlier one in a single stroke: whenever the process dies, one of them is whole.
  public func save(_ checkpoint: TrainingCheckpoint) throws {
    let file = try OutputFile(beside: path)
    try file.write(checkpoint.safetensors())
    try file.commit()
  }

  /// Removes the file, if it is there.
  public func remove() { FileSystem.remove(path) }
}
