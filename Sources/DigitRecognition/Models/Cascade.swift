import NeuralNetwork

/// The models that read a digit: one, or several of which each is more accurate and slower than the one before. Most
/// digits are clear, so a digit goes on to the next model only while the answer is unsure (Viola and Jones, "Rapid
/// Object Detection using a Boosted Cascade of Simple Features", 2001), and then both count.
public struct Cascade: Sendable {
  /// An answer with a calibrated confidence below this is unsure.
  package static let sureConfidence: Float = 0.995

  /// At least one.
  public let models: [Model]
  /// Finds the ink where rules are doubtful.
  public let ink: Model?

  /// Makes a cascade; each of `others` is more accurate and slower than the model before it.
  public init(_ first: Model, then others: [Model] = [], ink: Model? = nil) {
    models = [first] + others
    self.ink = ink
  }

  /// The models in order, for example "fast" or "fast+accurate".
  public var name: String { models.map(\.name).joined(separator: "+") }
}
