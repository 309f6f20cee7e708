import Foundation
import Imaging

@testable import DataReaders
@testable import ImageIngestion
@testable import NeuralNetwork

// Readers throw errors of their own; a trap, a bad access, a leak or a hang is a finding.

/// A PNG or JPEG file, decoded in every way that the product does, and the search for its digit.
func fuzzImage(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  let decoder = ImageDecoder(maximumPixels: 200_000)
  let extractor = DigitExtractor()
  do throws(IngestionError) {
    let coarse = try decoder.decode(bytes, coarsely: true)
    let doubtful = extractor.extract(from: coarse.image)
    // The sides are small; the smallest target lets every scale be reached.
    _ = try ImageDecoder(maximumPixels: 200_000, targetSide: 20).decode(bytes, coarsely: false)
    let channels = try decoder.channels(of: bytes, coarsely: true)
    _ = extractor.extract(fromChannels: channels, betterThan: doubtful)
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// What follows "Exif\0\0" in a JPEG; the same is the eXIf chunk of a PNG.
func fuzzExif(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  // A copy on the heap ends where the bytes end, so that AddressSanitizer sees what is read beyond them.
  _ = ExifOrientation(tiff: bytes)
  return 0
}

func fuzzSafetensors(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  do throws(NetworkError) {
    let model = try Model(safetensors: bytes)
    // What was read can be written and read again.
    let written = model.safetensors()
    let copy = try written.withUnsafeBytes { bytes in
      Result { () throws(NetworkError) in try Model(safetensors: bytes) }
    }.get()
    precondition(copy.safetensors() == written)
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// An IDX file, gzip or not: the first byte says under which name it is read, and how many dimensions are expected.
func fuzzIDX(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  guard let first = bytes.first else { return 0 }
  let path = first & 1 == 0 ? plainPath : gzipPath
  guard let file = fopen(path, "wb") else { fatalError("\(path) cannot be written") }
  let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  fwrite(rest.baseAddress, 1, rest.count, file)
  fclose(file)
  do throws(RecognitionError) {
    let inflated = try GzipFile.read(path)
    let file = try IDXFile(bytes: inflated, rank: first & 2 == 0 ? 3 : 1, path: path)
    precondition(file.elements.count == file.dimensions.reduce(1, *))
  } catch {
    // What is thrown is typed, and so documented.
  }
  return 0
}

/// A tar archive.
func fuzzTar(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  fuzzFiles(TarArchive(Array(bytes)), in: bytes.count)
}

/// A form, of which the first line is the boundary.
func fuzzMultipart(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  let boundary = bytes.prefix { $0 != 10 }
  let body = Array(bytes.dropFirst(boundary.count + 1))
  guard let form = try? MultipartForm(body, boundary: Array(boundary)) else { return 0 }
  return fuzzFiles(form, in: body.count)
}

private func fuzzFiles(_ files: some UploadedFiles, in count: Int) -> Int32 {
  var (rest, end) = (files, 0)
  while let file = try? rest.next() {
    // In order, in the body, and one after the other, so that no body has many names for the same bytes.
    precondition(file.range.lowerBound >= end && file.range.upperBound <= count)
    precondition(file.name.count <= UploadedFile.maximumNameLength)
    end = file.range.upperBound
  }
  return 0
}

private let plainPath = NSTemporaryDirectory() + "digits-fuzz-\(getpid())"
private let gzipPath = plainPath + ".gz"
