import ImageIngestion
import Imaging

/// What one picture holds. `ReviewPolicy` says how far to trust it.
public enum ScanResult: Equatable, Sendable {
  case digit(DigitReading)
  /// Two digits or more, in the order in which they are read.
  case several([PlacedDigit])
  case blank(BlankReason)
  case failed(Unreadable)
}

/// One digit, what it was taken for, and how it was found.
public struct DigitReading: Equatable, Sendable {
  /// The probabilities of the digits 0 … 9.
  public var probabilities: Probabilities
  /// The 28×28 that the networks saw.
  public var image: DigitImage
  /// In pixels of the file's picture, upright.
  public var measurements: InkMeasurements
  /// Whether a reader takes the digit for another, or the ink network for none.
  public var isDisputed: Bool
  /// Whether the ink network was asked, since the rules or the first readers were unsure.
  public var neededSecondLook: Bool

  /// Takes what the readers found.
  public init(
    _ probabilities: Probabilities, image: DigitImage, measurements: InkMeasurements, isDisputed: Bool = false,
    neededSecondLook: Bool = false
  ) {
    self.probabilities = probabilities
    self.image = image
    self.measurements = measurements
    self.isDisputed = isDisputed
    self.neededSecondLook = neededSecondLook
  }
}

/// One digit of several.
public struct PlacedDigit: Equatable, Sendable {
  /// The probabilities of the digits 0 … 9.
  public var probabilities: Probabilities
  /// In pixels of the file's picture, upright.
  public var box: PixelBox

  /// Takes a digit and its box, in pixels of the upright picture.
  public init(_ probabilities: Probabilities, box: PixelBox) {
    (self.probabilities, self.box) = (probabilities, box)
  }
}

extension ScanResult {
  /// nil unless there is exactly one digit.
  public var reading: DigitReading? {
    guard case .digit(let reading) = self else { return nil }
    return reading
  }

  /// Every digit that was found.
  public var digits: [PlacedDigit] {
    switch self {
    case .digit(let reading): [PlacedDigit(reading.probabilities, box: reading.measurements.box)]
    case .several(let digits): digits
    case .blank, .failed: []
    }
  }
}
