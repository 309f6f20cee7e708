import Inputs

/// All inputs of a run, whichever shard they belong to.
public struct InputTotal: Codable, Equatable, Sendable {
  /// The number of inputs.
  public var count: Int
  /// More than any file system holds, and little enough to calculate with.
  static let range = 0...1_000_000_000_000
  /// Over their paths, as `InputDigest` makes it.
  public var digest: String

  init(_ inputs: InputDigest) {
    (count, digest) = (inputs.count, inputs.hexadecimal)
  }

  /// Walks folders and reads lists, to their end.
  public init(of arguments: [InputList.Argument]) {
    var list = InputList(arguments)
    var inputs = InputDigest()
    while let input = list.next(limit: 1).first { inputs.add(input.path) }
    self.init(inputs)
  }
}
