#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few questions asked of the operating system that need no file of their own.
public enum FileSystem {
  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) {
    unlink(path)
  }

  /// Whether `path`, or what it links to, is a folder.
  static func isDirectory(_ path: FilePath) -> Bool {
    kind(path, followsLinks: true) == S_IFDIR
  }

  /// Whether `path`, or what it links to, is a regular file.
  static func isRegular(_ path: FilePath) -> Bool {
    kind(path, followsLinks: true) == S_IFREG
  }

  /// False where the system says that there is nothing, not even a broken link. Without permission it does not say.
  static func mayExist(_ path: FilePath) -> Bool {
    kind(path, followsLinks: false) != nil || (errno != ENOENT && errno != ENOTDIR)
  }

  /// `S_IFREG`, `S_IFDIR` and so on; nil, and `errno`, where there is nothing to be found.
  static func kind(_ path: FilePath, followsLinks: Bool) -> mode_t? {
    status(path, followsLinks: followsLinks).map { $0.st_mode & S_IFMT }
  }

  /// Tells whether two paths lead to the same file or folder.
  struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  /// That of the file or folder at `path`, or to which it links.
  static func identity(_ path: FilePath) -> Identity? {
    status(path, followsLinks: true).map {
      Identity(device: UInt64(truncatingIfNeeded: $0.st_dev), node: UInt64($0.st_ino))
    }
  }

  private static func status(_ path: FilePath, followsLinks: Bool) -> stat? {
    var status = stat()
    let result = path.withCString { followsLinks ? stat($0, &status) : lstat($0, &status) }
    return result == 0 ? status : nil
  }

  /// `path` from the root, without links and dots.
  static func resolved(_ path: FilePath) -> FilePath? {
    guard let text = path.withCString({ realpath($0, nil) }) else { return nil }
    defer { free(text) }
    return FilePath(bytes: Array(UnsafeRawBufferPointer(start: text, count: strlen(text))))
  }

  /// The variables that decide where data is looked for.
  public static var environment: [String: String] {
    var values: [String: String] = [:]
    for name in ["DIGITS_DATA", "XDG_CACHE_HOME", "HOME"] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }
}
