import ImageEncoding
import ImageIngestion
import Imaging
import PageSynthesis

/// A picture of what the network saw: for each input the original with a box around each digit, the ink, the 28×28 and the answer.
///
///     for (index, sheet) in ContactSheet.pages(of: entries).enumerated() {
///       try write(sheet.png(), toPage: index + 1)
///     }
public struct ContactSheet: Sendable {
  /// The most entries of one sheet: three columns of eight, which is 1132×1546 pixels.
  public static let maximumEntries = 24

  /// Row by row, from the left.
  public let entries: [ContactSheetEntry]
  /// The number of entries side by side.
  public let columns: Int

  /// `entries` must not be more than `maximumEntries`. Fewer entries than `columns` make a narrower sheet.
  public init(entries: [ContactSheetEntry], columns: Int = 3) {
    precondition(columns > 0 && entries.count <= ContactSheet.maximumEntries)
    self.entries = entries
    self.columns = max(1, min(columns, entries.count))
  }

  /// As many sheets as any number of entries needs, in order.
  public static func pages(of entries: [ContactSheetEntry]) -> [ContactSheet] {
    stride(from: 0, to: entries.count, by: maximumEntries).map { start in
      ContactSheet(entries: Array(entries[start...].prefix(maximumEntries)))
    }
  }

  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] { try ImageEncoder.png(rgb: render()) }

  /// Draws the sheet.
  public func render() -> ColorImage {
    var canvas = Canvas(
      width: Layout.margin + columns * (Layout.cellWidth + Layout.margin),
      height: Layout.margin + rows * (Layout.cellHeight + Layout.margin),
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
      y: Layout.margin + index / columns * (Layout.cellHeight + Layout.margin),
      width: Layout.cellWidth,
      height: Layout.cellHeight
    )
  }

  private func draw(_ entry: ContactSheetEntry, in cell: PixelBox, on canvas: inout Canvas) {
    canvas.fill(cell, with: entry.standing.color)
    let left = cell.x + Layout.padding
    var top = cell.y + Layout.padding
    for (index, panel) in [entry.original, entry.ink, entry.digit].enumerated() {
      let corner = draw(panel, inPanelAt: (left + index * (Layout.panelSide + Layout.gap), top), on: &canvas)
      guard index == 0 else { continue }
      for box in entry.boxes { canvas.outline(box.moved(right: corner.x, down: corner.y), with: .found) }
    }
    top += Layout.panelSide + Layout.gap
    for text in [entry.name, entry.answer, entry.note] {
      canvas.draw(BitmapFont.shorten(text, toFit: Layout.captionWidth), x: left, y: top, color: .ink)
      top += BitmapFont.glyphHeight
    }
  }

  /// A picture in the middle of its panel, or an empty panel where there is none; returns the picture's corner.
  private func draw(
    _ picture: GrayImage?, inPanelAt corner: (x: Int, y: Int), on canvas: inout Canvas
  ) -> (x: Int, y: Int) {
    let panel = PixelBox(x: corner.x, y: corner.y, width: Layout.panelSide, height: Layout.panelSide)
    canvas.fill(panel, with: picture == nil ? .emptyPanel : .panelGround)
    guard let picture else { return corner }
    let (x, y) = (panel.x + (panel.width - picture.width) / 2, panel.y + (panel.height - picture.height) / 2)
    canvas.draw(picture, x: x, y: y)
    return (x, y)
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
  static let cellHeight = panelSide + gap + 3 * BitmapFont.glyphHeight + 2 * padding
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
