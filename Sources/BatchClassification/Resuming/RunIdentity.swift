import DigitRecognition
import Files
import ImageIngestion
import Inputs
import NeuralNetwork

/// All that decides the rows of a run, beside the files themselves: two runs of one identity, on the same files, write
/// the same bytes.
public struct RunIdentity: Codable, Equatable, Sendable {
  /// By the names that the user knows.
  private var settings: [String: String]

  /// `arguments` are the inputs as the command line names them. Reads the models that were not needed before.
  public init(_ run: ClassificationRun, arguments: [InputList.Argument]) throws(NetworkError) {
    settings = [
      "preprocessing": Provenance.preprocessing,
      "model": try run.cascade.all.map(RunIdentity.name).joined(separator: ", "),
      "inputs": RunIdentity.names(of: arguments),
      "--follow-symlinks": RunIdentity.yesOrNo(arguments.contains(where: \.followsLinks)),
      "--format": run.formatter.format.rawValue,
      "--probabilities": RunIdentity.yesOrNo(run.formatter.includesProbabilities),
      "--explain": RunIdentity.yesOrNo(run.formatter.includesExplanation),
      "--min-confidence": "\(run.formatter.policy.minimumConfidence)",
      "--polarity": run.options.polarity?.rawValue ?? "auto",
      "--max-pixels": "\(run.options.maximumPixels)",
      "--max-file-size": "\(run.options.maximumFileSize.bytes) bytes",
      "--finder": run.options.finder.rawValue,
    ]
  }

  /// What else decides the rows, by the name of its option.
  public subscript(setting: String) -> String? {
    get { settings[setting] }
    set { settings[setting] = newValue }
  }

  /// For example "--min-confidence was 0.8 and is now 0.9"; empty when both are the same.
  package func differences(from earlier: RunIdentity) -> [String] {
    Set(settings.keys).union(earlier.settings.keys).sorted().compactMap { name in
      let (before, now) = (earlier.settings[name] ?? "not known", settings[name] ?? "not known")
      return before == now ? nil : "\(name) was \(before) and is now \(now)"
    }
  }

  /// All of a few; of many the first, their number and enough of a digest.
  private static func names(of arguments: [InputList.Argument]) -> String {
    guard arguments.count > 3, let first = arguments.first else {
      return arguments.map(\.name).joined(separator: " ")
    }
    let digest = SHA256.hexadecimal(of: Array(arguments.map(\.name).joined(separator: "\0").utf8))
    return "\(first.name) and \(arguments.count - 1) more (\(digest.prefix(8)))"
  }

  private static func yesOrNo(_ value: Bool) -> String { value ? "yes" : "no" }

  /// With enough of its digest.
  private static func name(of model: Model) -> String {
    "\(model.description.name) \(model.fileDigest.prefix(16))"
  }
}

extension InputList.Argument {
  /// As the command line has it.
  fileprivate var name: String {
    switch self {
    case .path(let path, _): path.text
    case .standardInput(let isNullTerminated): isNullTerminated ? "- --null" : "-"
    case .list(let path, let isNullTerminated): "--files-from \(path.text)" + (isNullTerminated ? " --null" : "")
    }
  }

  fileprivate var followsLinks: Bool {
    if case .path(_, let followsLinks) = self { followsLinks } else { false }
  }
}
