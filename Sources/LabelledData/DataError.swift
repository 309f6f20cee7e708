/// Why there are no labelled digits to train on or to measure by. Each case names the files; its description says what to
/// do about it.
public enum DataError: Error, Equatable {
  case dataNotFound(missing: [String], searched: [String])
  case malformedIDX(path: String, detail: String)
  case wrongDigest(path: String, expected: String, found: String)
  case writersMissing(path: String)
  /// `found`: what is there instead.
  case notLabelled(path: String, found: String)
  /// `first` of the labelled images, and why it could not be read.
  case noneReadable(path: String, count: Int, first: String, reason: String)
  case splitNotAvailable(split: String, path: String)
}

extension DataError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dataNotFound(let missing, let searched):
      """
      MNIST was not found. Looked in: \(searched.joined(separator: ", ")).
      Put these files (with or without .gz) into one of these folders, or name theirs with --data DIR: \
      \(missing.joined(separator: ", "))
      This fetches them: \(MNIST.commandToFetch(into: searched.last ?? "."))
      """
    case .malformedIDX(let path, let detail):
      "\(path): not a valid IDX file: \(detail)"
    case .wrongDigest(let path, let expected, let found):
      "\(path): not the MNIST file of that name (SHA-256 \(found), expected \(expected)); download it again"
    case .writersMissing(let path):
      "\(path): not found; held-out writers are chosen by this file of the QMNIST project, which goes beside the IDX files"
    case .notLabelled(let path, let found):
      """
      no labelled digits in \(path): looked for labels.csv (with the columns file,digit), for folders named 0 … 9 with \
      images in them, and for MNIST's files; found \(found)
      """
    case .noneReadable(let path, let count, let first, let reason):
      "\(path): none of its labelled images (\(count)) could be read; the first, \(first): \(reason)"
    case .splitNotAvailable(let split, let path):
      "\(path): a labelled folder has no split \"\(split)\"; leave --split out to use all of it"
    }
  }
}
