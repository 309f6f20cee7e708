/// Where a measured figure would be expected to lie if other digits of the same kind were measured: the 95 % confidence
/// interval. In JSON it is an array, `[lower, upper]`.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The ends of the interval, 0 … 1.
  public var lower, upper: Double

  /// The 97.5 % quantile of the normal distribution.
  private static let quantile = 1.959963984540054

  /// Makes the interval between two ends.
  public init(lower: Double, upper: Double) {
    (self.lower, self.upper) = (lower, upper)
  }

  /// For a share of `part` in `whole`: the score interval (Wilson, "Probable Inference, the Law of Succession, and
  /// Statistical Inference", 1927), which stays sensible where nearly all or nearly none are counted. Without any
  /// observation it is 0 … 1.
  public init(share part: Int, of whole: Int) {
    precondition(part >= 0 && part <= whole)
    guard whole > 0 else {
      self.init(lower: 0, upper: 1)
      return
    }
    let (count, share) = (Double(whole), Double(part) / Double(whole))
    let square = Self.quantile * Self.quantile
    let centre = share + square / (2 * count)
    let spread = Self.quantile * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    let scale = 1 + square / count
    // Rounding must not leave a bound beside the limit that it equals.
    self.init(
      lower: part == 0 ? 0 : (centre - spread) / scale,
      upper: part == whole ? 1 : (centre + spread) / scale)
  }

  /// For the mean of `values`: the mean ± 1.96 standard errors, by the normal approximation; nil for fewer than two
  /// values, whose spread is unknown.
  public init?(meanOf values: [Double]) {
    guard values.count >= 2 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let spread = Self.quantile * (variance / count).squareRoot()
    self.init(lower: mean - spread, upper: mean + spread)
  }
}

extension ConfidenceInterval: Codable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    self.init(lower: try container.decode(Double.self), upper: try container.decode(Double.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(lower)
    try container.encode(upper)
  }
}
