import Files
import Inputs

/// The labelled pictures of a folder, and what there is beside them.
package struct LabelledFolderListing {
  static let tableName = "labels.csv"
  private static let digitNames = (0...9).map(String.init)
  /// Of a long list, so many are shown.
  private static let shown = 10

  package private(set) var entries: [LabelledFolder.Entry] = []
  package private(set) var notices: [String] = []
  package private(set) var firstMissing: [FilePath] = []
  /// What was found of pictures and folders, for a message that nothing of it is labelled.
  package private(set) var contents = "nothing"

  /// Throws `malformedTable` for a labels.csv that is no such table, and `unreadableFile`.
  package init(_ folder: String) throws {
    let path = FilePath(folder)
    let inside = try FolderWalker.inside(path)
    let table = folder + "/" + LabelledFolderListing.tableName
    if FileSystem.exists(table) {
      try list(LabelTable(GzipFile.read(table, limit: LabelTable.maximumSize), path: table), table, in: path)
      addNotice(ofFoldersBeside: table, inside)
    } else {
      try list(subfoldersOf: path)
      addNotices(of: inside)
    }
  }

  private mutating func list(_ table: LabelTable, _ path: String, in folder: FilePath) {
    var paths = TablePaths(folder)
    entries = table.rows.map { LabelledFolder.Entry(path: paths.path(of: $0.file), digit: $0.digit) }
    firstMissing = paths.firstMissing
    contents = "\(LabelledFolderListing.tableName) without a row that names a digit"
    notices += LabelledFolderListing.notices(
      of: path, peculiarities: table.peculiarities + paths.peculiarities, leftOut: table.leftOut, noun: "digit")
  }

  /// How a table was read, and how many of its rows were not.
  static func notices(of table: String, peculiarities: [String], leftOut: Int, noun: String) -> [String] {
    let how = peculiarities.isEmpty ? [] : ["\(table) read as: \(peculiarities.joined(separator: "; "))"]
    guard leftOut > 0 else { return how }
    return how + ["left out \(leftOut.counted("row")) of \(table), whose \(noun) is not settled (review or error)"]
  }

  /// Links are followed to files, as a set of pictures is often made of links; those to folders could lead to the
  /// pictures of other digits.
  private mutating func list(subfoldersOf folder: FilePath) throws {
    var skipped = FolderWalker.Skipped()
    for digit in UInt8(0)...9 {
      let subfolder = folder.appending("\(digit)".utf8)
      guard FileSystem.isDirectory(subfolder) else { continue }
      var walker = FolderWalker(folder: subfolder, links: .toFiles)
      while let found = walker.next() {
        switch found {
        case .image(let path): entries.append(LabelledFolder.Entry(path: path, digit: digit))
        case .unreadableFolder(let path, let problem):
          throw FileError.unreadableFile(path: path.text, reason: problem.reason)
        }
      }
      skipped = skipped + walker.skipped
    }
    if skipped.total > 0 { notices.append("skipped in folders of digits: \(skipped.sentence)") }
  }

  private mutating func addNotice(ofFoldersBeside table: String, _ inside: FolderWalker.Inside) {
    let digits = inside.folders.filter(LabelledFolderListing.digitNames.contains)
    guard !digits.isEmpty, !entries.isEmpty else { return }
    notices.insert(
      "\(table) says what is read (\(entries.count.counted("image"))), and not the folders "
        + "\(LabelledFolderListing.list(digits)) beside it; remove it to read those", at: 0)
  }

  private mutating func addNotices(of inside: FolderWalker.Inside) {
    let others = inside.folders.filter { !LabelledFolderListing.digitNames.contains($0) }
    let images = inside.images > 0 ? inside.images.counted("image") : nil
    let folders = inside.folders.isEmpty ? nil : "folders \(LabelledFolderListing.list(inside.folders))"
    let found = [images, folders, notices.first].compactMap { $0 }
    if !found.isEmpty { contents = found.joined(separator: "; ") }
    guard !entries.isEmpty else { return }
    if let images { notices.insert("not read, as they lie in no folder 0 … 9: \(images)", at: 0) }
    if !others.isEmpty {
      notices.insert("not read, as the names are not 0 … 9: \(LabelledFolderListing.list(others))", at: 0)
    }
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count > shown ? " and \(names.count - shown) more" : ""
    return names.prefix(shown).joined(separator: ", ") + more
  }
}
