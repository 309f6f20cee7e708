import Imaging

extension GrayImage {
  /// The picture turned as `orientation` says; untouched (and uncopied) if it stands upright already.
  func upright(_ orientation: ExifOrientation) -> GrayImage {
    guard orientation != .upright else { return self }
    let (outWidth, outHeight) = orientation.swapsSides ? (height, width) : (width, height)
    let walk = sourceWalk(orientation)
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
      pixels.withUnsafeBufferPointer { input in
        for y in 0..<outHeight {
          var source = walk.start + y * walk.perRow
          for x in 0..<outWidth {
            output[y * outWidth + x] = input[source]
            source += walk.perColumn
          }
        }
      }
      count = pixels.count
    }
    return GrayImage(width: outWidth, height: outHeight, pixels: turned)
  }

  /// Where the upright picture's first pixel is stored, and how far apart its neighbours in a row and in a column are.
  private func sourceWalk(_ orientation: ExifOrientation) -> (start: Int, perColumn: Int, perRow: Int) {
    let lastRow = (height - 1) * width
    return switch orientation {
    case .upright: (0, 1, width)
    case .mirrored: (width - 1, -1, width)
    case .rotated180: (lastRow + width - 1, -1, -width)
    case .flipped: (lastRow, 1, -width)
    case .transposed: (0, width, 1)
    case .rotated90: (lastRow, -width, 1)
    case .transversed: (lastRow + width - 1, -width, -1)
    case .rotated270: (width - 1, width, -1)
    }
  }
}
