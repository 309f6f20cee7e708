import Files

/// Parts → the file that a single run would have written.
public struct PartMerge {
  private static let writeSize = 1 << 16

  /// In the order of their shards.
  private let parts: [PartFile]
  private let total: Int

  /// Opens the parts and checks that they are all there, once each, whole, and of one run. Throws `cannotMerge` otherwise.
  public init(paths: [String]) throws {
    // And some for all else.
    OpenFileLimit.raise(to: paths.count + 64)
    var parts: [PartFile] = []
    for path in paths { parts.append(try PartFile(path)) }
    parts.sort { $0.trailer.shard.index < $1.trailer.shard.index }
    guard let first = parts.first else { throw BatchError.cannotMerge(.noParts(output: "the output")) }
    for part in parts.dropFirst() { try PartMerge.check(part, against: first) }
    try PartMerge.checkNumbers(parts)
    for part in parts {
      let (found, share) = (part.trailer.tally.rows, part.trailer.shard.share(of: part.trailer.inputs.count))
      guard found == share else { throw part.damage("it has \(found) rows, and its share is \(share)") }
    }
    (self.parts, total) = (parts, first.trailer.inputs.count)
  }

  /// The parts of `output` that lie beside it. Throws `cannotMerge` when there are none, or more than one run's.
  public static func parts(of output: String) throws -> [String] {
    let file = FilePath(output)
    let shards = FileSystem.names(in: file.folder).compactMap { Shard(partName: $0, of: file.name) }
    let counts = Set(shards.map(\.count)).sorted()
    guard let count = counts.first else { throw BatchError.cannotMerge(.noParts(output: output)) }
    guard counts == [count] else { throw BatchError.cannotMerge(.severalCounts(output: output, counts: counts)) }
    return shards.map { $0.partPath(of: output) }
  }

  /// The number of parts.
  public var count: Int { parts.count }

  /// Of the rows.
  public var format: RowFormat { parts[0].isCSV ? .csv : .jsonl }

  /// Rows of all parts.
  public var tally: BatchRun.Tally {
    parts.reduce(into: BatchRun.Tally()) { $0.addRows(of: $1.trailer.tally) }
  }

  /// Gives `write` the header, and the rows in the order of the inputs.
  public func run(write: ([UInt8]) throws -> Void) throws {
    var output: [UInt8] = []
    try appendHeader(to: &output)
    for row in 0..<total {
      let part = parts[row % parts.count]
      guard try part.appendRecord(to: &output) else { throw part.damage("it has fewer rows than its last line says") }
      if output.count >= PartMerge.writeSize {
        try write(output)
        output.removeAll(keepingCapacity: true)
      }
    }
    try write(output)
    for part in parts where try part.appendRecord(to: &output) {
      throw part.damage("it has more rows than its last line says")
    }
    for part in parts { try part.checkRows() }
  }

  private func appendHeader(to output: inout [UInt8]) throws {
    guard parts[0].isCSV else { return }
    _ = try parts[0].appendRecord(to: &output)
    for part in parts.dropFirst() {
      var header: [UInt8] = []
      _ = try part.appendRecord(to: &header)
      guard header == output else {
        for part in parts { try part.checkRows() }
        throw part.damage("its first line is not that of \(parts[0].path)")
      }
    }
  }

  private static func check(_ part: PartFile, against first: PartFile) throws {
    let differences = part.trailer.differences(from: first.trailer)
    guard differences.isEmpty else {
      throw BatchError.cannotMerge(.foreign(path: part.path, other: first.path, differences: differences))
    }
  }

  /// Each shard once.
  private static func checkNumbers(_ parts: [PartFile]) throws {
    let byIndex = Dictionary(grouping: parts) { $0.trailer.shard.index }
    if let twice = byIndex.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key })?.value {
      throw BatchError.cannotMerge(.twice(shard: twice[0].trailer.shard, paths: twice.map(\.path)))
    }
    let trailer = parts[0].trailer
    let missing = (0..<trailer.shard.count).filter { byIndex[$0] == nil }
    guard missing.isEmpty else {
      let shards = missing.compactMap { Shard(index: $0, count: trailer.shard.count) }
      let commands = shards.map { trailer.command(for: $0) }
      throw BatchError.cannotMerge(.missing(shards: missing, count: trailer.shard.count, commands: commands))
    }
  }
}
