import DigitRecognition
import Files
import ImageIngestion
import Imaging

/// From file to strips: reads, decodes and searches one picture after another. One instance belongs to one worker.
package final class StripSource {
  /// A picture and what may be read in it.
  package struct Strips: Sendable {
    /// The picture, upright.
    package var picture: GrayImage
    /// Pixels of the file for each of `picture`, along a side.
    package var scale: Int
    /// In pixels of `picture`.
    package var search: StripSearch

    /// Other views of the same lines: all drawn a little wider, and a little narrower.
    func views(of lines: [FoundStrip]) -> [[FoundStrip]] {
      let ink = search.polarity == .light ? picture.inverted() : picture
      return [1, -1].map { steps in lines.map { $0.drawn(steps, wider: ink) } }
    }
  }

  /// Below it, ink may differ from the paper mainly in colour.
  private static let faintest: Float = 0.18
  /// A colour must show the ink with so many times the contrast to be preferred.
  private static let clearer: Float = 1.5

  private let reader: FileReader
  private let decoder: ImageDecoder
  private let finder: StripFinder

  /// Makes a source for one thread.
  package init(_ options: ScanNormalizer.Options) {
    reader = FileReader(FileReader.Limits(maximumSize: options.maximumFileSize, option: "--max-file-size"))
    var decoder = ImageDecoder(maximumPixels: options.maximumPixels)
    if let limit = options.maximumCoefficientBytes { decoder.maximumCoefficientBytes = limit }
    self.decoder = decoder
    finder = StripFinder(polarity: options.polarity)
  }

  /// The strips of a file or of bytes; or why there is no picture.
  package func strips(of input: ClassificationInput) -> Result<Strips, Unreadable> {
    if let problem = input.problem { return .failure(problem) }
    if let bytes = input.bytes { return bytes.withUnsafeBytes(strips) }
    do throws(FileError) {
      return strips(in: try reader.read(input.path))
    } catch {
      return .failure(Unreadable(error))
    }
  }

  /// The same, of the bytes that a file holds.
  private func strips(in bytes: UnsafeRawBufferPointer) -> Result<Strips, Unreadable> {
    do throws(IngestionError) {
      let coarse = try decoder.decode(bytes, coarsely: true)
      var strips = strips(in: coarse)
      let staysCoarse = !coarse.isCoarse || strips.search.showsDetail
      if !staysCoarse { strips = self.strips(in: try decoder.decode(bytes, coarsely: false)) }
      guard strips.search.candidates.isEmpty || strips.search.contrast < Self.faintest else { return .success(strips) }
      for channel in try decoder.channels(of: bytes, coarsely: staysCoarse) {
        let search = finder.search(channel)
        let isClearer =
          strips.search.candidates.isEmpty || search.contrast > Self.clearer * strips.search.contrast
        if !search.candidates.isEmpty, isClearer { (strips.picture, strips.search) = (channel, search) }
      }
      return .success(strips)
    } catch {
      return .failure(Unreadable(error))
    }
  }

  private func strips(in decoded: ImageDecoder.Decoded) -> Strips {
    Strips(picture: decoded.image, scale: decoded.scale, search: finder.search(decoded.image))
  }
}

extension StripSearch {
  /// Whether the picture has as many pixels as the strips, so that a finer one would show nothing new.
  fileprivate var showsDetail: Bool {
    !candidates.isEmpty && candidates.allSatisfy { $0.lines.allSatisfy { $0.frame.rowStep >= 1 } }
  }
}
