import DigitRecognition
import Files
import ImageIngestion
import Inputs
import NeuralNetwork

/// All that decides the rows of a run, beside the files themselves: two runs of one identity, on the same files, write
/// the same bytes.
public struct RunIdentity: Codable, Equatable, Sendable {
  /// The setting that names the command.
  static let commandKey = "command"

  /// By the names that the user knows.
  private var settings: [String: String]

  /// `arguments` are the inputs as the command line names them. Reads the models that were not needed before.
  public init(_ maker: any RowMaker, arguments: [InputList.Argument]) throws(NetworkError) {
    let common = [
      "preprocessing": Provenance.preprocessing,
      "model": try maker.models.map(RunIdentity.name).joined(separator: ", "),
      "inputs": RunIdentity.names(of: arguments),
      "--follow-symlinks": RunIdentity.yesOrNo(arguments.contains(where: \.followsLinks)),
    ]
    settings = common.merging(maker.settings) { common, _ in common }
  }

  /// What else decides the rows, by the name of its option.
  public subscript(setting: String) -> String? {
    get { settings[setting] }
    set { settings[setting] = newValue }
  }

  /// For example "--min-confidence was 0.8 and is now 0.9"; empty when both are the same.
  package func differences(from earlier: RunIdentity) -> [String] {
    guard command == earlier.command else { return ["the command was \(earlier.command) and is now \(command)"] }
    return Set(settings.keys).union(earlier.settings.keys).sorted().compactMap { name in
      let (before, now) = (earlier.settings[name] ?? "not known", settings[name] ?? "not known")
      return before == now ? nil : "\(name) was \(before) and is now \(now)"
    }
  }

  /// What makes the rows. `classify` is the default, since it was the only command once.
  private var command: String { settings[RunIdentity.commandKey] ?? "classify" }

  /// All of a few; of many the first, their number and enough of a digest.
  private static func names(of arguments: [InputList.Argument]) -> String {
    guard arguments.count > 3, let first = arguments.first else {
      return arguments.map(\.name).joined(separator: " ")
    }
    let digest = SHA256.hexadecimal(of: Array(arguments.map(\.name).joined(separator: "\0").utf8))
    return "\(first.name) and \(arguments.count - 1) more (\(digest.prefix(8)))"
  }

  static func yesOrNo(_ value: Bool) -> String { value ? "yes" : "no" }

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
