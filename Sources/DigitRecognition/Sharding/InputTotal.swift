/// All inputs of a run, whichever shard they belong to.
public struct InputTotal: Codable, Equatable, Sendable {
  public var count: Int
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
