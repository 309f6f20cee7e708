import BatchClassification
import DigitRecognition
import Files

/// `GET /v1/model`: what reads the digits and numbers, how well, and within which limits.
struct ModelController: Sendable {
  /// Of the bundled networks, by their version, on MNIST's test digits: see docs/MODELS.md.
  package static let mnistTest = ["92405c925ebd": 0.9971]

  private let text: String

  init(_ models: ReadingModels, text formatters: ResultText, settings: ServerSettings) throws {
    let cascade = models.cascade
    let version = String(try cascade.digest.prefix(12))
    let networks = try zip(cascade.networks, Provenance(cascade).models).map { network, model in
      ModelController.json(network, digest: model.digest)
    }
    let accuracy = ModelController.mnistTest[version].map { "{\"mnistTest\":\($0)}" } ?? "null"
    let members = [
      ("name", JSONText.string(try cascade.name)), ("version", "\"\(version)\""),
      ("program", JSONText.string(Provenance.program)),
      ("preprocessing", JSONText.string(Provenance.preprocessing)),
      ("networks", "[\(networks.joined(separator: ","))]"), ("accuracy", accuracy),
      ("csvHeader", JSONText.string(String(formatters.digits.header.dropLast()))),
      ("minimumConfidence", "\(settings.minimumConfidence)"),
      ("numbers", try ModelController.numbers(models, formatters.numbers)),
      ("limits", "{\"bodyBytes\":\(settings.maximumBodySize.bytes),\"pixels\":\(settings.maximumPixels)}"),
    ]
    text = "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// How numbers are read; null where they are not.
  private static func numbers(_ models: ReadingModels, _ formatter: NumberRowFormatter) throws -> String {
    guard let model = try models.strings?.model() else { return "null" }
    let header = JSONText.string(String(formatter.header.dropLast()))
    let network = json(Cascade.Network(model), digest: model.fileDigest)
    return "{\"network\":\(network),\"csvHeader\":\(header),"
      + "\"minimumConfidence\":\(formatter.policy.minimumConfidence)}"
  }

  private static func json(_ network: Cascade.Network, digest: String) -> String {
    "{\"name\":\(JSONText.string(network.name)),\"parameters\":\(network.parameterCount),\"sha256\":\"\(digest)\"}"
  }

  func model() -> Response {
    .json(text)
  }
}
