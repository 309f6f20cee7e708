import ImageIngestion
import Imaging

/// The steps of one scan, for people to look at; those that were not reached are nil.
public struct ScanPictures: Sendable {
  /// The picture, upright.
  public var original: GrayImage?
  /// 255 where there is ink.
  public var ink: GrayImage?
  /// The 28×28 that the networks read.
  public var digit: DigitImage?
  /// Around each digit that was found, in pixels of `original`.
  public var boxes: [PixelBox]

  /// Takes the pictures of the steps that were reached.
  public init(
    original: GrayImage? = nil, ink: GrayImage? = nil, digit: DigitImage? = nil, boxes: [PixelBox] = []
  ) {
    self.original = original
    self.ink = ink
    self.digit = digit
    self.boxes = boxes
  }
}
