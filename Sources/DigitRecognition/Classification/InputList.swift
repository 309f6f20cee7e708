#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The inputs of a run, one after another: files as named, folders walked when their turn comes, a list on standard
/// input read as it arrives.
public struct InputList {
  /// What the command line names.
  public enum Argument: Equatable, Sendable {
    case path(FilePath)
    /// A list of paths on standard input, ended by newlines or, if `isNullTerminated`, by zero bytes.
    case standardInput(isNullTerminated: Bool)
  }

  private var arguments: ArraySlice<Argument>
  private var walker: FolderWalker?
  private var list: PathListReader?
  private var skippedEarlier: [FolderWalker.Skipped] = []
  /// Standard input is read only once, however often it is named.
  private var hasReadStandardInput = false

  public init(_ arguments: [Argument]) {
    self.arguments = arguments[...]
  }

  /// Whether any argument leads somewhere: a list, or a path that exists.
  public static func leadsSomewhere(_ arguments: [Argument]) -> Bool {
    arguments.contains { argument in
      guard case .path(let path) = argument else { return true }
      var status = stat()
      return path.withCString { lstat($0, &status) } == 0
    }
  }

  /// How many inputs there will be; nil when a list tells only as it arrives. Walks the folders to find out.
  public static func count(_ arguments: [Argument]) -> Int? {
    for case .standardInput in arguments { return nil }
    var list = InputList(arguments)
    var count = 0
    while list.next() != nil { count += 1 }
    return count
  }

  /// What folders held beside images, so far.
  public var skipped: FolderWalker.Skipped {
    (skippedEarlier + [walker?.skipped].compactMap { $0 }).reduce(into: FolderWalker.Skipped()) { sum, part in
      sum.hidden += part.hidden
      sum.links += part.links
      sum.otherFiles += part.otherFiles
    }
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
      case .path(let path) where FileSystem.isDirectory(path): walker = FolderWalker(folder: path)
      case .path(let path): return ClassificationInput(path: path)
      case .standardInput(let isNullTerminated) where !hasReadStandardInput:
        hasReadStandardInput = true
        list = PathListReader(separator: isNullTerminated ? 0 : UInt8(ascii: "\n"))
      case .standardInput: continue
      }
    }
  }

  private mutating func nextInFolder() -> ClassificationInput? {
    switch walker?.next() {
    case .image(let path): return ClassificationInput(path: path)
    case .unreadableFolder(let path, let problem): return ClassificationInput(path: path, problem: problem)
    case nil:
      if let walker { skippedEarlier.append(walker.skipped) }
      walker = nil
      return nil
    }
  }

  private mutating func nextInList() -> ClassificationInput? {
    guard let path = list?.next() else {
      list = nil
      return nil
    }
    return ClassificationInput(path: path)
  }
}

/// Paths from standard input, as they arrive.
private struct PathListReader {
  let separator: UInt8
  private var buffered: ArraySlice<UInt8> = []
  private var isAtEnd = false

  init(separator: UInt8) {
    self.separator = separator
  }

  /// Whether `next()` would answer without waiting for more input.
  var hasBufferedPath: Bool { isAtEnd || buffered.contains(separator) }

  /// The next path; empty ones are passed over.
  mutating func next() -> FilePath? {
    while true {
      if let end = buffered.firstIndex(of: separator) {
        let path = buffered[..<end]
        buffered = buffered[(end + 1)...]
        if !path.isEmpty { return FilePath(bytes: Array(path)) }
      } else if isAtEnd {
        defer { buffered = [] }
        return buffered.isEmpty ? nil : FilePath(bytes: Array(buffered))
      } else {
        fill()
      }
    }
  }

  private mutating func fill() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count < 0, errno == EINTR { return }
    isAtEnd = count <= 0
    buffered = ArraySlice(Array(buffered) + chunk[..<max(0, count)])
  }
}
