/// One of several equal shares of a run's inputs: input k, counted from 0, belongs to shard k mod `count`.
public struct Shard: Codable, Equatable, Sendable {
  /// Parts are read side by side, so there cannot be more than a process may have open files.
  public static let maximumCount = 100_000

  /// 0 ..< `count`.
  public let index: Int
  /// The number of shares.
  public let count: Int

  /// nil unless 0 ≤ `index` < `count` ≤ `maximumCount`.
  public init?(index: Int, count: Int) {
    guard index >= 0, index < count, count <= Shard.maximumCount else { return nil }
    (self.index, self.count) = (index, count)
  }

  /// "2/8" is the third of eight; nil for what is no pair of whole numbers, or no shard.
  public init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1] else { return nil }
    self.init(index: index, count: count)
  }

  /// Whether input `number`, counted from 0, is this shard's.
  func holds(_ number: Int) -> Bool { number % count == index }

  /// How many of `total` inputs are this shard's.
  public func share(of total: Int) -> Int { max(0, total - index + count - 1) / count }

  /// The file beside `output` that holds this shard's rows.
  public func partPath(of output: String) -> String { "\(output).shard-\(index)-of-\(count)" }

  /// The shard that `name` says it holds, a name as `partPath(of: output)` gives it.
  init?(partName name: [UInt8], of output: ArraySlice<UInt8>) {
    let start = output + ".shard-".utf8
    guard name.starts(with: start) else { return nil }
    let numbers = String(decoding: name.dropFirst(start.count), as: UTF8.self)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers[1] == "of", let index = Int(numbers[0]), let count = Int(numbers[2]) else {
      return nil
    }
    self.init(index: index, count: count)
  }
}

extension Shard: CustomStringConvertible {
  public var description: String { "\(index)/\(count)" }
}
