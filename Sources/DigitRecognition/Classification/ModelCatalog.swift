import BundledModel
import NeuralNetwork

/// The models that a command can be told to use: those in the binary by name, others by file.
public enum ModelCatalog {
  /// Keys of `Model.metadata` that this package gives a meaning.
  public enum MetadataKey {
    /// By what the logits are divided before softmax, so that a confidence is a probability.
    public static let temperature = "temperature"
    /// What the scans were made into when the model was trained; must be `preprocessingVersion`.
    public static let preprocessing = "preprocessing"
    /// How the model was made, as JSON.
    public static let recipe = "recipe"
  }

  /// Raised when ingestion's 28×28 changes, since a model reads only what it was trained on.
  public static let preprocessingVersion = "1"

  /// Weights inside the binary.
  struct Bundled: Sendable {
    var name: String
    var bytes: @Sendable () -> UnsafeRawBufferPointer
  }

  /// Best first: the first is the default.
  static let bundled = [
    Bundled(name: "fast") {
      var size = 0
      let bytes = bundled_model_fast(&size)
      return UnsafeRawBufferPointer(start: bytes, count: size)
    }
  ]

  /// The bundled model of that name, or the model in the file `nameOrFile`; the best bundled one for nil.
  public static func load(_ nameOrFile: String? = nil) throws(RecognitionError) -> Model {
    if let entry = bundled.first(where: { nameOrFile == nil || $0.name == nameOrFile }) {
      return try model(from: entry.bytes(), path: entry.name)
    }
    guard let path = nameOrFile, FileSystem.exists(path) else {
      throw .unknownModel(name: nameOrFile ?? "default", known: bundled.map(\.name))
    }
    let reader = FileReader()
    let bytes: UnsafeRawBufferPointer
    do throws(RecognitionError) {
      bytes = try reader.read(FilePath(path))
    } catch .unreadableFile(let path, let reason) {
      throw .unreadableModel(path: path, reason: reason)
    }
    return try withExtendedLifetime(reader) { () throws(RecognitionError) in try model(from: bytes, path: path) }
  }

  private static func model(
    from bytes: UnsafeRawBufferPointer,
    path: String
  ) throws(RecognitionError) -> Model {
    let model: Model
    do throws(NetworkError) {
      model = try Model(safetensors: bytes)
    } catch {
      throw .unreadableModel(path: path, reason: error.description)
    }
    let version = model.metadata[MetadataKey.preprocessing]
    guard version == preprocessingVersion else {
      let found = version.map { "preprocessing \($0)" } ?? "an unknown preprocessing"
      let reason = "made for \(found), this program has \(preprocessingVersion); train it again"
      throw .unreadableModel(path: path, reason: reason)
    }
    return model
  }
}

extension Model {
  /// By what logits are divided before softmax; 1 when the model does not say.
  var temperature: Float {
    guard let text = metadata[ModelCatalog.MetadataKey.temperature], let value = Float(text), value > 0 else {
      return 1
    }
    return value
  }
}
