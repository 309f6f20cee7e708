import DigitRecognition
import ImageIngestion
import Imaging

/// One input on a contact sheet. It keeps thumbnails only (at most 112×112 each), 40 kB, so that large scans stay small.
public struct ContactSheetEntry: Sendable {
  /// How far the answer can be trusted, shown as the cell's tint.
  public enum Standing: Sendable {
    case sure
    case doubtful
    /// No picture, or none that could be read.
    case failed
  }

  /// Commonly the file's name; long ones are shortened in the middle.
  public var name: String
  /// One line, as in `7  99.9 %  ok`.
  public var answer: String
  /// One line in small letters: a reason, or nothing.
  public var note: String
  /// How far the answer can be trusted.
  public var standing: Standing
  let original: GrayImage?
  let ink: GrayImage?
  let digit: GrayImage?
  /// Around each digit, in pixels of `original`.
  let boxes: [PixelBox]

  /// `ink` is 255 where there is ink and is shown dark on light; nil pictures leave their panel empty.
  public init(
    pictures: ScanPictures,
    name: String,
    answer: String,
    note: String = "",
    standing: Standing = .sure
  ) {
    self.name = name
    self.answer = answer
    self.note = note
    self.standing = standing
    let original = pictures.original.map { $0.fitted(into: Layout.panelSide) }
    self.original = original
    ink = pictures.ink.map { $0.inverted().fitted(into: Layout.panelSide) }
    digit = pictures.digit?.picture.fitted(into: Layout.panelSide)
    if let picture = pictures.original, let original {
      boxes = pictures.boxes.map { $0.outlined(on: original, of: picture) }
    } else {
      boxes = []
    }
  }
}

extension PixelBox {
  /// The outline, a pixel outside, that shows a box of `picture` on its thumbnail.
  fileprivate func outlined(on thumbnail: GrayImage, of picture: GrayImage) -> PixelBox {
    let (side, longest) = (max(thumbnail.width, thumbnail.height), max(picture.width, picture.height))
    return PixelBox(x: x * side, y: y * side, width: width * side, height: height * side).reduced(by: longest)
      .grown(by: 1)
  }
}
