/// Why there are no threads to work on.
public enum ThreadError: Error, Equatable {
  /// The system gave not a single thread.
  case noThreads
}

extension ThreadError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noThreads: "the system would not start a thread; close other programs and try again"
    }
  }
}
