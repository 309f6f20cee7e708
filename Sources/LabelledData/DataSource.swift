import Files

/// What a command's DATA argument names: MNIST, IDX files of the same form, or a labelled folder.
public enum DataSource: Sendable, Equatable {
  /// The original MNIST, wherever it is found.
  case mnist(dataDirectory: String?)
  /// IDX files under the names of MNIST, whatever digits they hold.
  case idxFolder(String)
  case labelledFolder(String)

  /// `argument` is `mnist` or a folder; `dataDirectory` is where to look for MNIST first.
  public init(_ argument: String, dataDirectory: String? = nil) throws {
    if argument == "mnist" {
      self = .mnist(dataDirectory: dataDirectory)
    } else if MNIST.isPresent(in: argument) {
      self = .idxFolder(argument)
    } else if FileSystem.isDirectory(FilePath(argument)) {
      self = .labelledFolder(argument)
    } else {
      let isFile = FileSystem.isRegular(FilePath(argument))
      throw DataError.notLabelled(
        path: argument, found: isFile ? "a file; name the folder that holds it" : "no such folder")
    }
  }

  /// The digits of `split`. A labelled folder has no splits: it is read whole, on `jobs` threads, and naming a split is
  /// an error.
  public func load(
    _ split: MNIST.Split?,
    default fallback: MNIST.Split,
    jobs: Int
  ) throws -> LabelledFolder.Contents {
    switch self {
    case .mnist(let dataDirectory):
      return .init(digits: try MNIST.locate(dataDirectory: dataDirectory).load(split ?? fallback))
    case .idxFolder(let folder):
      return .init(digits: try MNIST(directory: folder, requiresOriginal: false).load(split ?? fallback))
    case .labelledFolder(let folder):
      if let split { throw DataError.splitNotAvailable(split: split.rawValue, path: folder) }
      return try LabelledFolder(folder).load(jobs: jobs)
    }
  }

  /// What to call the digits of `split` in a report.
  public func title(_ split: MNIST.Split?, default fallback: MNIST.Split) -> String {
    switch self {
    case .mnist: "MNIST, \((split ?? fallback).rawValue)"
    case .idxFolder(let folder): "\(FilePath(folder).text), \((split ?? fallback).rawValue)"
    case .labelledFolder(let folder): FilePath(folder).text
    }
  }

  /// The files that it is read from, as far as they can be found.
  public var files: [FilePath] {
    switch self {
    case .mnist(let dataDirectory): (try? MNIST.locate(dataDirectory: dataDirectory))?.files ?? []
    case .idxFolder(let folder): MNIST(directory: folder).files
    case .labelledFolder(let folder):
      [FilePath(folder).appending(LabelledFolderListing.tableName.utf8)] + DataSource.pictures(of: folder)
    }
  }

  private static func pictures(of folder: String) -> [FilePath] {
    if let numbers = try? LabelledNumbers(folder) { return numbers.entries.map(\.path) }
    return (try? LabelledFolder(folder))?.entries.map(\.path) ?? []
  }
}
