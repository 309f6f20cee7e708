import ImageIngestion
import Imaging

/// A picture of what the network saw: for each input the original, its ink, the 28×28 and the answer.
///
///     let sheet = ContactSheet(entries: entries, columns: 3)
///     let picture = sheet.render()
///
/// A rendered entry takes about 0.2 MB, so a sheet holds at most `maximumEntries`; more inputs need more sheets.
public struct ContactSheet: Sendable {
  /// The most entries of one sheet: 24 MB of pixels in three columns.
  public static let maximumEntries = 120

  /// Row by row, from the left.
  public let entries: [ContactSheetEntry]
  public let columns: Int

  /// `entries` must not be more than `maximumEntries`. Fewer entries than `columns` make a narrower sheet.
  public init(entries: [ContactSheetEntry], columns: Int = 3) {
    precondition(columns > 0 && entries.count <= ContactSheet.maximumEntries)
    self.entries = entries
    self.columns = max(1, min(columns, entries.count))
  }

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
      let box = PixelBox(
        x: left + index * (Layout.panelSide + Layout.gap),
        y: top,
        width: Layout.panelSide,
        height: Layout.panelSide
      )
      draw(panel, in: box, on: &canvas)
    }
    top += Layout.panelSide + Layout.gap
    for (text, scale) in [(entry.name, 2), (entry.answer, 2), (entry.note, 1)] {
      let fitting = BitmapFont.shorten(text, toFit: Layout.captionWidth, scale: scale)
      canvas.draw(fitting, x: left, y: top, scale: scale, color: .ink)
      top += BitmapFont.glyphHeight * scale + Layout.gap
    }
  }

  /// A picture in the middle of its panel, or an empty panel where there is none.
  private func draw(_ panel: GrayImage?, in box: PixelBox, on canvas: inout Canvas) {
    guard let panel else {
      canvas.fill(box, with: .emptyPanel)
      return
    }
    canvas.fill(box, with: .panelGround)
    canvas.draw(panel, x: box.x + (box.width - panel.width) / 2, y: box.y + (box.height - panel.height) / 2)
  }
}

/// Measures of a sheet, in pixels.
package enum Layout {
  /// The 28×28 enlarged four times; the other pictures fit into the same square.
  package static let panelSide = DigitImage.side * 4
  static let gap = 6
  static let padding = 8
  static let margin = 10
  static let captionWidth = 3 * panelSide + 2 * gap
  static let cellWidth = captionWidth + 2 * padding
  /// The panels, two lines at twice the font's size, one at its own.
  static let cellHeight = panelSide + 5 * BitmapFont.glyphHeight + 3 * gap + 2 * padding
}

extension Canvas.Color {
  static let desk = Canvas.Color(red: 205, green: 209, blue: 214)
  static let ink = Canvas.Color(red: 28, green: 32, blue: 38)
  fileprivate static let panelGround = Canvas.Color(red: 226, green: 229, blue: 233)
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
