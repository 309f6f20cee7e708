import BundledModel
import Files
import Imaging
import NeuralNetwork

/// The models that a command can be told to use: those in the binary by name, others by file.
public enum ModelCatalog {
  /// Raised when ingestion's 28×28 changes, since a model reads only what it was trained on.
  public static let preprocessingVersion = "1"

  /// The bundled model that reads lines of digits.
  private static let stringsName = "strings"

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

  private static func isStrings(_ entry: Bundled) -> Bool { entry.name == stringsName }

  /// What a command reads digits with: the model `nameOrFile` alone, or for nil all bundled ones in a cascade; with the
  /// bundled ink network. The bundled ones are read when a picture first needs them.
  public static func cascade(_ nameOrFile: String? = nil) throws(RecognitionError) -> Cascade {
    let readers =
      if let nameOrFile {
        [ModelSource(try reader(nameOrFile))]
      } else {
        bundledReaders.map(\.source)
      }
    return Cascade(readers: readers, ink: bundled.first(where: isInk)?.source)
  }

  /// What a command reads lines of digits with: the model `nameOrFile`, or for nil the bundled one.
  public static func strings(_ nameOrFile: String? = nil) throws(RecognitionError) -> ModelSource {
    if let entry = bundled.first(where: isStrings), nameOrFile == nil || nameOrFile == entry.name { return entry.source }
    guard let nameOrFile else { throw RecognitionError.noStringModel }
    let model = try read(nameOrFile)
    guard model.description.readsStrings else {
      throw RecognitionError.unreadableModel(
        path: nameOrFile, reason: "its network, \(model.description.name), does not read lines of digits")
    }
    try tryOut(model, path: nameOrFile)
    return ModelSource(model)
  }

  private static func reader(_ nameOrFile: String) throws(RecognitionError) -> Model {
    let model = try load(nameOrFile)
    guard NetworkTask.digits.suits(model.description) else {
      throw RecognitionError.unreadableModel(
        path: nameOrFile, reason: "its network, \(model.description.name), does not read digits")
    }
    return model
  }

  /// The bundled model of that name, or the model in the file `nameOrFile`, which reads digits or pages: tried out, so that
  /// what cannot be run is told before the first picture.
  public static func load(_ nameOrFile: String) throws(RecognitionError) -> Model {
    let model = try read(nameOrFile)
    if !names.contains(nameOrFile) { try check(model, path: nameOrFile) }
    return model
  }

  /// A bundled model, or that of a file, which is not tried out.
  private static func read(_ nameOrFile: String) throws(RecognitionError) -> Model {
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
    return try withExtendedLifetime(reader) { () throws(RecognitionError) in
      try model(from: bytes, path: nameOrFile)
    }
  }

  private static func check(_ model: Model, path: String) throws(RecognitionError) {
    let network = model.description
    guard NetworkTask(for: network).suits(network) else {
      throw RecognitionError.unreadableModel(
        path: path, reason: "its network, \(network.name), reads neither digits nor pages")
    }
    try tryOut(model, path: path)
  }

  private static func tryOut(_ model: Model, path: String) throws(RecognitionError) {
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

extension NetworkDescription {
  /// Whether the network reads strips: their four planes in, the logits of signs and their boxes out, column by column.
  fileprivate var readsStrings: Bool {
    guard inputShape.count == 3, inputShape.prefix(2) == [4, NumberStrip.height / 2] else { return false }
    let columns = 2 * inputShape[2] / NumberStrip.columnWidth
    return (try? outputShapes()) == [[NumberSign.labelCount, 1, columns], [4, 1, columns]]
  }
}
