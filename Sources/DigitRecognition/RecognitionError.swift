/// Why there is no model to read digits with. Each case names the model; its description says what to do about it.
public enum RecognitionError: Error, Equatable {
  case unknownModel(name: String, known: [String])
  case unreadableModel(path: String, reason: String)
  /// No string network is bundled, and none was named.
  case noStringModel
}

extension RecognitionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownModel(let name, let known):
      "no model \"\(name)\": neither a file nor a bundled model (bundled: "
        + (known.isEmpty ? "none" : known.joined(separator: ", ")) + ")"
    case .unreadableModel(let path, let reason):
      "\(path): \(reason)"
    case .noStringModel:
      "this program holds no model that reads numbers: name a file that does with --model FILE"
    }
  }
}
