import ArgumentParser

extension ClosedRange {
  /// Throws wrong usage unless `value`, given by `option`, lies in the range, as what is no number never does. nil stands
  /// for an option that was not given.
  func check(_ value: Bound?, _ option: String) throws {
    guard let value, !contains(value) else { return }
    throw ValidationError("\(option) must be from \(lowerBound) to \(upperBound).")
  }
}

/// What --min-confidence may be.
enum ConfidenceRange {
  static func check(_ value: Double) throws {
    guard (0...1).contains(value) else { throw ValidationError("--min-confidence must be between 0 and 1.") }
  }
}
