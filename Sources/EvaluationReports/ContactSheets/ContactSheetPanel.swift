import ImageIngestion
import Imaging

/// A picture in its place in the cell of a contact sheet; only a thumbnail is kept. Without a picture the place is empty.
struct ContactSheetPanel: Sendable {
  /// In pixels of the cell.
  let place: PixelBox
  /// Not larger than its place, in whose middle it is drawn.
  let picture: GrayImage?
  /// Around what was found, in pixels of `picture`.
  let boxes: [PixelBox]

  /// `boxes` are in pixels of the picture that is handed over.
  init(_ picture: GrayImage?, boxes: [PixelBox] = [], in place: PixelBox) {
    self.place = place
    let thumbnail = picture?.fitted(into: place)
    self.picture = thumbnail
    if let picture, let thumbnail {
      self.boxes = boxes.map { $0.outlined(on: thumbnail, of: picture) }
    } else {
      self.boxes = []
    }
  }
}

extension GrayImage {
  /// As `fitted(into side:)`, for a place that is at least as wide as high.
  fileprivate func fitted(into place: PixelBox) -> GrayImage {
    let longest = max(width, height)
    return fitted(into: max(1, min(longest * place.width / max(1, width), longest * place.height / max(1, height))))
  }
}

extension PixelBox {
  /// The outline, a pixel outside, that shows a box of `picture` on its thumbnail.
  fileprivate func outlined(on thumbnail: GrayImage, of picture: GrayImage) -> PixelBox {
    let (side, longest) = (max(thumbnail.width, thumbnail.height), max(picture.width, picture.height))
    return scaled(by: side).reduced(by: longest).grown(by: 1)
  }
}
