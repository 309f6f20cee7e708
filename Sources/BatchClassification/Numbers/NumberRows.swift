import DigitRecognition
import NeuralNetwork
import NumberReading

/// A number for each input: what `digits read` makes.
public struct NumberRows: RowMaker {
  /// What reads the numbers, and what is known of them.
  public var reading: NumberReader.Settings
  /// Writes the rows.
  public var formatter: NumberRowFormatter

  /// Takes what reads the numbers, and how they are written.
  public init(_ reading: NumberReader.Settings, formatter: NumberRowFormatter) {
    (self.reading, self.formatter) = (reading, formatter)
    self.reading.alternatives = formatter.alternatives
  }

  public var header: String { formatter.header }
  public var noun: String { "number" }

  public var models: [Model] {
    get throws(NetworkError) { [try reading.strings.model()] + (try reading.cascade.all) }
  }

  public var settings: [String: String] {
    let own = [
      RunIdentity.commandKey: "read", "--format": formatter.format.rawValue,
      "--characters": RunIdentity.yesOrNo(formatter.includesCharacters), "--alternatives": "\(formatter.alternatives)",
      "--min-confidence": "\(formatter.policy.minimumConfidence)",
    ]
    return own.merging(reading.rules.settings) { own, _ in own }.merging(reading.options.settings) { own, _ in own }
  }

  public func makeWorker() -> Worker {
    let reader = NumberReader(reading)
    return { inputs in
      zip(inputs, try reader.read(inputs)).map { formatter.makeRow(path: $0.path, result: $1) }
    }
  }
}
