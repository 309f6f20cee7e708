import ArgumentParser
import BatchClassification
import Files

/// Which share of the inputs is this run's.
struct ShardOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Read only every n-th input, from input i on, counted from 0: share i of n. The rows go to a part beside the file \
      that -o names; digits merge joins the parts.
      """,
      valueName: "i/n"),
    transform: ShardOption.parse)
  var shard: Shard?

  /// `output` is the file of -o.
  func validate(output: String?) throws {
    guard shard != nil else { return }
    guard let output else { throw ValidationError("--shard needs the file whose part it shall write: -o FILE.") }
    guard FileSystem.isReplaceable(output) else {
      throw ValidationError("--shard needs a file, and \(output) is a device or a pipe.")
    }
  }

  private static func parse(_ text: String) throws -> Shard {
    if let shard = Shard(text) { return shard }
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, numbers[0] != nil, let count = numbers[1], count > 0 else {
      throw ValidationError("expected i/n, for example 0/8 for the first of eight.")
    }
    guard count <= Shard.maximumCount else {
      throw ValidationError("there can be \(Shard.maximumCount) shards at most.")
    }
    throw ValidationError("shards are counted from 0, so the last of \(count) is \(count - 1)/\(count).")
  }
}
