import BundledModel
import Files
import NeuralNetwork

/// The models that a command can be told to use: those in the binary by name, others by file.
public enum ModelCatalog {
  /// Raised when ingestion's 28×28 changes, since a model reads only what it was trained on.
  public static let preprocessingVersion = "1"

  /// Weights inside the binary. Unchecked, because the compiler cannot see that `bytes` are constants.
  private struct Bundled: @unchecked Sendable {
    var name: String
    var bytes: UnsafeRawBufferPointer

    var source: ModelSource {
      ModelSource(reading: { () throws(NetworkError) in try Model(safetensors: bytes) })
    }
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

  /// The names of the bundled models that read digits, in the order of the default cascade.
  package static var readerNames: [String] { bundledReaders.map(\.name) }

  /// The names of the bundled models that read lines of digits.
  package static var stringReaderNames: [String] { bundled.filter(isStrings).map(\.name) }

  /// The names of all bundled models.
  package static var names: [String] { bundled.map(\.name) }

  private static var bundledReaders: [Bundled] { bundled.filter { !isInk($0) && !isStrings($0) } }

  private static func isInk(_ entry: Bundled) -> Bool { entry.name == NetworkDescription.ink.name }

  private static func isStrings(_ entry: Bundled) -> Bool { entry.name == NetworkTask.stringsName }

  /// What a command reads digits with: the model `nameOrFile` alone, or for nil all bundled ones in a cascade; with the
  /// bundled ink network. The bundled ones are read when a picture first needs them.
  public static func cascade(_ nameOrFile: String? = nil) throws(RecognitionError) -> Cascade {
    let readers =
      if let nameOrFile {
        [ModelSource(try reader(nameOrFile, of: .digits, reading: "digits"))]
      } else {
        bundledReaders.map(\.source)
      }
    return Cascade(readers: readers, ink: bundled.first(where: isInk)?.source)
  }

  /// What a command reads numbers with: the model `nameOrFile`, or for nil the bundled string network, which is read when a
  /// picture first needs it.
  public static func strings(_ nameOrFile: String? = nil) throws(RecognitionError) -> ModelSource {
    if let nameOrFile { return ModelSource(try reader(nameOrFile, of: .strings, reading: "numbers")) }
    guard let entry = bundled.first(where: isStrings) else { throw .noStringModel }
    return entry.source
  }

  /// `things` are what a model of that task reads.
  private static func reader(
    _ nameOrFile: String, of task: NetworkTask, reading things: String
  ) throws(RecognitionError) -> Model {
    let model = try load(nameOrFile)
    guard task.suits(model.description) else {
      throw RecognitionError.unreadableModel(
        path: nameOrFile, reason: "its network, \(model.description.name), does not read \(things)")
    }
    return model
  }

  /// The bundled model of that name, or the model in the file `nameOrFile`, which reads digits, pages or numbers: tried
  /// out, so that what cannot be run is told before the first picture.
  public static func load(_ nameOrFile: String) throws(RecognitionError) -> Model {
    if let entry = bundled.first(where: { $0.name == nameOrFile }) {
      return try model(from: entry.bytes, path: entry.name)
    }
    guard FileSystem.exists(nameOrFile) else {
      throw RecognitionError.unknownModel(name: nameOrFile, known: names)
    }
    let reader = FileReader()
    let bytes: UnsafeRawBufferPointer
    do throws(FileError) {
      bytes = try reader.read(FilePath(nameOrFile))
    } catch {
      throw RecognitionError.unreadableModel(path: FilePath(nameOrFile).text, reason: Unreadable(error).reason)
    }
    let loaded = try withExtendedLifetime(reader) { () throws(RecognitionError) in
      try model(from: bytes, path: nameOrFile)
    }
    try check(loaded, path: nameOrFile)
    return loaded
  }

  private static func check(_ model: Model, path: String) throws(RecognitionError) {
    let network = model.description
    guard NetworkTask(for: network).suits(network) else {
      throw RecognitionError.unreadableModel(
        path: path, reason: "its network, \(network.name), reads neither digits, pages nor numbers")
    }
    do throws(NetworkError) {
      try model.tryOut()
    } catch {
      throw RecognitionError.unreadableModel(path: path, reason: error.description)
    }
  }

  private static func model(
    from bytes: UnsafeRawBufferPointer,
    path: String
  ) throws(RecognitionError) -> Model {
    let model: Model
    do throws(NetworkError) {
      model = try Model(safetensors: bytes)
      try model.checkMetadata()
    } catch {
      throw RecognitionError.unreadableModel(path: path, reason: error.description)
    }
    let version = model.metadata[MetadataKey.preprocessing]
    guard version == preprocessingVersion else {
      let found = version.map { "preprocessing \"\($0.prefix(20))\"" } ?? "an unknown preprocessing"
      let reason = "made for \(found), this program has \(preprocessingVersion); train it again"
      throw RecognitionError.unreadableModel(path: path, reason: reason)
    }
    return model
  }
}
