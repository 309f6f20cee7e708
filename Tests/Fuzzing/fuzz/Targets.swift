import DigitRecognition
import DigitTraining
import Files
import Foundation
import Imaging
import Inputs
import LabelledData
import NeuralNetwork

@testable import BatchClassification
@testable import ImageIngestion
@testable import UploadReaders

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
    try model.checkMetadata()
    precondition(Model.temperatureRange.contains(model.temperature) && model.name.count <= 100)
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// A training's checkpoint: its tensors, and the numbers in its metadata.
func fuzzCheckpoint(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  do throws(NetworkError) {
    let snapshot = try TrainingSnapshot(safetensors: bytes)
    precondition(snapshot.stepCount >= 0)
    let text = snapshot.metadata["position"] ?? ""
    guard let position = TrainingPosition(json: text, stepCount: snapshot.stepCount) else { return 0 }
    // No number that is believed can overflow in the largest training.
    precondition((position.epoch * 10_000_000 + position.step) * 8_192 >= 0 && position.step <= snapshot.stepCount)
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// The lines of a list or of a worker. The first byte says how they end (bit 0: with zero bytes) and how often the rest is
/// repeated (bits 1 to 3), so that lines become longer than what is kept of them.
func fuzzLines(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  guard let first = bytes.first else { return 0 }
  let text = Array(repeatElement(bytes.dropFirst(), count: 1 + Int(first >> 1 & 7)).joined())
  write(text, to: plainPath)
  let descriptor = open(plainPath, O_RDONLY)
  defer { close(descriptor) }
  var reader = LineReader(descriptor: descriptor, isNullTerminated: first & 1 == 1)
  var lines: [LineReader.Line] = []
  while let line = reader.next() {
    precondition(line.bytes.count <= LineReader.longestLine)
    precondition(!WorkerLine(line).input.path.bytes.contains(0) || WorkerLine(line).input.problem != nil)
    lines.append(line)
  }
  guard reader.mistake == nil else { return 0 }
  // The same, all at once.
  var expected = text.split(separator: first & 1 == 1 ? 0 : 10, omittingEmptySubsequences: false)
  if expected.last?.isEmpty == true { expected.removeLast() }
  let hasMark = first & 1 == 0 && expected.first?.starts(with: [0xEF, 0xBB, 0xBF]) == true
  if hasMark { expected[0] = expected[0].dropFirst(3) }
  precondition(lines.count == expected.count)
  for (line, whole) in zip(lines, expected) { precondition(whole.starts(with: line.bytes)) }
  return 0
}

/// An IDX file, gzip or not: the first byte says under which name it is read, and how many dimensions are expected.
func fuzzIDX(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  guard let first = bytes.first else { return 0 }
  let path = first & 1 == 0 ? plainPath : gzipPath
  write(Array(bytes.dropFirst()), to: path)
  do {
    let inflated = try GzipFile.read(path, limit: .megabytes(16))
    let file = try IDXFile(bytes: inflated, rank: first & 2 == 0 ? 3 : 1, path: path)
    precondition(file.elements.count == file.dimensions.reduce(1, *))
  } catch {
    precondition(error is FileError || error is DataError)
  }
  return 0
}

/// A labels.csv. What it says can be written as the plainest of tables, and read again.
func fuzzLabels(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  do {
    let rows = try LabelTable(Array(bytes), path: "labels.csv").rows
    var plain = Array("file,digit\n".utf8)
    for row in rows {
      precondition(!row.file.isEmpty && !row.file.contains(0) && row.digit ?? 0 <= 9)
      plain += [quote] + row.file.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote, UInt8(ascii: ",")]
      plain += (row.digit.map(String.init) ?? "blank").utf8 + [UInt8(ascii: "\n")]
    }
    let again = try LabelTable(plain, path: "labels.csv").rows
    precondition(again.map(\.file) == rows.map(\.file) && again.map(\.digit) == rows.map(\.digit))
  } catch {
    guard case FileError.malformedTable(_, 1..., let detail) = error, !detail.isEmpty else { fatalError("\(error)") }
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

let quote = UInt8(ascii: "\"")

func write(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "wb") else { fatalError("\(path) cannot be written") }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

let plainPath = NSTemporaryDirectory() + "digits-fuzz-\(getpid())"
private let gzipPath = plainPath + ".gz"
