import Files

/// SHA-256 over the paths of inputs, in their order: whether two lists begin alike.
public struct InputDigest: Sendable {
  private var hash = SHA256()
  /// Of the paths so far.
  public private(set) var count = 0

  /// Begins with no path.
  public init() {}

  /// Adds the next path.
  public mutating func add(_ path: FilePath) {
    // No path holds a zero byte, so none can pass for two.
    hash.update(path.bytes + [0])
    count += 1
  }

  /// 64 lower-case hexadecimal digits, for the paths so far.
  public var hexadecimal: String { hash.hexadecimal }
}
