import DigitRecognition
import Files
import ImageIngestion

/// Finds the images below a folder, in the order of their path's bytes. Its memory does not grow with their number.
///
/// An image is a file whose name ends like one (`FolderWalker.imageExtensions`), whatever it holds, or whose first bytes
/// are those of a PNG or JPEG file, whatever its name. Hidden files and folders (a leading dot), symbolic links, unless
/// they are followed, and all other files are skipped and counted.
public struct FolderWalker {
  /// One thing that a walk comes to.
  public enum Found: Equatable, Sendable {
    case image(FilePath)
    /// A folder that could not be read, or not to its end, and why.
    case unreadableFolder(FilePath, Unreadable)
  }

  /// What was passed over.
  public struct Skipped: Equatable, Sendable {
    /// Files and folders whose name begins with a dot.
    public var hidden = 0
    /// Symbolic links that were not followed.
    public var links = 0
    /// Files that are not images.
    public var otherFiles = 0
    /// Folders to which a symbolic link led again, as in a loop. Folders that were reached in two ways count too.
    public var foldersSeenBefore = 0
    /// All that was passed over.
    public var total: Int { hidden + links + otherFiles + foldersSeenBefore }
    /// Counts nothing yet.
    public init() {}
  }

  /// Formats that are not read are listed too: such a file gets a row that says so, rather than none.
  public static let imageExtensions = Set(
    ["png", "jpg", "jpeg", "jpe", "jfif"] + UnreadFormat.allCases.flatMap(\.endings))
  /// Bytes of names that all open folders together hold; twice as many for a while.
  private static let usualRoom = 1 << 20

  /// What the walk has passed over so far.
  public private(set) var skipped = Skipped()
  private var unopened: FilePath?
  private var openFolders: [FolderNames] = []
  private let options: FolderNames.Options
  private let room: Int
  /// Kept only where links are followed, since nothing else leads back.
  private var visited: Set<FileSystem.Identity> = []

  /// With `followsLinks`, each folder is walked once, by the first of the paths that lead to it.
  public init(folder: FilePath, followsLinks: Bool = false) {
    self.init(folder: folder, links: followsLinks ? .followed : .skipped)
  }

  package init(folder: FilePath, links: FolderNames.Links) {
    self.init(folder: folder, options: FolderNames.Options(links: links))
  }

  package init(folder: FilePath, options: FolderNames.Options, room: Int = usualRoom) {
    unopened = folder
    (self.options, self.room) = (options, room)
  }

  /// What lies directly in a folder, hidden files left out.
  package struct Inside {
    /// Names, sorted; links to folders among them.
    package var folders: [String] = []
    package var images = 0
  }

  package static func inside(_ folder: FilePath) throws -> Inside {
    var skipped = Skipped()
    let options = FolderNames.Options(links: .followed, onlyCountsImages: true)
    var names = FolderNames(folder, options: options, room: usualRoom, skipped: &skipped)
    var inside = Inside()
    while let (name, kind) = names.next(&skipped) {
      if kind == .folder { inside.folders.append(FilePath(bytes: Array(name.dropLast())).text) }
      if kind == .file, FileReader.beginsLikeImage(folder.appending(name)) { inside.images += 1 }
    }
    inside.images += names.imageCount
    if let problem = names.problem {
      throw FileError.unreadableFile(path: folder.text, reason: problem.reason)
    }
    return inside
  }

  /// How many times `next()` would give something.
  package static func count(folder: FilePath, followsLinks: Bool) -> Int {
    let options = FolderNames.Options(links: followsLinks ? .followed : .skipped, onlyCountsImages: true)
    var walker = FolderWalker(folder: folder, options: options)
    var count = 0
    while walker.next() != nil { count += 1 }
    return count + walker.imageCount
  }

  /// Images that were only counted.
  private var imageCount = 0

  /// Returns the next image, or folder that cannot be read; nil at the end.
  public mutating func next() -> Found? {
    if let folder = unopened {
      unopened = nil
      open(folder)
    }
    while !openFolders.isEmpty {
      let current = openFolders.count - 1
      guard let (name, kind) = openFolders[current].next(&skipped) else {
        let folder = openFolders.removeLast()
        imageCount += folder.imageCount
        if let problem = folder.problem { return .unreadableFolder(folder.path, problem) }
        continue
      }
      let path = openFolders[current].path.appending(name)
      switch kind {
      case .folder: open(path)
      case .brokenLink: return .image(path)
      case .file where FolderWalker.isImage(path, name: name): return .image(path)
      case .file: skipped.otherFiles += 1
      }
    }
    return nil
  }

  private mutating func open(_ path: FilePath) {
    if options.links == .followed, let identity = FileSystem.identity(path), !visited.insert(identity).inserted {
      skipped.foldersSeenBefore += 1
      return
    }
    let held = openFolders.reduce(0) { $0 + $1.size }
    openFolders.append(
      FolderNames(path, options: options, room: max(room - held, room / 16), skipped: &skipped))
  }

  package static func isImage(_ path: FilePath, name: ArraySlice<UInt8>) -> Bool {
    name.withUnsafeBytes(hasImageName) || FileReader.beginsLikeImage(path)
  }

  package static func hasImageName(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), name.count - dot <= 5 else { return false }
    return imageExtensions.contains(String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased())
  }
}

extension FolderWalker.Skipped {
  /// For example "2 hidden, 1 other file".
  public var sentence: String {
    let parts = [
      (hidden, "hidden"), (links, links == 1 ? "symbolic link" : "symbolic links"),
      (foldersSeenBefore, foldersSeenBefore == 1 ? "folder seen before" : "folders seen before"),
      (otherFiles, otherFiles == 1 ? "other file" : "other files"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  package static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.hidden += b.hidden
    sum.links += b.links
    sum.otherFiles += b.otherFiles
    sum.foldersSeenBefore += b.foldersSeenBefore
    return sum
  }
}
