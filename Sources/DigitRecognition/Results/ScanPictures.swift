import ImageIngestion
import Imaging

/// The steps of one scan, for people to look at; those that were not reached are nil.
public struct ScanPictures: Sendable {
  public var original: GrayImage?
  /// 255 where there is ink.
  public var ink: GrayImage?
  public var digit: DigitImage?
  /// Around each digit that was found, in pixels of `original`.
  public var boxes: [PixelBox]

  public init(
    original: GrayImage? = nil, ink: GrayImage? = nil, digit: DigitImage? = nil, boxes: [PixelBox] = []
  ) {
    self.original = original
    self.ink = ink
    self.digit = digit
    self.boxes = boxes
  }
}
