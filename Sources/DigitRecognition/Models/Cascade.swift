import NeuralNetwork

/// The models that read a digit: one, or several of which each is more accurate and slower than the one before. Most
/// digits are clear, so a digit goes on to the next model only while the answer is unsure (Viola and Jones, "Rapid
/// Object Detection using a Boosted Cascade of Simple Features", 2001), and then both count.
public struct Cascade: Sendable {
  /// An answer with a calibrated confidence below this is unsure.
  package static let sureConfidence: Float = 0.995

  /// At least one.
  let readers: [ModelSource]
  /// Finds the ink where rules are doubtful.
  let ink: ModelSource?

  /// Makes a cascade; each of `others` is more accurate and slower than the model before it.
  public init(_ first: Model, then others: [Model] = [], ink: Model? = nil) {
    self.init(readers: ([first] + others).map(ModelSource.init), ink: ink.map(ModelSource.init))
  }

  /// A cascade of at least one reader.
  init(readers: [ModelSource], ink: ModelSource?) {
    (self.readers, self.ink) = (readers, ink)
  }

  /// The models that read digits, in the order in which they are asked.
  public var models: [Model] {
    get throws(NetworkError) { try readers.map { (source) throws(NetworkError) in try source.model() } }
  }

  /// Those that read digits, and the one that finds ink.
  package var all: [Model] {
    get throws(NetworkError) {
      try (readers + [ink].compactMap { $0 }).map { (source) throws(NetworkError) in try source.model() }
    }
  }

  /// The models in order, for example "fast" or "fast+accurate".
  public var name: String {
    get throws(NetworkError) { try models.map(\.name).joined(separator: "+") }
  }
}
