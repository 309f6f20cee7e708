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
    /// What the model is called, where its network's name would not tell it from others.
    public static let name = "name"
  }

  /// Raised when ingestion's 28×28 changes, since a model reads only what it was trained on.
  public static let preprocessingVersion = "1"

  /// Weights inside the binary.
  private struct Bundled {
    var name: String
    var bytes: UnsafeRawBufferPointer
  }

  /// In the order of the default cascade.
  private static var bundled: [Bundled] {
    var count = 0
    let models = bundled_models(&count)
    return UnsafeBufferPointer(start: models, count: count).map { model in
      Bundled(
        name: String(cString: model.name), bytes: UnsafeRawBufferPointer(start: model.bytes, count: model.size))
    }
  }

  /// What a command reads digits with: the model `nameOrFile` alone, or for nil all bundled ones in a cascade; with the
  /// bundled ink network.
  public static func cascade(_ nameOrFile: String? = nil) throws(RecognitionError) -> Cascade {
    var (readers, ink): ([Model], Model?) = ([], nil)
    for entry in bundled {
      let model = try model(from: entry.bytes, path: entry.name)
      if Lesson(for: model.description) == .pages { ink = model } else { readers.append(model) }
    }
    if let nameOrFile { readers = [try reader(nameOrFile)] }
    guard let first = readers.first else { throw .unknownModel(name: "default", known: []) }
    return Cascade(first, then: Array(readers.dropFirst()), ink: ink)
  }

  private static func reader(_ nameOrFile: String) throws(RecognitionError) -> Model {
    let model = try load(nameOrFile)
    let network = model.description
    guard Probabilities.canBeMade(ofLogits: network.classCount), network.inputShape == NetworkDescription.digitShape
    else {
      throw .unreadableModel(path: nameOrFile, reason: "its network, \(network.name), does not read digits")
    }
    return model
  }

  /// The bundled model of that name, or the model in the file `nameOrFile`; it may be of any kind.
  public static func load(_ nameOrFile: String) throws(RecognitionError) -> Model {
    if let entry = bundled.first(where: { $0.name == nameOrFile }) {
      return try model(from: entry.bytes, path: entry.name)
    }
    guard FileSystem.exists(nameOrFile) else {
      throw .unknownModel(name: nameOrFile, known: bundled.map(\.name))
    }
    let reader = FileReader()
    let bytes: UnsafeRawBufferPointer
    do throws(RecognitionError) {
      bytes = try reader.read(FilePath(nameOrFile))
    } catch .unreadableFile(let path, let reason, _) {
      throw .unreadableModel(path: path, reason: reason)
    }
    return try withExtendedLifetime(reader) { () throws(RecognitionError) in
      try model(from: bytes, path: nameOrFile)
    }
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
  /// More of a name than this is not shown.
  private static let longestName = 100

  /// What the model is called: by its file and the model that it was made from, or by its network. One line.
  public var name: String {
    let given = metadata[ModelCatalog.MetadataKey.name] ?? ""
    let line = given.filter { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
    return line.isEmpty ? description.name : String(line.prefix(Model.longestName))
  }

  /// By what logits are divided before softmax, greater than 0; 1 when the metadata does not say.
  public var temperature: Float {
    get {
      guard let text = metadata[ModelCatalog.MetadataKey.temperature], let value = Float(text), value > 0 else {
        return 1
      }
      return value
    }
    set { metadata[ModelCatalog.MetadataKey.temperature] = String(newValue) }
  }
}
