import Files
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
    init(_ numbers: OwnNumbers) { (count, sha256) = (numbers.count, numbers.digest) }
  }

  struct Weights: Encodable {
    var sha256: String
  }

  var settings: TrainingSettings
  /// Digits, or numbers, that are learned.
  var digits: Data
  var heldOut: Data?
  /// The digits that are recalled, and those by which forgetting is noticed.
  var recalled, others: Data?
  var network: String
  /// The model whose weights were the first ones; nil for random ones.
  var start: Weights?
  var teachers: [Weights]?

  private enum Keys: String, CodingKey {
    case digits, heldOut, recalled, others, network, start, teachers
  }

  func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(digits, forKey: .digits)
    try container.encodeIfPresent(heldOut, forKey: .heldOut)
    try container.encodeIfPresent(recalled, forKey: .recalled)
    try container.encodeIfPresent(others, forKey: .others)
    try container.encode(network, forKey: .network)
    try container.encodeIfPresent(start, forKey: .start)
    try container.encodeIfPresent(teachers, forKey: .teachers)
  }

  /// Keys sorted, so that the same recipe is the same text.
  func json() throws -> String {
    try JSONText.encode(self)
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
    func visit(_ value: Value, _ path: String) {
      switch value {
      case .text(let text): leaves[path] = text
      case .object(let members): for (key, value) in members { visit(value, path.isEmpty ? key : "\(path).\(key)") }
      }
    }
    if let object = try? JSONText.decode(Value.self, from: json.utf8) { visit(object, "") }
    return leaves
  }

  /// Any JSON that a recipe holds: an object, or a number, a string, a truth value, null or an array as text.
  private enum Value: Decodable {
    case object([String: Value])
    case text(String)

    init(from decoder: any Decoder) throws {
      if let members = try? [String: Value](from: decoder) {
        self = .object(members)
      } else {
        self = .text(try Value.text(decoder))
      }
    }

    private static func text(_ decoder: any Decoder) throws -> String {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) { return text }
      if let number = try? value.decode(Int.self) { return "\(number)" }
      if let number = try? value.decode(Double.self) { return "\(number)" }
      if let flag = try? value.decode(Bool.self) { return "\(flag)" }
      if let values = try? value.decode([Value].self) { return "\(values)" }
      return "none"
    }
  }
}
