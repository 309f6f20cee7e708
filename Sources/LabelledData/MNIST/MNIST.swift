import Files
import Imaging

/// The MNIST digits in their four IDX files, compressed or not, under MNIST's names or with a dot in them
/// (`train-images.idx3-ubyte`), each perhaps in a folder of its own name.
public struct MNIST: Sendable {
  /// Which digits to use, and for what.
  public enum Split: String, Sendable, CaseIterable {
    /// All 60,000 training digits.
    case train
    /// The training digits without those of the held-out writers: what to train on while choices are still open.
    case trainWithoutHeldOut = "train-without-held-out"
    /// The training digits of 40 writers set aside: what to choose by.
    case heldOut = "held-out"
    /// The 10,000 test digits, by other writers: what to report, once.
    case test
  }

  /// In a file: somewhat more than the 697,932 images of EMNIST's largest set have.
  private static let mostElements = 600_000_000

  /// The folder that holds the files.
  public let directory: String
  /// Whether the files must be the original ones, by SHA-256, rather than any set in the same format.
  public let requiresOriginal: Bool

  /// Names a folder with the four files. Unless `requiresOriginal` is false, their SHA-256 must be that of MNIST.
  public init(directory: String, requiresOriginal: Bool = true) {
    self.directory = directory
    self.requiresOriginal = requiresOriginal
  }

  /// Reads the digits of a split. Throws `DataError` and `FileError`.
  public func load(_ split: Split) throws -> LabelledDigits {
    switch split {
    case .train:
      return try load(images: .trainImages, labels: .trainLabels)
    case .test:
      return try load(images: .testImages, labels: .testLabels)
    case .heldOut, .trainWithoutHeldOut:
      var all = try load(images: .trainImages, labels: .trainLabels)
      let writers = try WriterTable(directory: directory)
      guard writers.count == all.count else {
        throw FileError.malformedTable(
          path: writers.path,
          line: writers.count,
          detail: "\(all.count) lines expected, one for each training digit"
        )
      }
      all.writers = writers.numbers
      return all.selecting(split == .heldOut ? writers.heldOutIndices : writers.remainingIndices)
    }
  }

  /// The headers are read before all else, so that no memory is taken for files that do not fit.
  private func load(images: File, labels: File) throws -> LabelledDigits {
    let (pictures, truth) = (try header(images, rank: 3), try header(labels, rank: 1))
    let imagePath = path(images)
    guard pictures.dimensions[1...] == [DigitImage.side, DigitImage.side] else {
      throw DataError.malformedIDX(path: imagePath, detail: "images are not 28×28")
    }
    guard pictures.dimensions[0] == truth.dimensions[0] else {
      let detail = "\(pictures.dimensions[0]) images, but \(truth.dimensions[0]) labels in \(labels.rawValue)"
      throw DataError.malformedIDX(path: imagePath, detail: detail)
    }
    guard pictures.dimensions[0] > 0 else {
      throw DataError.malformedIDX(path: imagePath, detail: "it holds no images")
    }
    let pixels = try read(images, pictures)
    let digits = try read(labels, truth)
    guard digits.allSatisfy({ $0 <= 9 }) else {
      throw DataError.malformedIDX(path: path(labels), detail: "a label is not one of 0 … 9")
    }
    return LabelledDigits(pixels: Array(pixels), labels: Array(digits))
  }

  private func header(_ file: File, rank: Int) throws -> IDXFile.Header {
    let path = path(file)
    let start = try GzipFile.beginning(of: path, count: IDXFile.Header.length(rank: rank))
    let header = try IDXFile.Header(start, rank: rank, path: path)
    guard !requiresOriginal || header.dimensions[0] == file.count else {
      throw DataError.malformedIDX(path: path, detail: "\(header.dimensions[0]) elements, MNIST has \(file.count)")
    }
    guard header.elementCount ?? .max <= MNIST.mostElements else {
      throw DataError.malformedIDX(
        path: path, detail: "\(header.shape) elements are more than the \(MNIST.mostElements) allowed")
    }
    return header
  }

