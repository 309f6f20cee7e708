import Foundation
import LabelledData
import NeuralNetwork

/// How a model was or will be made: what must be the same for the same bytes to come out. Written into the model's file
/// as JSON, so that whoever finds it knows.
struct TrainingRecipe: Encodable {
  struct Data: Encodable {
    package var count: Int
    /// Of labels and pixels.
    var sha256: String

    init(_ digits: LabelledDigits) { (count, sha256) = (digits.count, digits.digest) }
  }

  struct Weights: Encodable {
    var sha256: String
  }

  var settings: TrainingSettings
  var digits: Data
  var heldOut: Data?
  /// The digits that are recalled, and those by which forgetting is noticed.
  var replay, others: Data?
  var network: String
  /// The model whose weights were the first ones; nil for random ones.
  var start: Weights?
  var teachers: [Weights]?

  private enum Keys: String, CodingKey {
    case digits, heldOut, replay, others, network, start, teachers
  }

  func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(digits, forKey: .digits)
    try container.encodeIfPresent(heldOut, forKey: .heldOut)
    try container.encodeIfPresent(replay, forKey: .replay)
    try container.encodeIfPresent(others, forKey: .others)
    try container.encode(network, forKey: .network)
    try container.encodeIfPresent(start, forKey: .start)
    try container.encodeIfPresent(teachers, forKey: .teachers)
  }

  /// Keys sorted, so that the same recipe is the same text.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Of what differs, so much is shown.
  private static let (mostDifferences, longestValue) = (10, 60)

  /// What differs between two recipes, for example `epochs: 5, now 3`; sorted.
  static func differences(from earlier: String, to present: String) -> [String] {
    let (before, now) = (leaves(earlier), leaves(present))
    func shown(_ value: String?) -> Substring { (value ?? "none").prefix(longestValue) }
    let all = Set(before.keys).union(now.keys).sorted().filter { before[$0] != now[$0] }
    let more = all.count > mostDifferences ? ["\(all.count - mostDifferences) more"] : []
    return all.prefix(mostDifferences).map { path in
      path.hasSuffix("sha256")
        ? "other \(path.prefix { $0 != "." }.prefix(longestValue))"
        : "\(shown(path)): \(shown(before[path])), now \(shown(now[path]))"
    } + more
  }

  /// The values of a JSON object by their path, for example "learningRate.peak".
  private static func leaves(_ json: String) -> [String: String] {
    var leaves: [String: String] = [:]
    func visit(_ value: Any, _ path: String) {
      guard let object = value as? [String: Any] else {
        leaves[path] = "\(value)"
        return
      }
      for (key, value) in object { visit(value, path.isEmpty ? key : "\(path).\(key)") }
    }
    if let object = try? JSONSerialization.jsonObject(with: Foundation.Data(json.utf8)) { visit(object, "") }
    return leaves
  }
}
