import DigitTraining
import ImageEncoding
import ImageIngestion
import Imaging
import Synthesis

/// The digits that training draws, a row for each form, and the drawings that are not digits, a row for each kind.
public struct SyntheticSheet {
  private static let columns = 16
  /// The 28×28 enlarged twice.
  private static let digitSide = DigitImage.side * 2
  private static let captionWidth = 230

  private let rows: [(name: String, digits: [DigitImage])]

  /// The drawings follow from `seed` alone.
  public init(seed: UInt64) {
    let forms = (0...9).flatMap { digit in
      DigitForm.forms(of: digit).indices.map { ("\(digit) \(DigitForm.forms(of: digit)[$0].name)", digit, $0) }
    }
    rows =
      forms.enumerated().map { row, form in
        let digits = (0..<Self.columns).map {
          SyntheticDigits.draw(
            form.1, inForm: form.2, using: SeededGenerator(for: .drawnDigits, seed: seed, epoch: row, index: $0))
        }
        return (form.0, digits)
      }
      + NonDigitSynthesizer.Kind.allCases.map { kind in
        let marks = (0..<Self.columns).map {
          SyntheticDigits.draw(kind, using: SeededGenerator(for: .drawnDigits, seed: seed, epoch: -1, index: $0))
        }
        return ("none: \(kind)", marks)
      }
  }

  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] { try ImageEncoder.png(rgb: render()) }

  package func render() -> ColorImage {
    let pitch = Self.digitSide + Layout.gap
    var canvas = Canvas(
      width: 2 * Layout.margin + Self.captionWidth + Self.columns * pitch - Layout.gap,
      height: 2 * Layout.margin + rows.count * pitch - Layout.gap, filledWith: .desk)
    for (index, row) in rows.enumerated() {
      let top = Layout.margin + index * pitch
      let caption = BitmapFont.shorten(row.name, toFit: Self.captionWidth - Layout.gap)
      canvas.draw(caption, x: Layout.margin, y: top + (Self.digitSide - BitmapFont.glyphHeight) / 2, color: .ink)
      for (column, digit) in row.digits.enumerated() {
        canvas.draw(
          digit.picture.fitted(into: Self.digitSide), x: Layout.margin + Self.captionWidth + column * pitch, y: top)
      }
    }
    return canvas.image
  }
}
