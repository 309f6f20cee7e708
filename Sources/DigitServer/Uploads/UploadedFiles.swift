/// A file in a body that holds several.
package struct UploadedFile: Equatable {
  /// In bytes. What is longer is no path, and would come back in the answer, twice and escaped.
  static let maximumNameLength = 1_024

  /// As the body has it. It is given back, never opened.
  package var name: [UInt8]
  /// Where the file's bytes are in the body.
  package var range: Range<Int>

  package init(name: [UInt8], range: Range<Int>) {
    self.name = name
    self.range = range
  }
}

/// The files of a body, one after the other, so that a list of them never takes memory.
package protocol UploadedFiles {
  /// nil after the last.
  mutating func next() throws(RequestError) -> UploadedFile?
}

extension UploadedFiles {
  /// How many there are from here on. Tells of a damaged body before any file of it is used.
  package func count() throws(RequestError) -> Int {
    var (rest, count) = (self, 0)
    while try rest.next() != nil { count += 1 }
    return count
  }

  package mutating func next(_ limit: Int) throws(RequestError) -> [UploadedFile] {
    var files: [UploadedFile] = []
    while files.count < limit, let file = try next() { files.append(file) }
    return files
  }
}
