import ImageEncoding
import ImageIngestion
import Imaging
import PageSynthesis

/// A picture of what the network saw and answered, input by input: of a digit the original with a box around each, the ink
/// and the 28×28; of a number the original with a box around each sign, and the strips.
///
///     for (index, sheet) in ContactSheet.pages(of: entries).enumerated() {
///       try write(sheet.png(), toPage: index + 1)
///     }
public struct ContactSheet: Sendable {
  /// The most entries of one sheet: of digits three columns of eight, which is 1132×1546 pixels; of numbers four of six,
  /// which is 1506×1786.
  public static let maximumEntries = 24

  /// Row by row, from the left.
  public let entries: [ContactSheetEntry]
  /// The number of entries side by side.
  public let columns: Int
  /// Rows of each cell.
  private let cellHeight: Int

  /// `entries` must not be more than `maximumEntries`. Fewer entries than `columns` make a narrower sheet.
  public init(entries: [ContactSheetEntry], columns: Int = 3) {
    precondition(columns > 0 && entries.count <= ContactSheet.maximumEntries)
    self.entries = entries
    cellHeight = entries.map(\.height).max() ?? 0
    self.columns = max(1, min(columns, entries.count))
  }

  /// As many sheets as any number of entries needs, in order. Those of numbers, whose cells are higher, have a column more.
  public static func pages(of entries: [ContactSheetEntry]) -> [ContactSheet] {
    stride(from: 0, to: entries.count, by: maximumEntries).map { start in
      let entries = Array(entries[start...].prefix(maximumEntries))
      return ContactSheet(entries: entries, columns: entries.allSatisfy { $0.height <= Layout.digitCellHeight } ? 3 : 4)
    }
  }

  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] { try ImageEncoder.png(rgb: render()) }

  /// Draws the sheet.
  public func render() -> ColorImage {
    var canvas = Canvas(
      width: Layout.margin + columns * (Layout.cellWidth + Layout.margin),
      height: Layout.margin + rows * (cellHeight + Layout.margin),
      filledWith: .desk
    )
    for (index, entry) in entries.enumerated() {
      draw(entry, in: cell(at: index), on: &canvas)
    }
    return canvas.image
  }

  private var rows: Int {
    (entries.count + columns - 1) / columns
  }

  /// Where entry `index` lies on the sheet, in pixels.
  package func cell(at index: Int) -> PixelBox {
    PixelBox(
      x: Layout.margin + index % columns * (Layout.cellWidth + Layout.margin),
      y: Layout.margin + index / columns * (cellHeight + Layout.margin),
      width: Layout.cellWidth,
      height: cellHeight
    )
  }

  private func draw(_ entry: ContactSheetEntry, in cell: PixelBox, on canvas: inout Canvas) {
    canvas.fill(cell, with: entry.standing.color)
    for panel in entry.panels { draw(panel, in: cell, on: &canvas) }
    let left = cell.x + Layout.padding
    for (line, text) in [entry.name, entry.answer, entry.note].enumerated() {
      let top = cell.y + entry.captionTop + line * BitmapFont.glyphHeight
      canvas.draw(BitmapFont.shorten(text, toFit: Layout.captionWidth), x: left, y: top, color: .ink)
    }
  }

  private func draw(_ panel: ContactSheetPanel, in cell: PixelBox, on canvas: inout Canvas) {
    let place = panel.place.moved(right: cell.x, down: cell.y)
    canvas.fill(place, with: panel.picture == nil ? .emptyPanel : .panelGround)
    guard let picture = panel.picture else { return }
    let (x, y) = (place.x + (place.width - picture.width) / 2, place.y + (place.height - picture.height) / 2)
    canvas.draw(picture, x: x, y: y)
    for box in panel.boxes { canvas.outline(box.moved(right: x, down: y), with: .found) }
  }
}

/// Measures of a sheet, in pixels.
package enum Layout {
  /// The 28×28 enlarged four times; the other pictures fit into the same square.
  package static let panelSide = DigitImage.side * 4
  static let gap = 6
  package static let padding = 8
  static let margin = 10
  static let captionWidth = 3 * panelSide + 2 * gap
  static let cellWidth = captionWidth + 2 * padding
  /// The panels and three lines of text.
  static let digitCellHeight = panelSide + gap + 3 * BitmapFont.glyphHeight + 2 * padding
  /// Rows between two strips.
  static let stripGap = 2

  /// One of the squares of a digit's cell, in pixels of the cell.
  static func panel(column: Int) -> PixelBox {
    PixelBox(x: padding + column * (panelSide + gap), y: padding, width: panelSide, height: panelSide)
  }

  /// The picture in a number's cell.
  static let numberPanel = PixelBox(x: padding, y: padding, width: captionWidth, height: panelSide)
  /// The place of two strips, or of one that is enlarged.
  static let stripPanel = PixelBox(
    x: padding, y: numberPanel.maxY + gap, width: captionWidth, height: 2 * NumberStrip.height + stripGap)
}

extension Canvas.Color {
  static let desk = Canvas.Color(red: 205, green: 209, blue: 214)
  static let ink = Canvas.Color(red: 28, green: 32, blue: 38)
  fileprivate static let panelGround = Canvas.Color(red: 226, green: 229, blue: 233)
  fileprivate static let found = Canvas.Color(red: 214, green: 40, blue: 40)
  fileprivate static let emptyPanel = Canvas.Color(red: 212, green: 205, blue: 200)
}

extension ContactSheetEntry.Standing {
  fileprivate var color: Canvas.Color {
    switch self {
    case .sure: Canvas.Color(red: 252, green: 253, blue: 254)
    case .doubtful: Canvas.Color(red: 255, green: 229, blue: 166)
    case .failed: Canvas.Color(red: 252, green: 205, blue: 198)
    }
  }
}
