import CImageCodecs
import Imaging

/// Turns pictures into the bytes of PNG and JPEG files.
///
///     let bytes = try ImageEncoder.png(gray: sheet)
///
/// Throws for pictures without pixels, and for sides above 1,000,000 (PNG) or 65,500 (JPEG) pixels.
public enum ImageEncoder {
  /// An 8-bit grey PNG.
  public static func png(gray image: GrayImage) throws(ImageEncodingError) -> [UInt8] {
    try png(PNGSamples(gray: image))
  }

  /// An 8-bit RGB PNG.
  public static func png(rgb image: ColorImage) throws(ImageEncodingError) -> [UInt8] {
    try png(PNGSamples(rgb: image))
  }

  /// A PNG of any colour type and depth.
  public static func png(_ image: PNGSamples, interlaced: Bool = false) throws(ImageEncodingError) -> [UInt8] {
    var out = encoded_image()
    defer { encoded_image_free(&out) }
    let isEncoded = image.bytes.withUnsafeBufferPointer { samples in
      image.palette.withUnsafeBufferPointer { palette in
        let rows = sample_rows(
          samples: samples.baseAddress,
          row_bytes: image.rowBytes,
          width: UInt32(image.width),
          height: UInt32(image.height)
        )
        let layout = png_layout(
          color_type: image.colorType.rawValue,
          bit_depth: Int32(image.bitDepth),
          interlaced: interlaced ? 1 : 0,
          palette: palette.baseAddress,
          palette_count: Int32(palette.count / 3)
        )
        return encode_png(rows, layout, &out)
      }
    }
    guard isEncoded != 0 else { throw .png(detail: message(of: out)) }
    return Array(UnsafeBufferPointer(start: out.bytes, count: out.count))
  }

  /// A grey JPEG.
  public static func jpeg(
    gray image: GrayImage,
    options: JPEGOptions = JPEGOptions()
  ) throws(ImageEncodingError) -> [UInt8] {
    try jpeg(image.pixels, components: 1, width: image.width, height: image.height, options: options)
  }

  /// A colour JPEG (YCbCr, 4:2:0).
  public static func jpeg(
    rgb image: ColorImage,
    options: JPEGOptions = JPEGOptions()
  ) throws(ImageEncodingError) -> [UInt8] {
    try jpeg(image.samples, components: 3, width: image.width, height: image.height, options: options)
  }

  private static func jpeg(
    _ samples: [UInt8],
    components: Int,
    width: Int,
    height: Int,
    options: JPEGOptions
  ) throws(ImageEncodingError) -> [UInt8] {
    var out = encoded_image()
    defer { encoded_image_free(&out) }
    let exif = options.orientation.map(JPEGOptions.exif(orientation:)) ?? []
    let isEncoded = samples.withUnsafeBufferPointer { samples in
      exif.withUnsafeBufferPointer { exif in
        let rows = sample_rows(
          samples: samples.baseAddress,
          row_bytes: width * components,
          width: UInt32(width),
          height: UInt32(height)
        )
        let layout = jpeg_layout(
          components: Int32(components),
          quality: Int32(options.quality),
          progressive: options.isProgressive ? 1 : 0,
          app1: exif.isEmpty ? nil : exif.baseAddress,
          app1_count: UInt32(exif.count)
        )
        return encode_jpeg(rows, layout, &out)
      }
    }
    guard isEncoded != 0 else { throw .jpeg(detail: message(of: out)) }
    return Array(UnsafeBufferPointer(start: out.bytes, count: out.count))
  }

  private static func message(of failure: encoded_image) -> String {
    withUnsafeBytes(of: failure.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
