import Platform

/// The few questions asked of the operating system that need no file of their own.
public enum FileSystem {
  /// Whether there is a file or folder at `path`; links are followed.
  public static func exists(_ path: String) -> Bool {
    FilePath(path).withCString { access($0, F_OK) } == 0
  }

  /// Removes a file, if it is there.
  package static func remove(_ path: String) {
    _ = FilePath(path).withCString { unlink($0) }
  }

  /// Writes all of `bytes`; returns 0, or the error's number.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
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
  package static func syncFolder(of path: FilePath) -> Int32 {
    let descriptor = path.folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    // A folder may be writable and not readable.
    guard descriptor >= 0 else { return errno == EACCES ? 0 : errno }
    defer { close(descriptor) }
    // Some file systems cannot, and need not.
    return fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
  }

  /// Whether a file at `path` can be written beside it and renamed: not where it is, or its folder holds, a device, a
  /// pipe or a link to what a process has open.
  public static func isReplaceable(_ path: String) -> Bool {
    let target = target(of: FilePath(path))
    let kind = kind(target, followsLinks: true)
    return (kind == nil || kind == S_IFREG) && !isOfSystem(target)
  }

  /// Where writing to `path` leads: to itself, or, if it is a link, to what that names, which need not exist. What the
  /// system keeps in its own folders stays as it is, for its links name no files.
  package static func target(of path: FilePath) -> FilePath {
    var path = path
    // As many as Linux follows.
    for _ in 0..<40 {
      guard !isOfSystem(path), let name = link(path) else { break }
      path = name.first == UInt8(ascii: "/") ? FilePath(bytes: name) : path.folder.appending(name)
    }
    return path
  }

  private static func isOfSystem(_ path: FilePath) -> Bool {
    func begins(with folder: String) -> Bool { path.bytes.starts(with: folder.utf8) }
    // Linux keeps ordinary files in memory there.
    return (begins(with: "/dev/") && !begins(with: "/dev/shm/")) || begins(with: "/proc/")
  }

  /// What the link at `path` names; nil where there is no link.
  private static func link(_ path: FilePath) -> [UInt8]? {
    let room = Int(PATH_MAX)
    var name = [CChar](repeating: 0, count: room)
    let length = path.withCString { readlink($0, &name, room) }
    return length > 0 ? name[..<length].map { UInt8(bitPattern: $0) } : nil
  }

  /// Whether `path`, or what it links to, is a folder.
  package static func isDirectory(_ path: FilePath) -> Bool {
    kind(path, followsLinks: true) == S_IFDIR
  }

  /// Whether `path`, or what it links to, is a regular file.
  package static func isRegular(_ path: FilePath) -> Bool {
    kind(path, followsLinks: true) == S_IFREG
  }

  /// False where the system says that there is nothing, not even a broken link. Without permission it does not say.
  package static func mayExist(_ path: FilePath) -> Bool {
    kind(path, followsLinks: false) != nil || (errno != ENOENT && errno != ENOTDIR)
  }

  /// `S_IFREG`, `S_IFDIR` and so on; nil, and `errno`, where there is nothing to be found.
  package static func kind(_ path: FilePath, followsLinks: Bool) -> mode_t? {
    status(path, followsLinks: followsLinks).map { $0.st_mode & S_IFMT }
  }

  /// Tells whether two paths lead to the same file or folder.
  package struct Identity: Hashable {
    package var device: UInt64
    package var node: UInt64
  }

  /// That of the file or folder at `path`, or to which it links.
  package static func identity(_ path: FilePath) -> Identity? {
    status(path, followsLinks: true).map {
      Identity(device: UInt64(truncatingIfNeeded: $0.st_dev), node: UInt64($0.st_ino))
    }
  }

  /// That of the open file; nil for what is no regular one.
  package static func identity(ofRegular descriptor: Int32) -> Identity? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), node: UInt64(status.st_ino))
  }

  private static func status(_ path: FilePath, followsLinks: Bool) -> stat? {
    var status = stat()
    let result = path.withCString { followsLinks ? stat($0, &status) : lstat($0, &status) }
    return result == 0 ? status : nil
  }

  /// `path` from the root, without links and dots.
  package static func resolved(_ path: FilePath) -> FilePath? {
    guard let text = path.withCString({ realpath($0, nil) }) else { return nil }
    defer { free(text) }
    return FilePath(bytes: bytes(text))
  }

  /// Makes a folder, unless there is one; that above it must be there.
  package static func makeFolder(_ path: FilePath) throws(FileError) {
    guard path.withCString({ mkdir($0, 0o777) }) != 0, errno != EEXIST || !isDirectory(path) else { return }
    throw .unwritableOutput(path: path.string, reason: SystemError.current)
  }

  /// The names of what is in a folder, in no order; none where it cannot be read.
  package static func names(in folder: FilePath) -> [[UInt8]] {
    guard let stream = folder.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) })
    }
    return names.filter { !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// The variables that decide where data is looked for, as paths that `FilePath.init(_:)` takes.
  public static var environment: [String: String] {
    var values: [String: String] = [:]
    for name in ["DIGITS_DATA", "XDG_CACHE_HOME", "HOME"] {
      if let value = getenv(name) { values[name] = FilePath(bytes: bytes(value)).string }
    }
    return values
  }
}

/// The system's `write`, which the method of that name would hide.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
