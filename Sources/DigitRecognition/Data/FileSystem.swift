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

  /// Writes all of `bytes`; returns 0, or the error's number.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = writeBytes(descriptor, rest)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return 0
    }
  }

  /// Makes the names in the folder that holds `path` outlive a power cut; returns 0, or the error's number.
  static func syncFolder(of path: String) -> Int32 {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder may be writable and not readable.
    guard descriptor >= 0 else { return errno == EACCES ? 0 : errno }
    defer { close(descriptor) }
    // Some file systems cannot, and need not.
    return fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
  }

  /// Whether a file at `path` can be written beside it and renamed: not where it is, or its folder holds, a device, a
  /// pipe or a link to what a process has open.
  public static func isReplaceable(_ path: String) -> Bool {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return false }
    return !path.hasPrefix("/dev/") && !path.hasPrefix("/proc/")
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
  package static func mayExist(_ path: FilePath) -> Bool {
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

/// The system's `write`, which the method of that name would hide.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
