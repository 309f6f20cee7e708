import Imaging

/// The result of looking for a digit in a picture.
public struct Extraction: Sendable {
  /// The digit as the network will see it and how it was found, or why there is none.
  public let result: Result<(digit: DigitImage, measurements: InkMeasurements), BlankReason>
  /// Other groups of ink of a digit's size; empty where there is no digit.
  public let neighbours: [Neighbour]
  /// The digit together with the ink close beside it, where that may be one digit in pieces.
  public let united: United?
  /// The part of the picture that was searched, without dark bands along its edges; nil for all of it.
  public let part: PixelBox?
  private let ink: FoundInk?
  private let searchedWidth, searchedHeight: Int

  /// nil when the picture holds no ink that could be a digit.
  public var digit: DigitImage? { try? result.get().digit }

  /// nil where there is no digit.
  public var measurements: InkMeasurements? { try? result.get().measurements }

  /// Whether there is a digit, and no doubt about where its ink is.
  public var isPlain: Bool { measurements?.isPlain ?? false }

  /// Whether there is no digit, or one so faint that its ink may differ from the paper mainly in colour.
  public var mayBeClearerInColor: Bool {
    guard let measurements else { return true }
    return !measurements.isPlain && measurements.contrast < Extraction.clearContrast
  }

  /// Dark ink has more contrast than this.
  private static let clearContrast: Float = 0.4

  /// The ink (255) and everything else (0), at the size of the picture that was searched.
  public var inkMask: GrayImage { mask(withNeighbours: false) }

  /// The mask of the digit's ink and that of all neighbours, 255 and 0.
  public var inkMaskWithNeighbours: GrayImage { mask(withNeighbours: true) }

  private func mask(withNeighbours: Bool) -> GrayImage {
    ink?.mask(withNeighbours: withNeighbours)
      ?? GrayImage(width: searchedWidth, height: searchedHeight, filledWith: 0)
  }

  /// Ink of a digit's size beside the digit.
  public struct Neighbour: Sendable {
    /// The neighbour as the network will see it.
    public var digit: DigitImage
    /// In pixels of the picture that was handed in.
    public var box: PixelBox
    /// Whether it reaches the edge of the picture, and so may be a part of something larger.
    public var touchesBorder: Bool
    /// Whether it is much paler than the digit, and so may be a shadow.
    public var isFaint: Bool
  }

  /// The digit and a neighbour as one.
  public struct United: Sendable {
    /// How the two lie, which says how likely they are the pieces of one digit.
    public enum Shape: Sendable {
      /// Above each other, as the halves of a 3 whose pen was lifted.
      case stacked
      /// Two bare strokes, as those of a 4 or of an 11.
      case strokes
      case sideBySide
    }

    /// The digit that both pieces make.
    public var digit: DigitImage
    /// How the two pieces lie.
    public var shape: Shape
  }

  /// All boxes are in pixels of `part`, where there is one.
  init(
    digit: DigitImage, measurements: InkMeasurements, ink: FoundInk, searched: GrayImage, neighbours: [Neighbour],
    united: United?, part: PixelBox?
  ) {
    var (measurements, neighbours) = (measurements, neighbours)
    if let part {
      measurements.box = measurements.box.moved(right: part.x, down: part.y)
      for index in neighbours.indices {
        neighbours[index].box = neighbours[index].box.moved(right: part.x, down: part.y)
      }
    }
    (result, self.ink) = (.success((digit, measurements)), ink)
    self.neighbours = neighbours
    self.united = united
    self.part = part
    (searchedWidth, searchedHeight) = (searched.width, searched.height)
  }

  init(_ reason: BlankReason, searched: GrayImage, part: PixelBox? = nil) {
    (result, ink) = (.failure(reason), nil)
    neighbours = []
    united = nil
    self.part = part
    (searchedWidth, searchedHeight) = (searched.width, searched.height)
  }
}
