import Imaging

/// What ingestion found in a picture, and how it decided.
public struct Extraction: Sendable {
  /// The digit as the network will see it and how it was found, or why there is none.
  public let result: Result<(digit: DigitImage, findings: Findings), NoDigit>
  private let ink: FoundInk?
  private let searchedWidth, searchedHeight: Int

  /// nil when the picture holds no ink that could be a digit.
  public var digit: DigitImage? { try? result.get().digit }

  /// nil where there is no digit.
  public var findings: Findings? { try? result.get().findings }

  /// Whether there is a digit, and no doubt about where its ink is.
  public var isPlain: Bool { findings?.isPlain ?? false }

  /// Whether there is no digit, or one so faint that its ink may differ from the paper mainly in colour.
  public var mayBeClearerInColor: Bool {
    guard let findings else { return true }
    return !findings.isPlain && findings.contrast < Extraction.clearContrast
  }

  /// Dark ink has more contrast than this.
  private static let clearContrast: Float = 0.4

  /// The ink (255) and everything else (0), at the size of the picture that was searched.
  public var inkMask: GrayImage {
    ink?.mask() ?? GrayImage(width: searchedWidth, height: searchedHeight, filledWith: 0)
  }

  init(digit: DigitImage, findings: Findings, ink: FoundInk, searched: GrayImage) {
    (result, self.ink) = (.success((digit, findings)), ink)
    (searchedWidth, searchedHeight) = (searched.width, searched.height)
  }

  init(_ reason: NoDigit, searched: GrayImage) {
    (result, ink) = (.failure(reason), nil)
    (searchedWidth, searchedHeight) = (searched.width, searched.height)
  }
}

/// Why a picture counts as blank.
public enum NoDigit: Error, Sendable {
  /// Nothing rises above the paper's texture.
  case noInk
  /// There is something, but no darker than stains and shadows are.
  case onlyFaintMarks
  /// Specks, lines, or what runs along the edge.
  case nothingLikeADigit
}

/// Which side of the threshold the ink is on.
public enum Polarity: String, Sendable, CaseIterable {
  /// Dark ink on light paper.
  case dark
  /// Light ink on a dark ground.
  case light
}

/// A rectangle of whole pixels: columns `x ..< x + width`, rows `y ..< y + height`.
public struct PixelBox: Sendable, Equatable {
  public var x, y, width, height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }
}
