import DigitRecognition
import Files

/// The inputs of a run, one after another: files as named, folders walked when their turn comes, lists read as they
/// arrive. What is held does not grow with their number.
public struct InputList {
  /// What the command line names.
  public enum Argument: Equatable, Sendable {
    /// A file, or a folder to be walked. `followsLinks` is about the links in it; one that is named is followed always.
    case path(FilePath, followsLinks: Bool = false)
    /// A list of paths on standard input, ended by newlines or, if `isNullTerminated`, by zero bytes.
    case standardInput(isNullTerminated: Bool)
    /// A file with such a list.
    case list(FilePath, isNullTerminated: Bool)
  }

  private var arguments: ArraySlice<Argument>
  private var walker: FolderWalker?
  private var list: PathListReader?
  private var skippedEarlier = FolderWalker.Skipped()
  /// Standard input is read only once, however often it is named.
  private var hasReadStandardInput = false

  /// That something in place of a list was given, once it is read; then there are no more inputs.
  public private(set) var mistake: InputError?

  /// Lists the inputs that the arguments of a command line name.
  public init(_ arguments: [Argument]) {
    self.arguments = arguments[...]
  }

  /// Throws `noInput` for a list that cannot be opened, and when no argument leads anywhere: to a list, or to a path of
  /// which the system does not say that there is nothing.
  public static func check(_ arguments: [Argument]) throws {
    for case .list(let path, _) in arguments {
      if let reason = PathListReader.reasonUnreadable(path) {
        throw InputError.noInput(detail: "the list \(path.text): \(reason)")
      }
    }
    var missing: [String] = []
    for argument in arguments {
      guard case .path(let path, _) = argument, !FileSystem.mayExist(path) else { return }
      if missing.count < 5 { missing.append(path.text) }
    }
    let more = arguments.count > missing.count ? " and \(arguments.count - missing.count) more" : ""
    throw InputError.noInput(detail: "no such file or folder: \(missing.joined(separator: ", "))\(more)")
  }

  /// The error for `arguments` that gave not one input, with what was skipped in their folders.
  package static func nothing(in arguments: [Argument], skipped: FolderWalker.Skipped) -> InputError {
    let names = arguments.map { argument in
      switch argument {
      case .path(let path, _): path.text
      case .standardInput: "the list on standard input"
      case .list(let path, _): "the list \(path.text)"
      }
    }
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    let reason = skipped.total > 0 ? " (skipped: \(skipped.sentence))" : ""
    return .noInput(detail: "no images in \(names.prefix(5).joined(separator: " or "))\(more)\(reason)")
  }

  /// What folders held beside images, so far.
  public var skipped: FolderWalker.Skipped {
    walker.map { skippedEarlier + $0.skipped } ?? skippedEarlier
  }

  /// Up to `limit` inputs: fewer when a list gives no more for now; none at the end.
  public mutating func next(limit: Int) -> [ClassificationInput] {
    var chunk: [ClassificationInput] = []
    while chunk.count < limit {
      if let reader = list, !chunk.isEmpty, !reader.hasBufferedPath { break }
      guard let input = next() else { break }
      chunk.append(input)
    }
    return chunk
  }

  private mutating func next() -> ClassificationInput? {
    while true {
      if let input = nextInFolder() ?? nextInList() { return input }
      guard let argument = arguments.popFirst() else { return nil }
      switch argument {
      case .path(let path, let followsLinks) where FileSystem.isDirectory(path):
        walker = FolderWalker(folder: path, followsLinks: followsLinks)
      case .path(let path, _): return ClassificationInput(path: path)
      case .standardInput(let isNullTerminated) where !hasReadStandardInput:
        hasReadStandardInput = true
        list = PathListReader(.standardInput, isNullTerminated: isNullTerminated)
      case .standardInput: continue
      case .list(let path, let isNullTerminated):
        list = PathListReader(.file(path), isNullTerminated: isNullTerminated)
      }
    }
  }

  private mutating func nextInFolder() -> ClassificationInput? {
    switch walker?.next() {
    case .image(let path): return ClassificationInput(path: path)
    case .unreadableFolder(let path, let problem): return ClassificationInput(path: path, problem: problem)
    case nil:
      skippedEarlier = skipped
      walker = nil
      return nil
    }
  }

  private mutating func nextInList() -> ClassificationInput? {
    guard let input = list?.next() else {
      if let found = list?.mistake { (mistake, arguments) = (found, []) }
      list = nil
      return nil
    }
    return input
  }
}
