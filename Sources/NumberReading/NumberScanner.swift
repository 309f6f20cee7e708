import DigitRecognition
import NeuralNetwork

/// Reads the number in a picture: the whole way from the bytes of a PNG or JPEG file to an answer.
///
/// ```swift
/// let scanner = try NumberScanner(rules: NumberRules(patterns: ["####"]))
/// let number = try scanner.read(FilePath("meter.png"))
/// if let text = number.text { print(text, number.confidence, number.status) }
/// ```
///
/// One scanner serves a program, from any number of threads at once. Each reading that runs at the same time takes some
/// megabytes for networks of its own, which are made once and kept for later readings.
public final class NumberScanner: Sendable {
  private let policy: NumberPolicy
  private let pool: ReaderPool<NumberReader>

  /// Makes a scanner with the bundled models, or with the string network that `model` names.
  /// - Parameters:
  ///   - model: The path of a string network that `digits train` wrote; nil for the bundled one.
  ///   - rules: What is known of the numbers.
  ///   - minimumConfidence: The confidence, 0 … 1, below which a number's status is `review`.
  ///   - alternatives: The most other readings that are told.
  ///   - options: Limits on pictures, and how the ink is found.
  /// - Throws: `RecognitionError` where there is no such model, or its file cannot be used.
  public init(
    model: String? = nil, rules: NumberRules = NumberRules(),
    minimumConfidence: Double = NumberPolicy.defaultMinimumConfidence, alternatives: Int = 0,
    options: ScanNormalizer.Options = .init()
  ) throws(RecognitionError) {
    policy = NumberPolicy(minimumConfidence: minimumConfidence)
    var settings = NumberReader.Settings(
      cascade: try ModelCatalog.cascade(), strings: try ModelCatalog.strings(model), rules: rules, options: options)
    settings.alternatives = alternatives
    pool = ReaderPool { [settings] in NumberReader(settings) }
  }

  /// Reads the picture in `bytes`, the content of a PNG or JPEG file.
  /// - Throws: `Unreadable` where they hold no picture, or one that is beyond the limits.
  public func read(_ bytes: [UInt8]) throws(Unreadable) -> ScannedNumber {
    try read(ClassificationInput(path: FilePath(""), bytes: bytes[...]))
  }

  /// Reads the picture in the PNG or JPEG file at `path`.
  /// - Throws: `Unreadable` where there is no such file, or it holds no picture, or one that is beyond the limits.
  public func read(_ path: FilePath) throws(Unreadable) -> ScannedNumber {
    try read(ClassificationInput(path: path))
  }

  /// Reads the picture in `bytes` on a thread outside Swift's cooperative pool. As many pictures are read at a time as
  /// there are processors; others wait their turn. A cancelled task is answered like any other.
  /// - Throws: `Unreadable` where they hold no picture, or one that is beyond the limits.
  public func read(_ bytes: [UInt8]) async throws(Unreadable) -> ScannedNumber {
    try await read(ClassificationInput(path: FilePath(""), bytes: bytes[...]))
  }

  /// Reads the picture in the file at `path` on a thread outside Swift's cooperative pool. As many pictures are read at
  /// a time as there are processors; others wait their turn. A cancelled task is answered like any other.
  /// - Throws: `Unreadable` where there is no such file, or it holds no picture, or one that is beyond the limits.
  public func read(_ path: FilePath) async throws(Unreadable) -> ScannedNumber {
    try await read(ClassificationInput(path: path))
  }

  private func read(_ input: ClassificationInput) throws(Unreadable) -> ScannedNumber {
    try pool.run { outcome(of: input, by: $0) }.get()
  }

  private func read(_ input: ClassificationInput) async throws(Unreadable) -> ScannedNumber {
    let outcome = await withCheckedContinuation { continuation in
      pool.start { continuation.resume(returning: self.outcome(of: input, by: $0)) }
    }
    return try outcome.get()
  }

  private func outcome(of input: ClassificationInput, by reader: NumberReader) -> Result<ScannedNumber, Unreadable> {
    do throws(NetworkError) {
      let result = try reader.analyze(input).result
      if case .failed(let failure) = result { return .failure(failure) }
      return .success(ScannedNumber(result, by: policy))
    } catch {
      return .failure(Unreadable(error.description))
    }
  }
}

/// What a `NumberScanner` says of a picture.
public struct ScannedNumber: Equatable, Sendable {
  /// Everything that was found, of which the other properties are a part.
  public let result: NumberResult
  /// How far the answer can be trusted: `ok`, `review` or `blank`.
  public let status: ScanStatus
  /// Why the status is not `ok`, in a few words; beside `ok`, what was passed over. Empty where there is nothing to say.
  public let message: String

  init(_ result: NumberResult, by policy: NumberPolicy) {
    let verdict = policy.verdict(of: result)
    (self.result, status, message) = (result, verdict.status, verdict.message)
  }

  /// The number that was read; nil where the picture holds none.
  public var answer: NumberAnswer? { result.number }

  /// As written, with leading zeros and separators: "1.250,50"; nil where the picture holds no number.
  public var text: String? { answer?.text }

  /// The number itself, for example "1250.50"; nil where there is none, or the separators leave it open.
  public var value: String? { answer?.value }

  /// The probability that `text` is right, 0 … 1; 0 where there is none.
  public var confidence: Float { answer?.confidence ?? 0 }
}
