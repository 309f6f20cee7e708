import Files
import Imaging

/// Who wrote each of the 60,000 training digits, from the QMNIST project (Yadav and Bottou, "Cold Case: The Lost MNIST
/// Digits", 2019). A network is chosen on the digits of writers that it has not seen, as it will be used.
package struct WriterTable {
  package static let fileName = "qmnist-train-labels.tsv"
  /// Some twenty times what QMNIST's table has.
  private static let maximumSize = ByteSize.megabytes(32)
  /// Writers set aside from each of the two groups, census staff and students: 40 in all, some 4,500 digits.
  package static let heldOutPerGroup = 20

  package let path: String
  /// One for each training digit, in the order of MNIST.
  package let writers: [Writer]

  package var count: Int { writers.count }

  /// A hand. NIST numbered census staff (series 0 and 1) and students (series 4) separately.
  package struct Writer: Hashable {
    package var isStudent: Bool
    package var number: Int
  }

  /// Reads the table, compressed or not, from beside the IDX files.
  package init(directory: String) throws {
    let plain = directory + "/" + WriterTable.fileName
    let path = FileSystem.exists(plain) ? plain : plain + ".gz"
    guard FileSystem.exists(path) else { throw DataError.writersMissing(path: path) }
    try self.init(bytes: GzipFile.read(path, limit: WriterTable.maximumSize), path: path)
  }

  /// Tab-separated lines: label, NIST series, writer, and columns that are not needed here.
  package init(bytes: [UInt8], path: String) throws {
    self.path = path
    var writers: [Writer] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let columns = line.split(separator: UInt8(ascii: "\t"), maxSplits: 3).prefix(3).map {
        Int(String(decoding: $0, as: UTF8.self))
      }
      guard columns.count == 3, let series = columns[1], let number = columns[2] else {
        throw FileError.malformedTable(
          path: path, line: writers.count + 1, detail: "expected label, series and writer numbers")
      }
      writers.append(Writer(isStudent: series == 4, number: number))
    }
    self.writers = writers
  }

  /// The writers set aside. In each group those with the smallest pseudo-random key, which depends on nothing but the
  /// writer, so that the choice never moves.
  package var heldOutWriters: Set<Writer> {
    var chosen: Set<Writer> = []
    for isStudent in [false, true] {
      let group = Set(writers.filter { $0.isStudent == isStudent })
      let keyed = group.map { writer in (key: WriterTable.key(writer), writer: writer) }
      let ordered = keyed.sorted { ($0.key, $0.writer.number) < ($1.key, $1.writer.number) }
      chosen.formUnion(ordered.prefix(WriterTable.heldOutPerGroup).map(\.writer))
    }
    return chosen
  }

  package var heldOutIndices: [Int] {
    let chosen = heldOutWriters
    return writers.indices.filter { chosen.contains(writers[$0]) }
  }

  package var remainingIndices: [Int] {
    let chosen = heldOutWriters
    return writers.indices.filter { !chosen.contains(writers[$0]) }
  }

  /// A number for each digit, the same for all by one writer.
  package var numbers: [Int32] {
    writers.map { Int32(truncatingIfNeeded: 2 * $0.number + ($0.isStudent ? 1 : 0)) }
  }

  private static func key(_ writer: Writer) -> UInt64 {
    var generator = SeededGenerator(seed: 1, epoch: writer.isStudent ? 1 : 0, index: writer.number)
    return generator.next()
  }
}
