import NeuralNetwork

/// A model made ready for one thread when its first image comes: most runs over clean scans never ask some of them.
final class ReadyModel {
  private let source: ModelSource
  private let batchSize: Int
  private var made: (session: InferenceSession, temperature: Float)?

  /// Takes `batchSize` images at a time.
  init(_ source: ModelSource, batchSize: Int) {
    (self.source, self.batchSize) = (source, batchSize)
  }

  /// The model's session, and what its logits are divided by before softmax.
  func ready() throws(NetworkError) -> (session: InferenceSession, temperature: Float) {
    if let made { return made }
    let model = try source.model()
    let made = (try InferenceSession(model: model, batchSize: batchSize), model.temperature)
    self.made = made
    return made
  }
}
