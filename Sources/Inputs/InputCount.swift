import Files
import Threads

/// How many inputs there will be, found out beside the run.
public final class InputCount: Sendable {
  private struct State {
    var total: Int?
  }

  private let state = ConditionLock(State())

  /// Begins to count, on a thread of its own.
  public init(_ arguments: [InputList.Argument]) {
    let state = state
    _ = WorkerThread.start {
      let total = InputCount.count(arguments)
      state.update { $0.total = total }
    }
  }

  /// nil as long as it is not known, and for good where a list tells only as it arrives.
  public var total: Int? { state.update { $0.total } }

  /// Walks the folders and reads the lists in files to find out. nil with a list on standard input.
  package static func count(_ arguments: [InputList.Argument]) -> Int? {
    var count = 0
    for argument in arguments {
      switch argument {
      case .path(let path, let followsLinks) where FileSystem.isDirectory(path):
        count += FolderWalker.count(folder: path, followsLinks: followsLinks)
      case .path: count += 1
      case .standardInput: return nil
      case .list(let path, let isNullTerminated):
        // What is no regular file can be read only once.
        guard FileSystem.isRegular(path) else { return nil }
        let list = PathListReader(.file(path), isNullTerminated: isNullTerminated)
        while list.next() != nil { count += 1 }
      }
    }
    return count
  }
}
