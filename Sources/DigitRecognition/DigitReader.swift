import Files
import NeuralNetwork

/// Reads the digit in a picture: the whole way from the bytes of a PNG or JPEG file to an answer.
///
/// ```swift
/// let reader = try DigitReader()
/// let answer = try reader.read(FilePath("7.png"))
/// if let digit = answer.digit { print(digit, answer.confidence, answer.status) }
/// ```
///
/// One reader serves a program, from any number of threads at once. Each reading that runs at the same time takes some
/// megabytes for networks of its own, which are made once and kept for later readings.
public final class DigitReader: Sendable {
  private let policy: ReviewPolicy
  private let pool: ReaderPool<Classifier>

  /// Makes a reader of the bundled models, or of the one that `model` names.
  /// - Parameters:
  ///   - model: A bundled model's name, `fast` or `accurate`, or the path of a file that `digits train` wrote; nil for
  ///     both bundled models in turn.
  ///   - minimumConfidence: The confidence, 0 … 1, below which a digit's status is `review`.
  ///   - options: Limits on pictures, and how the ink is found.
  /// - Throws: `RecognitionError` where there is no such model, or its file cannot be used.
  public init(
    model: String? = nil, minimumConfidence: Double = ReviewPolicy.defaultMinimumConfidence,
    options: ScanNormalizer.Options = .init()
  ) throws(RecognitionError) {
    policy = ReviewPolicy(minimumConfidence: minimumConfidence)
    let cascade = try ModelCatalog.cascade(model)
    pool = ReaderPool { Classifier(cascade: cascade, options: options) }
  }

  /// Reads the picture in `bytes`, the content of a PNG or JPEG file.
  /// - Throws: `Unreadable` where they hold no picture, or one that is beyond the limits.
  public func read(_ bytes: [UInt8]) throws(Unreadable) -> DigitAnswer {
    try read(ClassificationInput(path: FilePath(""), bytes: bytes[...]))
  }

  /// Reads the picture in the PNG or JPEG file at `path`.
  /// - Throws: `Unreadable` where there is no such file, or it holds no picture, or one that is beyond the limits.
  public func read(_ path: FilePath) throws(Unreadable) -> DigitAnswer {
    try read(ClassificationInput(path: path))
  }

  /// Reads the picture in `bytes` on a thread outside Swift's cooperative pool. As many pictures are read at a time as
  /// there are processors; others wait their turn. A cancelled task is answered like any other.
  /// - Throws: `Unreadable` where they hold no picture, or one that is beyond the limits.
  public func read(_ bytes: [UInt8]) async throws(Unreadable) -> DigitAnswer {
    try await read(ClassificationInput(path: FilePath(""), bytes: bytes[...]))
  }

  /// Reads the picture in the file at `path` on a thread outside Swift's cooperative pool. As many pictures are read at
  /// a time as there are processors; others wait their turn. A cancelled task is answered like any other.
  /// - Throws: `Unreadable` where there is no such file, or it holds no picture, or one that is beyond the limits.
  public func read(_ path: FilePath) async throws(Unreadable) -> DigitAnswer {
    try await read(ClassificationInput(path: path))
  }

  private func read(_ input: ClassificationInput) throws(Unreadable) -> DigitAnswer {
    try pool.run { outcome(of: input, by: $0) }.get()
  }

  private func read(_ input: ClassificationInput) async throws(Unreadable) -> DigitAnswer {
    let outcome = await withCheckedContinuation { continuation in
      pool.start { continuation.resume(returning: self.outcome(of: input, by: $0)) }
    }
    return try outcome.get()
  }

  private func outcome(of input: ClassificationInput, by classifier: Classifier) -> Result<DigitAnswer, Unreadable> {
    do throws(NetworkError) {
      let result = try classifier.analyze(input).result
      if case .failed(let failure) = result { return .failure(failure) }
      return .success(DigitAnswer(result, by: policy))
    } catch {
      return .failure(Unreadable(error.description))
    }
  }
}