  /// The elements behind `header`.
  private func read(_ file: File, _ header: IDXFile.Header) throws -> ArraySlice<UInt8> {
    let path = path(file)
    // One more shows that the file is longer.
    let bytes = try GzipFile.beginning(of: path, count: header.length + (header.elementCount ?? 0) + 1)
    let idx = try IDXFile(bytes: bytes, rank: header.dimensions.count, path: path)
    if requiresOriginal {
      let digest = SHA256.hexadecimal(of: bytes)
      guard digest == file.digest else {
        throw DataError.wrongDigest(path: path, expected: file.digest, found: digest)
      }
    }
    return idx.elements
  }

  /// The four files.
  package var files: [FilePath] { File.allCases.map { FilePath(path($0)) } }

  private func path(_ file: File) -> String {
    file.path(in: directory) ?? directory + "/" + file.rawValue + ".gz"
  }
}

extension MNIST {
  /// The four files and what is known of them.
  package enum File: String, CaseIterable {
    case trainImages = "train-images-idx3-ubyte"
    case trainLabels = "train-labels-idx1-ubyte"
    case testImages = "t10k-images-idx3-ubyte"
    case testLabels = "t10k-labels-idx1-ubyte"

    /// Images or labels in it.
    package var count: Int {
      switch self {
      case .trainImages, .trainLabels: 60_000
      case .testImages, .testLabels: 10_000
      }
    }

    /// Where the file is in `directory`, if it is there.
    package func path(in directory: String) -> String? {
      let names = [rawValue, rawValue.replacing("-idx", with: ".idx")]
      let folders = [directory] + names.map { directory + "/" + $0 }
      return folders.lazy.flatMap { folder in names.flatMap { ["\(folder)/\($0)", "\(folder)/\($0).gz"] } }
        .first { FileSystem.isRegular(FilePath($0)) }
    }

    /// SHA-256 of the decompressed file.
    package var digest: String {
      switch self {
      case .trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
      case .trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
      case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
      case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
      }
    }
  }

  /// The folder that holds the four files: `dataDirectory` if given, else the first that has them of `$DIGITS_DATA`,
  /// `$XDG_CACHE_HOME/digits` and `~/.cache/digits`.
  public static func locate(
    dataDirectory: String? = nil,
    environment: [String: String] = FileSystem.environment
  ) throws -> MNIST {
    let folders = dataDirectory.map { [$0] } ?? searchPath(environment)
    if let folder = folders.first(where: isPresent) { return MNIST(directory: folder) }
    let missing = folders.map(missingFiles).min { $0.count < $1.count }
    throw DataError.dataNotFound(missing: missing ?? File.allCases.map { $0.rawValue + ".gz" }, searched: folders)
  }

  /// Whether `folder` holds all four files, compressed or not.
  package static func isPresent(in folder: String) -> Bool { missingFiles(in: folder).isEmpty }

  /// The names of those that `folder` lacks.
  package static func missingFiles(in folder: String) -> [String] {
    File.allCases.filter { $0.path(in: folder) == nil }.map { $0.rawValue + ".gz" }
  }

  /// For a shell: fetches the four files from a copy that PyTorch's makers keep.
  package static func commandToFetch(into folder: String) -> String {
    "curl --create-dirs --output-dir \"\(folder)\" --remote-name-all "
      + "https://ossci-datasets.s3.amazonaws.com/mnist/{train,t10k}-{images-idx3,labels-idx1}-ubyte.gz"
  }

  private static func searchPath(_ environment: [String: String]) -> [String] {
    func folder(_ variable: String, _ suffix: String) -> String? {
      guard let value = environment[variable], !value.isEmpty else { return nil }
      return value + suffix
    }
    let cache = folder("XDG_CACHE_HOME", "/digits") ?? folder("HOME", "/.cache/digits")
    return [folder("DIGITS_DATA", ""), cache].compactMap { $0 }
  }
}
