import DigitRecognition
import Logging
import NeuralNetwork
import NumberReading

/// Answers questions about images, for one worker thread. What reads numbers is made when the first is asked for, and
/// kept; rules are compiled again only when they change.
final class ImageReader {
  private let models: ReadingModels
  private let options: ScanNormalizer.Options
  private let logger: Logger
  private let classifier: Classifier
  private var numbers: (query: NumberQuery, reader: NumberReader)?

  init(models: ReadingModels, options: ScanNormalizer.Options, logger: Logger) {
    (self.models, self.options, self.logger) = (models, options, logger)
    classifier = Classifier(cascade: models.cascade, options: options)
  }

  func answer(_ question: ImageQuestion, about input: ClassificationInput) -> ImageJob.Outcome {
    do {
      switch question {
      case .digit: return .success(.digit(try classifier.classify([input])[0]))
      case .number(let query): return .success(.number(try reader(for: query).read([input])[0]))
      }
    } catch let error as RequestError {
      return .failure(error)
    } catch let error as NumberError {
      return .failure(.badQuery(detail: error.description))
    } catch {
      logger.error("the network failed: \(error)")
      return .failure(.internalError)
    }
  }

  private func reader(for query: NumberQuery) throws -> NumberReader {
    if let numbers, numbers.query == query { return numbers.reader }
    guard let strings = models.strings else { throw RequestError.numbersNotAvailable }
    let rules = try query.rules()
    let settings = NumberReader.Settings(cascade: models.cascade, strings: strings, options: options)
    let reader = numbers?.reader ?? NumberReader(settings)
    reader.setRules(rules, alternatives: query.alternatives)
    numbers = (query, reader)
    return reader
  }
}

/// The networks that answer.
package struct ReadingModels: Sendable {
  /// Reads single digits.
  package var cascade: Cascade
  /// Reads lines of digits; nil where there is none, and numbers are not read.
  package var strings: ModelSource?

  package init(cascade: Cascade, strings: ModelSource? = nil) {
    (self.cascade, self.strings) = (cascade, strings)
  }
}
