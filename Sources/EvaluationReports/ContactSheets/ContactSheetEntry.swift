import DigitRecognition
import ImageIngestion
import Imaging

/// One input on a contact sheet. It keeps thumbnails only, 40 kB of a digit and 73 kB of a number at most, so that large
/// scans stay small.
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
  /// Above the text.
  let panels: [ContactSheetPanel]

  /// A digit: the original with a box around each, the ink, and the 28×28. `ink` is 255 where there is ink and is shown
  /// dark on light; nil pictures leave their panel empty.
  public init(
    pictures: ScanPictures,
    name: String,
    answer: String,
    note: String = "",
    standing: Standing = .sure
  ) {
    let places = (0..<3).map { Layout.panel(column: $0) }
    panels = [
      ContactSheetPanel(pictures.original, boxes: pictures.boxes, in: places[0]),
      ContactSheetPanel(pictures.ink?.inverted(), in: places[1]),
      ContactSheetPanel(pictures.digit?.picture, in: places[2]),
    ]
    (self.name, self.answer, self.note, self.standing) = (name, answer, note, standing)
  }

  /// A number: the picture with a box around each sign, and below it the strips that were read, one under the other.
  package init(
    number picture: GrayImage?, boxes: [PixelBox] = [], strips: [NumberStrip] = [],
    name: String,
    answer: String,
    note: String = "",
    standing: Standing = .sure
  ) {
    panels = [
      ContactSheetPanel(picture, boxes: boxes, in: Layout.numberPanel),
      ContactSheetPanel(Self.stacked(strips), in: Layout.stripPanel),
    ]
    (self.name, self.answer, self.note, self.standing) = (name, answer, note, standing)
  }

  /// Where the text begins, in rows of the cell.
  var captionTop: Int { (panels.map(\.place.maxY).max() ?? 0) + Layout.gap }

  /// Rows of the cell.
  var height: Int { captionTop + 3 * BitmapFont.glyphHeight + Layout.padding }

  /// The strips in one picture, white around them; nil where there are none.
  private static func stacked(_ strips: [NumberStrip]) -> GrayImage? {
    guard let width = strips.map(\.picture.width).max() else { return nil }
    let pitch = NumberStrip.height + Layout.stripGap
    var picture = GrayImage(width: width, height: strips.count * pitch - Layout.stripGap, filledWith: 255)
    for (index, strip) in strips.enumerated() {
      for row in 0..<NumberStrip.height {
        for column in 0..<strip.picture.width { picture[column, index * pitch + row] = strip.picture[column, row] }
      }
    }
    return picture
  }
}
