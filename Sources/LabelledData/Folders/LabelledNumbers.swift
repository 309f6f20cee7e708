import DigitRecognition
import Files
import Threads

/// A folder of pictures of numbers with a labels.csv beside them, which `NumberTable` describes.
public struct LabelledNumbers: Sendable, Equatable {
  /// A labelled picture.
  public struct Entry: Equatable, Sendable {
    /// The path of the picture.
    public var path: FilePath
    /// What is written, lines with one space between; nil for a picture without a number.
    public var text: String?

    /// Takes a picture and its label.
    public init(path: FilePath, text: String?) { (self.path, self.text) = (path, text) }
  }

  /// The folder, for messages.
  public let path: String
  /// The labelled pictures, in the order of the table.
  public let entries: [Entry]
  /// What the user should know of how the table was read; for people, a line or more each.
  public let notices: [String]

  /// Lists the labelled pictures of `folder`; nil where its labels are digits, or there is no labels.csv. Throws
  /// `malformedTable`, `unreadableFile`, and `notLabelled` for a table without a row.
  public init?(_ folder: String) throws {
    let table = folder + "/" + LabelledFolderListing.tableName
    guard FileSystem.exists(table) else { return nil }
    let bytes = try GzipFile.read(table, limit: LabelTable.maximumSize)
    guard NumberTable.describes(bytes) else { return nil }
    let labels = try NumberTable(bytes, path: table)
    var paths = TablePaths(FilePath(folder))
    path = folder
    entries = labels.rows.map { Entry(path: paths.path(of: $0.file), text: $0.text) }
    guard !entries.isEmpty else {
      throw DataError.notLabelled(
        path: folder, found: "\(LabelledFolderListing.tableName) without a row that has a text")
    }
    notices = LabelledFolderListing.notices(
      of: table, peculiarities: labels.peculiarities + paths.peculiarities, leftOut: labels.leftOut, noun: "text")
  }
}

extension LabelledNumbers {
  private static let chunkSize = 16

  /// What workers, one on each of `jobs` threads, make of the pictures, in their order.
  package func results<Result: Sendable>(
    jobs: Int, makeWorker: @escaping @Sendable () throws -> ([Entry]) throws -> [Result]
  ) throws -> [Result] {
    let remaining = ConditionLock(entries[...])
    let next: @Sendable () -> [Entry] = {
      remaining.update { rest in
        let chunk = Array(rest.prefix(Self.chunkSize))
        rest = rest.dropFirst(chunk.count)
        return chunk
      }
    }
    var results: [Result] = []
    try OrderedPipeline(jobs: jobs, makeWorker: makeWorker).run(next: next) { results += $0 }
    return results
  }

  /// Throws `noneReadable` where there is a failure for each picture: nothing can be said of such a folder.
  package func checkReadable(_ failures: [Unreadable?]) throws {
    guard let first = entries.first, let failure = failures.first ?? nil, !failures.contains(nil) else { return }
    throw DataError.noneReadable(
      path: path, count: entries.count, first: first.path.text, reason: failure.reason)
  }
}

extension DataSource {
  /// The numbers of a folder whose labels.csv has the columns file,text; nil for digits.
  public var numbers: LabelledNumbers? {
    get throws {
      guard case .labelledFolder(let folder) = self else { return nil }
      return try LabelledNumbers(folder)
    }
  }
}
