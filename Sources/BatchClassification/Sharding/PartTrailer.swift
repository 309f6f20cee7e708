import Files

/// What the last line of a part says: that the part is whole, and what it is a part of.
public struct PartTrailer: Codable, Equatable, Sendable {
  /// With what the line begins.
  static let mark = "#digits-shard "
  /// Raised when the line's meaning changes.
  static let currentVersion = 2

  var version = PartTrailer.currentVersion
  var shard: Shard
  var identity: RunIdentity
  /// Of the whole run.
  var inputs: InputTotal
  /// SHA-256 of all before this line, as hexadecimal digits.
  public var rows: String
  /// Of the part.
  public var tally: BatchRun.Tally
  /// What was typed to make the part.
  var command: String

  /// Takes what a complete part tells of itself.
  public init(
    shard: Shard, identity: RunIdentity, inputs: InputTotal, rows: String, tally: BatchRun.Tally,
    command: String
  ) {
    (self.shard, self.identity, self.inputs, self.rows) = (shard, identity, inputs, rows)
    (self.tally, self.command) = (tally, command)
    // The digest over the inputs says more: a list and a folder can name the same ones.
    self.identity["inputs"] = nil
  }

  /// The line with its end.
  public var line: String {
    get throws { PartTrailer.mark + (try JSONText.encode(self)) + "\n" }
  }

  /// nil for any other line.
  init?(line: some Collection<UInt8>) {
    guard line.starts(with: PartTrailer.mark.utf8) else { return nil }
    let json = line.dropFirst(PartTrailer.mark.utf8.count)
    guard let trailer = try? JSONText.decode(PartTrailer.self, from: json),
      trailer.version == PartTrailer.currentVersion, InputTotal.range ~= trailer.inputs.count,
      Shard(index: trailer.shard.index, count: trailer.shard.count) != nil
    else { return nil }
    self = trailer
  }

  /// Why a part of `earlier` is of another run than this one: for example "inputs found: 7, now 8".
  public func differences(from earlier: PartTrailer) -> [String] {
    var differences = identity.differences(from: earlier.identity)
    if shard.count != earlier.shard.count { differences.append("shards: \(earlier.shard.count), now \(shard.count)") }
    if inputs.count != earlier.inputs.count {
      differences.append("inputs found: \(earlier.inputs.count), now \(inputs.count)")
    } else if inputs != earlier.inputs {
      differences.append("other inputs, though as many")
    }
    return differences
  }

  /// What to type to make another part of the same run.
  func command(for other: Shard) -> String {
    ["--shard ", "--shard="].reduce(command) { $0.replacing("\($1)\(shard)", with: "\($1)\(other)") }
  }
}

extension PartTrailer {
  /// What a finished part at `path` says; nil when there is none. Throws `cannotMerge` when its rows were changed.
  public init?(ofPartAt path: String) throws {
    guard let part = try? PartFile(path) else { return nil }
    try part.checkRows()
    self = part.trailer
  }
}
