/// Why parts cannot be made into one file.
public enum MergeProblem: Equatable, Sendable {
  case noParts(output: String)
  /// `commands` make the missing shards.
  case missing(shards: [Int], count: Int, commands: [String])
  case twice(shard: Shard, paths: [String])
  /// The numbers of shards by which parts of one output were made.
  case severalCounts(output: String, counts: [Int])
  case notWhole(path: String)
  case damaged(path: String, detail: String, command: String)
  /// Not of the run of `other`.
  case foreign(path: String, other: String, differences: [String])
}

extension MergeProblem: CustomStringConvertible {
  /// Commands that a message lists.
  private static let shownCommands = 8

  public var description: String {
    switch self {
    case .noParts(let output):
      "no parts of \(output) (\(output).shard-0-of-8 and so on): make them with "
        + "digits classify INPUT --shard 0/8 -o \(output) and so on"
    case .missing(let shards, let count, let commands):
      "\(shards.count) of \(count) shards \(shards.count == 1 ? "is" : "are") missing: "
        + MergeProblem.list(shards.map(String.init)) + "\nmake \(shards.count == 1 ? "it" : "them") with\n  "
        + MergeProblem.list(commands, separator: "\n  ")
    case .twice(let shard, let paths):
      "shard \(shard.index) of \(shard.count) is there \(paths.count) times: \(paths.joined(separator: ", ")); name one"
    case .severalCounts(let output, let counts):
      "\(output) has parts of several runs, with \(counts.map(String.init).joined(separator: " and ")) shards: "
        + "remove those that are not wanted, or name the others: digits merge PART... -o \(output)"
    case .notWhole(let path):
      "\(path): not a whole part, since it does not end with the line by which --shard ends it; make it again"
    case .damaged(let path, let detail, let command):
      "\(path): damaged: \(detail); remove it and make it again with\n  \(command)"
    case .foreign(let path, let other, let differences):
      "\(path) is not of the same run as \(other) (\(differences.joined(separator: "; "))): "
        + "make all parts from the same inputs, with the same options"
    }
  }

  private static func list(_ items: [String], separator: String = ", ") -> String {
    let more = items.count > shownCommands ? ["…"] : []
    return (items.prefix(shownCommands) + more).joined(separator: separator)
  }
}
