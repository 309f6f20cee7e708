import DigitRecognition

/// A row of the table, and what a run counts of it.
public struct Row: Sendable, Equatable {
  /// The row with its line end.
  public var text: String
  /// What the row says of its input.
  public var status: ScanStatus
  /// Why the input could not be read; nil unless the status is `error`.
  public var cause: ErrorCause?
  /// Whether the picture has several digits and the row is to give one.
  public var isOfSeveral: Bool

  /// Takes a row and what is counted of it.
  public init(_ text: String, status: ScanStatus, cause: ErrorCause? = nil, isOfSeveral: Bool = false) {
    (self.text, self.status, self.cause, self.isOfSeveral) = (text, status, cause, isOfSeveral)
  }
}
