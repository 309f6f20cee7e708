#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the images below a folder, in the order of their path's bytes, one folder in memory at a time.
///
/// An image is a file whose name ends like one (`FolderWalker.imageExtensions`), whatever it holds, or whose first bytes
/// are those of a PNG or JPEG file, whatever its name. Hidden files and folders (a leading dot), symbolic links and all
/// other files are skipped and counted.
public struct FolderWalker {
  public enum Found: Equatable, Sendable {
    case image(FilePath)
    /// A folder that could not be read, and why.
    case unreadableFolder(FilePath, Unreadable)
  }

  /// What was passed over.
  public struct Skipped: Equatable, Sendable {
    public var hidden = 0
    public var links = 0
    public var otherFiles = 0
    public var total: Int { hidden + links + otherFiles }
    public init() {}
  }

  /// Formats that are not read are listed too: such a file gets a row that says so, rather than none.
  public static let imageExtensions: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "jfif", "bmp", "gif", "tif", "tiff", "webp", "heic", "heif",
  ]

  public private(set) var skipped = Skipped()
  private var unopened: FilePath?
  private var openFolders: [Folder] = []

  public init(folder: FilePath) {
    unopened = folder
  }

  /// The names of the folders directly in `folder`, sorted, hidden ones and symbolic links left out.
  static func subfolders(of folder: FilePath) throws(RecognitionError) -> [String] {
    var skipped = Skipped()
    var names = try Folder(folder, skipped: &skipped)
    var subfolders: [String] = []
    while let name = names.next() {
      if name.last == UInt8(ascii: "/") { subfolders.append(FilePath(bytes: Array(name.dropLast())).text) }
    }
    return subfolders
  }

  public mutating func next() -> Found? {
    if let folder = unopened {
      unopened = nil
      if let problem = open(folder) { return problem }
    }
    while !openFolders.isEmpty {
      guard let name = openFolders[openFolders.count - 1].next() else {
        openFolders.removeLast()
        continue
      }
      let path = openFolders[openFolders.count - 1].path.appending(name)
      if name.last == UInt8(ascii: "/") {
        if let problem = open(path) { return problem }
      } else if FolderWalker.isImage(path, name: name) {
        return .image(path)
      } else {
        skipped.otherFiles += 1
      }
    }
    return nil
  }

  private mutating func open(_ path: FilePath) -> Found? {
    do throws(RecognitionError) {
      openFolders.append(try Folder(path, skipped: &skipped))
      return nil
    } catch {
      guard case .unreadableFile(_, let reason, let cause) = error else { return nil }
      return .unreadableFolder(path, Unreadable(reason, cause: cause))
    }
  }

  private static func isImage(_ path: FilePath, name: ArraySlice<UInt8>) -> Bool {
    if let dot = name.lastIndex(of: UInt8(ascii: ".")) {
      let ending = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
      if imageExtensions.contains(ending) { return true }
    }
    return FileReader.beginsLikeImage(path)
  }
}

/// The sorted names in one folder. They share one array, so that a million of them take little room.
private struct Folder {
  let path: FilePath
  private var names: [UInt8] = []
  private var ranges: [Range<Int>] = []
  private var position = 0

  init(_ path: FilePath, skipped: inout FolderWalker.Skipped) throws(RecognitionError) {
    self.path = path
    guard let stream = path.withCString({ opendir($0) }) else {
      throw .unreadable(path.text)
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      if name.first == UInt8(ascii: ".") {
        skipped.hidden += 1
        continue
      }
      add(name, kind: kind(of: name, listedAs: Int32(entry.pointee.d_type)), skipped: &skipped)
    }
    sort()
  }

  /// The next name; a folder's ends with a slash.
  mutating func next() -> ArraySlice<UInt8>? {
    guard position < ranges.count else { return nil }
    defer { position += 1 }
    return names[ranges[position]]
  }

  private mutating func add(_ name: [UInt8], kind: mode_t, skipped: inout FolderWalker.Skipped) {
    switch kind {
    case S_IFREG, S_IFDIR:
      let start = names.count
      names.append(contentsOf: name)
      // With the slash, sorting the names of each folder sorts whole paths.
      if kind == S_IFDIR { names.append(UInt8(ascii: "/")) }
      ranges.append(start..<names.count)
    case S_IFLNK:
      skipped.links += 1
    default:
      skipped.otherFiles += 1
    }
  }

  private func kind(of name: [UInt8], listedAs type: Int32) -> mode_t {
    switch Int(type) {
    case Int(DT_REG): return S_IFREG
    case Int(DT_DIR): return S_IFDIR
    case Int(DT_LNK): return S_IFLNK
    default:
      // Some file systems do not tell.
      var status = stat()
      guard path.appending(name).withCString({ lstat($0, &status) }) == 0 else { return 0 }
      return status.st_mode & S_IFMT
    }
  }

  private mutating func sort() {
    names.withUnsafeBufferPointer { names in
      ranges.sort { names[$0].lexicographicallyPrecedes(names[$1]) }
    }
  }
}
