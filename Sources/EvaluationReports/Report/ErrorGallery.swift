import DigitEvaluation
import Files
import ImageEncoding
import Imaging
import LabelledData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The worst mistakes as the network saw them.
struct ErrorGallery {
  static let maximumCount = 60

  let digits: LabelledDigits
  let misreadings: [Misreading]
  /// How to call the digit at an index.
  let name: (Int) -> String

  /// A list of pictures with their truth, answer, confidence and name.
  func list() throws(ImageEncodingError) -> Markup {
    var items: [Markup] = []
    for misreading in misreadings.prefix(Self.maximumCount) { items.append(try item(misreading)) }
    return Markup("ul", ["class": "gallery"], items)
  }

  private func item(_ misreading: Misreading) throws(ImageEncodingError) -> Markup {
    let (truth, answer) = (misreading.truth, misreading.answer)
    let picture = Markup(
      "img",
      [
        "src": try ErrorGallery.dataAddress(of: digits[misreading.index]), "width": "28", "height": "28",
        "alt": "A \(truth), read as \(answer)",
      ])
    return Markup(
      "li", [:], picture,
      Markup("b", [:], "\(truth) → \(answer)"),
      Markup("span", [:], Markup(text: Double(misreading.confidence).percent(places: 1))),
      Markup("small", [:], Markup(text: name(misreading.index))))
  }

  /// Dark ink on light paper.
  private static func dataAddress(of digit: DigitImage) throws(ImageEncodingError) -> String {
    let side = DigitImage.side
    return try Markup.dataAddress(of: GrayImage(width: side, height: side, pixels: digit.pixels.map { 255 - $0 }))
  }
}

extension Markup {
  /// The picture itself, in the place of an address.
  static func dataAddress(of picture: GrayImage) throws(ImageEncodingError) -> String {
    "data:image/png;base64," + Data(try ImageEncoder.png(gray: picture)).base64EncodedString()
  }
}
