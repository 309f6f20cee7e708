import Files

/// What is named more than once on the command line: by itself, or by a folder around it. It has a row each time.
///
/// Told of arguments only. Paths in a list, and links inside folders, are not compared, for that would take memory for
/// each.
public struct InputOverlap: Equatable, Sendable {
  /// How many arguments others name as well.
  public var count = 0
  /// The first of them, as it was named.
  public var first: FilePath?

  /// Compares the arguments of a command line.
  public init(_ arguments: [InputList.Argument]) {
    var resolver = Resolver()
    var named = arguments.enumerated().compactMap { index, argument in
      resolver.resolve(argument).map { (path: $0, index: index) }
    }
    named.sort { $0.path == $1.path ? $0.index < $1.index : $0.path.lexicographicallyPrecedes($1.path) }
    var covering: [UInt8]?
    var found: [Int] = []
    for (path, index) in named {
      let isFolder = covering?.last == UInt8(ascii: "/")
      if let covering, covering == path || (isFolder && path.starts(with: covering)) {
        found.append(index)
      } else {
        covering = path
      }
    }
    count = found.count
    if let index = found.min(), case .path(let path, _) = arguments[index] { first = path }
  }

  /// A sentence for the user; nil when there is nothing to say.
  public var notice: String? {
    guard let first else { return nil }
    return count == 1
      ? "\(first.text) was named twice or lies in a named folder; its rows are there each time"
      : "\(count) inputs were named twice or lie in a named folder (the first: \(first.text)); "
        + "their rows are there each time"
  }

  /// From arguments to paths from the root; a folder's ends with a slash.
  private struct Resolver {
    private static let slash = UInt8(ascii: "/")
    /// Names that a shell has put there for `scans/*` share their folder.
    private var folder: (named: ArraySlice<UInt8>, resolved: FilePath?)?

    mutating func resolve(_ argument: InputList.Argument) -> [UInt8]? {
      guard case .path(let path, _) = argument else { return nil }
      if FileSystem.isDirectory(path) {
        return FileSystem.resolved(path)?.appending([]).bytes
      }
      let end = path.bytes.lastIndex(of: Resolver.slash).map { $0 + 1 } ?? 0
      let named = path.bytes[..<end]
      if folder?.named != named {
        folder = (named, FileSystem.resolved(named.isEmpty ? FilePath(".") : FilePath(bytes: Array(named))))
      }
      return folder?.resolved?.appending(path.bytes[end...]).bytes
    }
  }
}
