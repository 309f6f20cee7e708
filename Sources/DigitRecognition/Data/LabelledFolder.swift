/// A folder of labelled images: one sub-folder for each digit, or a labels.csv beside them with the columns `file,digit`
/// (more columns may follow; an empty digit, or `blank`, marks a picture without one, and `review` one whose writing is
/// not a single digit, which is left out). A table that `digits classify` or the web page wrote serves as well: rows
/// whose `status` is `review` or `error` are left out, since nobody has settled their digit.
public struct LabelledFolder: Sendable, Equatable {
  public struct Entry: Equatable, Sendable {
    public var path: FilePath
    /// nil for a picture without a digit.
    public var digit: UInt8?
  }

  /// A labelled picture that gave no digit.
  public struct Rejected: Equatable, Sendable {
    public var file: String
    public var digit: UInt8
    public var reason: String

    public init(file: String, digit: UInt8, reason: String) {
      (self.file, self.digit, self.reason) = (file, digit, reason)
    }
  }

  /// What reading the pictures gave.
  public struct Contents: Equatable, Sendable {
    public var digits: LabelledDigits
    public var rejected: [Rejected]
    /// Pictures labelled as having no digit, and how many of them gave none.
    public var blankCount = 0
    public var blankFound = 0

    package init(digits: LabelledDigits = LabelledDigits(), rejected: [Rejected] = []) {
      (self.digits, self.rejected) = (digits, rejected)
    }
  }

  private static let digitNames = Set((0...9).map(String.init))

  public let entries: [Entry]
  /// The sub-folders that are named like no digit, and thus not read; none where labels.csv tells what to read.
  public let unknownFolders: [String]

  /// Lists the labelled pictures, in the order of labels.csv or of their paths' bytes.
  public init(_ folder: String) throws(RecognitionError) {
    let table = folder + "/labels.csv"
    if FileSystem.exists(table) {
      entries = try LabelledFolder.entries(table: table, folder: FilePath(folder))
      unknownFolders = []
    } else {
      entries = try LabelledFolder.entries(subfoldersOf: FilePath(folder))
      let names = try FolderWalker.subfolders(of: FilePath(folder))
      unknownFolders = names.filter { !LabelledFolder.digitNames.contains($0) }
    }
    guard !entries.isEmpty else { throw .notLabelled(path: folder) }
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
      case .failure(let failure): contents.reject(entry, failure.reason)
      }
    }
    return contents
  }

  /// Reads the pictures as `digits classify` does; gives the digits and what `cascade` made of each.
  func classify(
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
      case .failed(let failure): contents.reject(entry, failure.reason)
      }
    }
    return (contents, answers)
  }

  /// Calls `body` with each entry, in order, and what workers, one on each of `jobs` threads, make of it.
  private func eachEntry<Result: Sendable>(
    jobs: Int, makeWorker: @escaping @Sendable () throws -> ([Entry]) throws -> [Result],
    body: (Entry, Result) -> Void
  ) throws {
    let remaining = Monitor(entries[...])
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

  private static func entries(subfoldersOf folder: FilePath) throws(RecognitionError) -> [Entry] {
    var entries: [Entry] = []
    for digit in UInt8(0)...9 {
      let subfolder = folder.appending("\(digit)".utf8)
      guard FileSystem.isDirectory(subfolder) else { continue }
      var walker = FolderWalker(folder: subfolder)
      while let found = walker.next() {
        switch found {
        case .image(let path): entries.append(Entry(path: path, digit: digit))
        case .unreadableFolder(let path, let problem):
          throw .unreadableFile(path: path.text, reason: problem.reason, cause: problem.cause)
        }
      }
    }
    return entries
  }

  private static func entries(table: String, folder: FilePath) throws(RecognitionError) -> [Entry] {
    let records = try CSVReader.records(GzipFile.read(table), path: table)
    let header = records.first?.fields.map { String(decoding: $0, as: UTF8.self) } ?? []
    guard let file = header.firstIndex(of: "file"), let digit = header.firstIndex(of: "digit") else {
      throw .malformedTable(path: table, line: 1, detail: "expected a header with the columns file and digit")
    }
    let status = header.firstIndex(of: "status")
    var entries: [Entry] = []
    for record in records.dropFirst() {
      guard record.fields.count > max(file, digit), !record.fields[file].isEmpty else {
        throw .malformedTable(path: table, line: record.line, detail: "expected a file and a digit")
      }
      let label = String(decoding: record.fields[digit], as: UTF8.self)
      guard label != "review", !isUnsettled(record.fields, status: status) else { continue }
      guard label.isEmpty || label == "blank" || (UInt8(label).map { $0 <= 9 } ?? false) else {
        throw .malformedTable(path: table, line: record.line, detail: "\"\(label)\" is not one of 0 … 9")
      }
      entries.append(Entry(path: path(of: record.fields[file], in: folder), digit: UInt8(label)))
    }
    return entries
  }

  /// Whether the table's own `status` says that the row has no trustworthy digit.
  private static func isUnsettled(_ fields: [[UInt8]], status: Int?) -> Bool {
    guard let status, status < fields.count else { return false }
    let unsettled: [ScanStatus] = [.review, .error]
    return unsettled.map(\.rawValue).contains(String(decoding: fields[status], as: UTF8.self))
  }

  /// A name is written as seen from `folder`; one that `digits classify FOLDER` wrote, as seen from the folder's parent.
  private static func path(of name: [UInt8], in folder: FilePath) -> FilePath {
    guard name.first != UInt8(ascii: "/") else { return FilePath(bytes: name) }
    let path = folder.appending(name)
    guard let slash = name.firstIndex(of: UInt8(ascii: "/")), !FileSystem.mayExist(path) else { return path }
    let below = folder.appending(name[(slash + 1)...])
    return FileSystem.mayExist(below) ? below : path
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

  fileprivate mutating func reject(_ entry: LabelledFolder.Entry, _ reason: String) {
    if let label = entry.digit {
      rejected.append(.init(file: entry.path.text, digit: label, reason: reason))
    } else {
      blankCount += 1
    }
  }
}
