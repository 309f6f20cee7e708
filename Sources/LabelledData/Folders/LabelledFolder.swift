import DigitRecognition
import Files
import Threads

/// A folder of labelled images: one sub-folder for each digit, or a labels.csv beside them, which `LabelTable` describes.
public struct LabelledFolder: Sendable, Equatable {
  /// A labelled image.
  public struct Entry: Equatable, Sendable {
    /// The path of the image.
    public var path: FilePath
    /// nil for a picture without a digit.
    public var digit: UInt8?
  }

  /// A labelled picture that gave no digit.
  public struct Rejected: Equatable, Sendable {
    /// The path of the image, as text.
    public var file: String
    /// The digit of its label, 0 … 9.
    public var digit: UInt8
    /// Why the image could not be used.
    public var reason: String

    /// Takes an image that could not be used.
    public init(file: String, digit: UInt8, reason: String) {
      (self.file, self.digit, self.reason) = (file, digit, reason)
    }
  }

  /// What reading the pictures gave.
  public struct Contents: Equatable, Sendable {
    /// The digits that were read, with their labels.
    public var digits: LabelledDigits
    /// The images in which no digit could be read.
    public var rejected: [Rejected]
    /// Pictures labelled as having no digit, and how many of them gave none.
    public var blankCount = 0
    /// Images that are labelled blank and were found to be blank.
    public var blankFound = 0
    /// Pictures that could not be read.
    public fileprivate(set) var unreadableCount = 0
    /// Why the first of them could not.
    fileprivate var firstReason: String?

    package init(digits: LabelledDigits = LabelledDigits(), rejected: [Rejected] = []) {
      (self.digits, self.rejected) = (digits, rejected)
    }
  }

  /// For messages.
  private let path: String
  /// The labelled images, in order.
  public let entries: [Entry]
  /// What the user should know of how the folder was read, and what of it was not; for people, a line or more each.
  public let notices: [String]
  /// Where the first picture that a table names was looked for, if it is not there.
  private let firstMissing: [FilePath]

  /// Lists the labelled pictures, in the order of labels.csv or of their paths' bytes. Throws `notLabelled` where there
  /// are none, and `dataNotFound` where there are some of MNIST's files.
  public init(_ folder: String) throws {
    let listing = try LabelledFolderListing(folder)
    (path, entries, notices, firstMissing) = (folder, listing.entries, listing.notices, listing.firstMissing)
    guard entries.isEmpty else { return }
    let missing = MNIST.missingFiles(in: folder)
    let isPartOfMNIST = missing.count < MNIST.File.allCases.count
    throw isPartOfMNIST
      ? DataError.dataNotFound(missing: missing, searched: [folder])
      : DataError.notLabelled(path: folder, found: listing.contents)
  }

  /// Reads and normalises the pictures on `jobs` threads; the result does not depend on how many.
  public func load(jobs: Int, options: ScanNormalizer.Options = .init()) throws -> Contents {
    var contents = Contents()
    try eachEntry(jobs: jobs) {
      let normalizer = ScanNormalizer(options)
      return { entries in entries.map { normalizer.read($0.path) } }
    } body: { entry, reading in
      switch reading.map(\.extraction.result) {
      case .success(.success(let (digit, _))): contents.add(digit, of: entry)
      case .success(.failure): contents.addBlank(entry)
      case .failure(let failure): contents.addUnreadable(entry, failure.reason)
      }
    }
    try checkReadable(contents)
    return contents
  }

  /// Reads the pictures as `digits classify` does; gives the digits and what `cascade` made of each.
  package func classify(
    by cascade: Cascade, jobs: Int, options: ScanNormalizer.Options = .init()
  ) throws -> (contents: Contents, answers: [Probabilities]) {
    var (contents, answers) = (Contents(), [Probabilities]())
    try eachEntry(jobs: jobs) {
      let classifier = Classifier(cascade: cascade, options: options)
      return { entries in try classifier.classify(entries.map { ClassificationInput(path: $0.path) }) }
    } body: { entry, result in
      switch result {
      case .digit(let reading):
        contents.add(reading.image, of: entry)
        if entry.digit != nil { answers.append(reading.probabilities) }
      case .several(let digits): contents.reject(entry, "\(digits.count) digits found")
      case .blank: contents.addBlank(entry)
      case .failed(let failure): contents.addUnreadable(entry, failure.reason)
      }
    }
    try checkReadable(contents)
    return (contents, answers)
  }

  /// Nothing can be said of a folder of which no picture could be read.
  private func checkReadable(_ contents: Contents) throws {
    guard contents.unreadableCount == entries.count, let first = entries.first else { return }
    var reason = contents.firstReason ?? ""
    if firstMissing.first == first.path {
      if firstMissing.count > 1 {
        reason += "; looked for as \(firstMissing.map(\.text).joined(separator: ", "))"
      }
      reason += "; write paths as seen from \(path)"
    }
    throw DataError.noneReadable(path: path, count: entries.count, first: first.path.text, reason: reason)
  }

  /// Calls `body` with each entry, in order, and what workers, one on each of `jobs` threads, make of it.
  private func eachEntry<Result: Sendable>(
    jobs: Int, makeWorker: @escaping @Sendable () throws -> ([Entry]) throws -> [Result],
    body: (Entry, Result) -> Void
  ) throws {
    let remaining = ConditionLock(entries[...])
    let pipeline = OrderedPipeline<Entry, [(Entry, Result)]>(jobs: jobs) {
      let worker = try makeWorker()
      return { chunk in Array(zip(chunk, try worker(chunk))) }
    }
    let next: @Sendable () -> [Entry] = {
      remaining.update { rest in
        let chunk = Array(rest.prefix(16))
        rest = rest.dropFirst(chunk.count)
        return chunk
      }
    }
    try pipeline.run(next: next) { results in
      for (entry, result) in results { body(entry, result) }
    }
  }
}

extension LabelledFolder.Contents {
  fileprivate mutating func add(_ digit: DigitImage, of entry: LabelledFolder.Entry) {
    if let label = entry.digit { digits.append(digit, label: label, file: entry.path.text) } else { blankCount += 1 }
  }

  fileprivate mutating func addBlank(_ entry: LabelledFolder.Entry) {
    if entry.digit == nil { blankFound += 1 }
    reject(entry, "no digit found")
  }

  fileprivate mutating func addUnreadable(_ entry: LabelledFolder.Entry, _ reason: String) {
    unreadableCount += 1
    firstReason = firstReason ?? reason
    reject(entry, reason)
  }

  fileprivate mutating func reject(_ entry: LabelledFolder.Entry, _ reason: String) {
    if let label = entry.digit {
      rejected.append(.init(file: entry.path.text, digit: label, reason: reason))
    } else {
      blankCount += 1
    }
  }
}
