import Files

/// Where the files are that a table beside a folder's pictures names. A name is taken as written, from the folder; where
/// there is no such file, with slashes in place of backslashes; and where there is none either, without the folders with
/// which names begin that were written elsewhere: `scans/1.png` by `digits classify scans`, `C:\me\scans\1.png` by
/// another system.
package struct TablePaths {
  /// Rows in vain after which nobody looks any longer for how names begin.
  private static let searches = 100
  private static let slash = UInt8(ascii: "/")
  private static let backslash = UInt8(ascii: "\\")

  private let folder: FilePath
  /// What names begin with that does not belong to them here, as far as it is known; it ends with a slash.
  private var beginning: ArraySlice<UInt8>?
  private var searchesLeft = TablePaths.searches
  /// Whether some name is right as it is: then no other one is shortened, which could make it another row's.
  private var hasFoundAsWritten = false
  private var hasBackslashes = false
  /// Where the first file was looked for that is not there.
  package private(set) var firstMissing: [FilePath] = []

  package init(_ folder: FilePath) {
    self.folder = folder
  }

  /// What was done to names, for people.
  package var peculiarities: [String] {
    [
      hasBackslashes ? "\\ in paths as /" : nil,
      beginning.map { "paths without their beginning \(FilePath(bytes: Array($0)).text)" },
    ].compactMap { $0 }
  }

  package mutating func path(of name: [UInt8]) -> FilePath {
    let written = place(name[...])
    if FileSystem.mayExist(written) {
      hasFoundAsWritten = true
      return written
    }
    let slashed = name.map { $0 == TablePaths.backslash ? TablePaths.slash : $0 }
    var looked = [written]
    if slashed != name { looked.append(place(slashed[...])) }
    if let last = looked.last, looked.count > 1, FileSystem.mayExist(last) { return found(last, slashed != name) }
    if let shorter = withoutBeginning(slashed, &looked) { return found(shorter, slashed != name) }
    if firstMissing.isEmpty { firstMissing = looked }
    return written
  }

  private mutating func found(_ path: FilePath, _ isSlashed: Bool) -> FilePath {
    hasBackslashes = hasBackslashes || isSlashed
    return path
  }

  /// The first file that is there once leading folders are left out: the known ones, or else more and more of them.
  private mutating func withoutBeginning(_ name: [UInt8], _ looked: inout [FilePath]) -> FilePath? {
    if let beginning {
      guard name.starts(with: beginning) else { return nil }
      looked.append(place(name.dropFirst(beginning.count)))
      return looked.last.flatMap { FileSystem.mayExist($0) ? $0 : nil }
    }
    guard searchesLeft > 0, !hasFoundAsWritten else { return nil }
    searchesLeft -= 1
    for index in name.indices where name[index] == TablePaths.slash && index > 0 {
      let shorter = folder.appending(name[(index + 1)...])
      guard name[index - 1] != TablePaths.slash, index + 1 < name.count else { continue }
      looked.append(shorter)
      if FileSystem.mayExist(shorter) {
        beginning = name[...index]
        return shorter
      }
    }
    return nil
  }

  private func place(_ name: ArraySlice<UInt8>) -> FilePath {
    name.first == TablePaths.slash ? FilePath(bytes: Array(name)) : folder.appending(name)
  }
}
