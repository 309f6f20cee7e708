import BatchClassification
import DigitRecognition
import Files

/// `GET /v1/model`: what reads the digits, how well, and within which limits.
struct ModelController: Sendable {
  /// Of the bundled networks, by their version, on MNIST's test digits: see docs/MODELS.md.
  package static let mnistTest = ["92405c925ebd": 0.9971]

  private let text: String

  package init(_ cascade: Cascade, formatter: RowFormatter, settings: ServerSettings) throws {
    let version = String(try cascade.digest.prefix(12))
    let networks = try zip(cascade.networks, Provenance(cascade).models).map { network, model in
      "{\"name\":\(JSONText.string(network.name)),\"parameters\":\(network.parameterCount),"
        + "\"sha256\":\"\(model.digest)\"}"
    }
    let accuracy = ModelController.mnistTest[version].map { "{\"mnistTest\":\($0)}" } ?? "null"
    let members = [
      ("name", JSONText.string(try cascade.name)), ("version", "\"\(version)\""),
      ("program", JSONText.string(Provenance.program)),
      ("preprocessing", JSONText.string(Provenance.preprocessing)),
      ("networks", "[\(networks.joined(separator: ","))]"), ("accuracy", accuracy),
      ("csvHeader", JSONText.string(String(formatter.header.dropLast()))),
      ("minimumConfidence", "\(settings.minimumConfidence)"),
      ("limits", "{\"bodyBytes\":\(settings.maximumBodySize.bytes),\"pixels\":\(settings.maximumPixels)}"),
    ]
    text = "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  func model() -> Response {
    .json(text)
  }
}
