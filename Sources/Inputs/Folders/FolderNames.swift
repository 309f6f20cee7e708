import DigitRecognition
import Files
import Platform

/// The names in one folder, in the order of their bytes, without ever holding all of them.
///
/// The folder is read as often as needed: each reading keeps the smallest names beyond the last one given. A million
/// names take some thirty readings and a few megabytes. Since names only grow, none is given twice, even if the folder
/// changes between readings. No descriptor stays open from one reading to the next.
package struct FolderNames {
  /// How a folder is read; the same for all folders of a walk.
  package struct Options {
    package var links = Links.skipped
    /// Files with an image's name are counted and not given.
    package var onlyCountsImages = false

    package init(links: Links = Links.skipped, onlyCountsImages: Bool = false) {
      self.links = links
      self.onlyCountsImages = onlyCountsImages
    }
  }

  /// What becomes of the symbolic links in a folder.
  package enum Links {
    /// They are counted.
    case skipped
    /// Those that lead to a folder are counted.
    case toFiles
    case followed
  }

  package let path: FilePath
  private let options: Options
  private var selection: NameSelection
  private var position = 0
  private var readings = 0
  /// Files that were only counted.
  package private(set) var imageCount = 0
  /// Why the folder could not be read, or not to its end. What was read is given before.
  package private(set) var problem: Unreadable?

  package init(_ path: FilePath, options: Options = Options(), room: Int, skipped: inout FolderWalker.Skipped) {
    (self.path, self.options) = (path, options)
    selection = NameSelection(room: room)
    read(beyond: [], &skipped)
  }

  /// Bytes held.
  package var size: Int { selection.size }

  /// The next name; a folder's ends with a slash.
  package mutating func next(_ skipped: inout FolderWalker.Skipped) -> (
    name: ArraySlice<UInt8>, kind: NameSelection.Kind
  )? {
    if position == selection.count, selection.isCut, problem == nil {
      read(beyond: Array(selection[position - 1].name), &skipped)
    }
    guard position < selection.count else { return nil }
    defer { position += 1 }
    return selection[position]
  }

  private mutating func read(beyond last: [UInt8], _ skipped: inout FolderWalker.Skipped) {
    selection.restart(beyond: last)
    position = 0
    readings += 1
    guard let stream = path.withCString({ opendir($0) }) else {
      problem = .current
      return
    }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      let type = Int(entry.pointee.d_type)
      withUnsafeBytes(of: &entry.pointee.d_name) { field in
        let length = field.baseAddress.map { strlen($0.assumingMemoryBound(to: CChar.self)) } ?? 0
        consider(UnsafeRawBufferPointer(rebasing: field[..<length]), type: type, &skipped)
      }
      errno = 0
    }
    if errno != 0 { problem = .current }
    selection.sort()
  }

  private mutating func consider(_ name: UnsafeRawBufferPointer, type: Int, _ skipped: inout FolderWalker.Skipped) {
    let isFirstReading = readings == 1
    if name.first == UInt8(ascii: ".") {
      let isItselfOrParent = name.count == 1 || (name.count == 2 && name[1] == UInt8(ascii: "."))
      if isFirstReading, !isItselfOrParent { skipped.hidden += 1 }
      return
    }
    // Asking for the kind can cost a system call. What is counted is counted at the first reading.
    guard isFirstReading || selection.mayTake(name) else { return }
    guard let kind = kind(of: name, type: type) else {
      if isFirstReading { skipped.links += 1 }
      return
    }
    if options.onlyCountsImages, kind == .file, FolderWalker.hasImageName(name) {
      if isFirstReading { imageCount += 1 }
    } else {
      selection.add(name, kind)
    }
  }

  /// nil for a symbolic link that is not followed.
  private func kind(of name: UnsafeRawBufferPointer, type: Int) -> NameSelection.Kind? {
    switch type {
    case Int(DT_DIR): return .folder
    case Int(DT_LNK): return kind(behindLink: name)
    case Int(DT_UNKNOWN):
      // Some file systems do not tell.
      switch FileSystem.kind(path.appending(name), followsLinks: false) {
      case S_IFDIR: return .folder
      case S_IFLNK: return kind(behindLink: name)
      default: return .file
      }
    default: return .file
    }
  }

  private func kind(behindLink name: UnsafeRawBufferPointer) -> NameSelection.Kind? {
    guard options.links != .skipped else { return nil }
    switch FileSystem.kind(path.appending(name), followsLinks: true) {
    case S_IFDIR: return options.links == .followed ? .folder : nil
    case nil: return .brokenLink
    default: return .file
    }
  }
}
