import DigitRecognition
import Logging

extension Provenance {
  /// For a program that reads the messages.
  var facts: Logger.Metadata {
    [
      "program": .string(Provenance.program), "preprocessing": .string(Provenance.preprocessing),
      "models": .dictionary(
        Dictionary(models.map { ($0.name, .string($0.digest)) }, uniquingKeysWith: { first, _ in first })),
    ]
  }

  /// Says, as JSON, what is about to read the pictures; as text `digits --version` says it.
  func say() {
    Terminal.say("reading by \(models.map(\.name).joined(separator: ", "))", level: .info, kind: .start, facts: facts)
  }
}
