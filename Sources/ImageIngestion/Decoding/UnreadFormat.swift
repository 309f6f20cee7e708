/// A format in which people have pictures and that is not read: what gives it away, and the command that converts it.
public enum UnreadFormat: String, CaseIterable, Sendable {
  case pdf = "PDF"
  case tiff = "TIFF"
  case heic = "HEIC"
  case avif = "AVIF"
  case webP = "WebP"
  case bmp = "BMP"
  case gif = "GIF"
  case svg = "SVG"
  case jpeg2000 = "JPEG 2000"
  case jpegXL = "JPEG XL"
  case zip

  /// Endings of file names, in lower case.
  public var endings: [String] {
    switch self {
    case .pdf: ["pdf"]
    case .tiff: ["tif", "tiff"]
    case .heic: ["heic", "heif"]
    case .avif: ["avif"]
    case .webP: ["webp"]
    case .bmp: ["bmp"]
    case .gif: ["gif"]
    case .svg: ["svg"]
    case .jpeg2000: ["jp2"]
    case .jpegXL: ["jxl"]
    case .zip: ["zip"]
    }
  }

  /// The command that makes PNG files of a file, and the package of Debian and Ubuntu that holds the command.
  var remedy: (command: String, package: String) {
    switch self {
    case .pdf: ("pdftoppm -r 300 -png IN.pdf OUT", "poppler-utils")
    case .tiff: ("convert IN.tif OUT.png", "imagemagick")
    case .heic: ("heif-convert IN.heic OUT.png", "libheif-examples")
    case .avif: ("avifdec IN.avif OUT.png", "libavif-bin")
    case .webP: ("dwebp IN.webp -o OUT.png", "webp")
    case .bmp: ("convert IN.bmp OUT.png", "imagemagick")
    case .gif: ("convert IN.gif OUT.png", "imagemagick")
    case .svg: ("rsvg-convert -b white IN.svg -o OUT.png", "librsvg2-bin")
    case .jpeg2000: ("opj_decompress -i IN.jp2 -o OUT.png", "libopenjp2-tools")
    case .jpegXL: ("djxl IN.jxl OUT.png", "libjxl-tools")
    case .zip: ("unzip IN.zip", "unzip")
    }
  }

  /// nil unless the file's first bytes are those of such a format. SVG is text, and known by its words.
  init?(startOf bytes: UnsafeRawBufferPointer) {
    func has(_ signature: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: signature.utf8)
    }
    if has("%PDF-") {
      self = .pdf
    } else if has("II*\0") || has("MM\0*") || has("II+\0") || has("MM\0+") {
      self = .tiff
    } else if has("RIFF"), has("WEBP", at: 8) {
      self = .webP
    } else if has("BM"), has("\0\0\0\0", at: 6) {
      // The size comes between, and the four bytes are reserved. Text may begin with "BM" too.
      self = .bmp
    } else if has("GIF8") {
      self = .gif
    } else if has("\0\0\0\u{C}jP  ") {
      self = .jpeg2000
    } else if has("\0\0\0\u{C}JXL ") || bytes.starts(with: [0xFF, 0x0A]) {
      self = .jpegXL
    } else if has("PK\u{3}\u{4}") || has("PK\u{5}\u{6}") {
      self = .zip
    } else if has("ftyp", at: 4), let format = UnreadFormat(brandsOf: bytes) {
      self = format
    } else {
      return nil
    }
  }

  /// The format of a file in the ISO base media format, told by its brands; nil for brands of no picture.
  private init?(brandsOf bytes: UnsafeRawBufferPointer) {
    let start = bytes.prefix(64)
    let brands = stride(from: 8, to: start.count - 3, by: 4).map { String(decoding: start[$0..<$0 + 4], as: UTF8.self) }
    if brands.contains(where: { $0 == "avif" || $0 == "avis" }) {
      self = .avif
    } else if let first = brands.first,
      ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"].contains(first)
    {
      self = .heic
    } else {
      return nil
    }
  }
}
