import DigitRecognition
import Files
import Foundation
import LabelledData
import TestSupport
import Testing

@Suite struct MNISTTests {
  private static let images = "t10k-images-idx3-ubyte"
  private static let labels = "t10k-labels-idx1-ubyte"

  /// A folder with a small test split.
  private func folder(images: [UInt8], labels: [UInt8]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.writeGzip(images, to: MNISTTests.images + ".gz")
    try folder.write(labels, to: MNISTTests.labels)
    return folder
  }

  private func pixels(_ count: Int) -> [UInt8] { (0..<count * 784).map { UInt8($0 % 251) } }

  @Test func readsCompressedAndPlainFiles() throws {
    let folder = try folder(images: idx([2, 28, 28], pixels(2)), labels: idx([2], [7, 3]))
    let digits = try MNIST(directory: folder.path, requiresOriginal: false).load(.test)
    #expect(digits == LabelledDigits(pixels: pixels(2), labels: [7, 3]))
  }

  /// As archives are unpacked, and as others name the files.
  @Test(arguments: [
    ["train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte"],
    [
      "train-images-idx3-ubyte/train-images-idx3-ubyte", "train-labels-idx1-ubyte/train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte/t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte",
    ],
  ]) func findsFilesByOtherNames(names: [String]) throws {
    let folder = try TemporaryFolder()
    for (index, name) in names.enumerated() {
      try folder.write(index % 2 == 0 ? idx([1, 28, 28], pixels(1)) : idx([1], [UInt8(index)]), to: name)
    }
    guard case .idxFolder(folder.path) = try DataSource(folder.path) else { return #expect(Bool(false)) }
    let mnist = MNIST(directory: folder.path, requiresOriginal: false)
    #expect(try mnist.load(.test) == LabelledDigits(pixels: pixels(1), labels: [3]))
    #expect(try mnist.load(.train).labels == [1])
  }

  @Test func saysWhichFilesAreMissing() throws {
    let folder = try folder(images: idx([1, 28, 28], pixels(1)), labels: idx([1], [1]))
    let missing = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]
    let error = DataError.dataNotFound(missing: missing, searched: [folder.path])
    #expect(throws: error) { try MNIST.locate(dataDirectory: folder.path) }
    #expect(throws: error) { try LabelledFolder(folder.path) }
  }

  /// Before the elements that a header announces are read.
  @Test func refusesMoreElementsThanAnySetHas() throws {
    let folder = try folder(images: idx([1_000_000, 28, 28], []), labels: idx([1_000_000], []))
    let file = folder.path + "/" + MNISTTests.images + ".gz"
    let detail = "1000000×28×28 elements are more than the 600000000 allowed"
    #expect(throws: DataError.malformedIDX(path: file, detail: detail)) {
      try MNIST(directory: folder.path, requiresOriginal: false).load(.test)
    }
  }

  @Test func refusesBytesBehindTheLastElement() throws {
    let folder = try folder(images: idx([1, 28, 28], pixels(2)), labels: idx([1], [0]))
    let file = folder.path + "/" + MNISTTests.images + ".gz"
    #expect(throws: DataError.malformedIDX(path: file, detail: "785 elements do not fill 1×28×28")) {
      try MNIST(directory: folder.path, requiresOriginal: false).load(.test)
    }
  }

  @Test func refusesAWebPageSavedAsGzip() throws {
    let folder = try folder(images: [], labels: idx([1], [0]))
    let file = try folder.write("\n<!DOCTYPE html><html></html>".utf8, to: MNISTTests.images + ".gz")
    #expect(throws: FileError.notGzip(path: file, looksLikeHTML: true)) {
      try MNIST(directory: folder.path).load(.test)
    }
  }

  @Test(arguments: [1, 8, 30]) func refusesAGzipCutShort(by missing: Int) throws {
    let folder = try folder(images: idx([9, 28, 28], pixels(9)), labels: idx([9], Array(0...8)))
    let file = folder.path + "/" + MNISTTests.images + ".gz"
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    try folder.write(whole.dropLast(missing), to: MNISTTests.images + ".gz")
    #expect(throws: FileError.damagedGzip(path: file)) {
      try MNIST(directory: folder.path, requiresOriginal: false).load(.test)
    }
  }

  @Test(arguments: [
    (2, 28, [UInt8(1), 2, 3], "2 images, but 3 labels in t10k-labels-idx1-ubyte"),
    (2, 14, [1, 2], "images are not 28×28"),
    (0, 28, [], "it holds no images"),
  ]) func refusesFilesThatDoNotFit(count: Int, side: Int, labels: [UInt8], detail: String) throws {
    let elements = [UInt8](repeating: 0, count: count * side * side)
    let folder = try folder(images: idx([count, side, side], elements), labels: idx([labels.count], labels))
    let file = folder.path + "/" + MNISTTests.images + ".gz"
    #expect(throws: DataError.malformedIDX(path: file, detail: detail)) {
      try MNIST(directory: folder.path, requiresOriginal: false).load(.test)
    }
  }

  @Test func refusesALabelThatIsNoDigit() throws {
    let folder = try folder(images: idx([1, 28, 28], pixels(1)), labels: idx([1], [10]))
    let file = folder.path + "/" + MNISTTests.labels
    #expect(throws: DataError.malformedIDX(path: file, detail: "a label is not one of 0 … 9")) {
      try MNIST(directory: folder.path, requiresOriginal: false).load(.test)
    }
  }

  @Test func refusesOtherCountsThanMNISTHas() throws {
    let folder = try folder(images: idx([1, 28, 28], pixels(1)), labels: idx([1], [1]))
    let file = folder.path + "/" + MNISTTests.images + ".gz"
    #expect(throws: DataError.malformedIDX(path: file, detail: "1 elements, MNIST has 10000")) {
      try MNIST(directory: folder.path).load(.test)
    }
  }

  @Test func refusesOtherDigitsOfTheSameShape() throws {
    let count = 10_000
    let folder = try folder(
      images: idx([count, 28, 28], Array(repeating: 0, count: count * 784)),
      labels: idx([count], Array(repeating: 0, count: count))
    )
    let error = #expect(throws: DataError.self) { try MNIST(directory: folder.path).load(.test) }
    guard case .wrongDigest(let path, let expected, let found) = error else {
      Issue.record("expected a wrong digest, got \(String(describing: error))")
      return
    }
    #expect(path.hasSuffix(MNISTTests.images + ".gz"))
    #expect(expected == "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")
    #expect(found.count == 64 && found != expected)
  }

  @Test func saysWhereItLooked() throws {
    let environment = ["DIGITS_DATA": "/nowhere/data", "XDG_CACHE_HOME": "/nowhere/cache", "HOME": "/nowhere/home"]
    let missing = [
      "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ]
    #expect(
      throws: DataError.dataNotFound(missing: missing, searched: ["/nowhere/data", "/nowhere/cache/digits"])
    ) { try MNIST.locate(environment: environment) }
    #expect(throws: DataError.dataNotFound(missing: missing, searched: ["/nowhere/home/.cache/digits"])) {
      try MNIST.locate(environment: ["HOME": "/nowhere/home", "DIGITS_DATA": ""])
    }
    let error = DataError.dataNotFound(missing: missing, searched: ["/given"])
    #expect(throws: error) { try MNIST.locate(dataDirectory: "/given", environment: environment) }
    #expect("\(error)".contains("This fetches them: curl --create-dirs --output-dir \"/given\" "))
  }

  @Test(.enabled(if: TestData.hasMNIST, "needs MNIST")) func readsMNIST() throws {
    let test = try MNIST(directory: TestData.mnist).load(.test)
    #expect(test.count == 10_000)
    #expect(test.labels.prefix(5) == [7, 2, 1, 0, 4])
    let mean = test.pixels.reduce(0) { $0 + Double($1) } / Double(test.pixels.count) / 255
    #expect(abs(mean - 0.1325) < 0.0001)
  }

  @Test(.enabled(if: TestData.hasMNIST && TestData.hasWriters, "needs MNIST and the QMNIST writers"))
  func noWriterIsOnBothSides() throws {
    let table = try WriterTable(directory: TestData.mnist)
    let heldOut = table.heldOutIndices
    let remaining = table.remainingIndices
    #expect(Set(heldOut.map { table.writers[$0] }).isDisjoint(with: remaining.map { table.writers[$0] }))
    #expect((heldOut + remaining).sorted() == Array(0..<60_000))
    let writers = Set(heldOut.map { table.writers[$0] })
    #expect(writers.count(where: \.isStudent) == 20 && writers.count == 40)
    #expect((4_000...5_500).contains(heldOut.count))
    let mnist = MNIST(directory: TestData.mnist)
    #expect(try mnist.load(.heldOut).count == heldOut.count)
    #expect(try mnist.load(.trainWithoutHeldOut).count == remaining.count)
  }

  @Test func saysThatWritersAreMissing() throws {
    let folder = try TemporaryFolder()
    try folder.write(idx([1, 28, 28], pixels(1)), to: "train-images-idx3-ubyte")
    try folder.write(idx([1], [1]), to: "train-labels-idx1-ubyte")
    let path = folder.path + "/qmnist-train-labels.tsv.gz"
    #expect(throws: DataError.writersMissing(path: path)) {
      try MNIST(directory: folder.path, requiresOriginal: false).load(.heldOut)
    }
  }
}
