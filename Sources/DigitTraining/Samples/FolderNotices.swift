import LabelledData

/// What the owner of a labelled folder should know before a network is trained on it.
struct FolderNotices {
  /// Of a long list, so many are shown.
  private static let shown = 10

  let folder: LabelledFolder
  let contents: LabelledFolder.Contents
  /// Indices of the digits, copies together.
  let groups: [[Int]]
  /// Whether a model that reads all digits goes on learning.
  let isFineTuning: Bool

  /// One text for each thing worth knowing; none for a folder without fault.
  var lines: [String] {
    folder.notices + [missingDigits, leftOut, copies, contradictions].compactMap { $0 }
  }

  private var missingDigits: String? {
    let missing = Set(UInt8(0)...9).subtracting(contents.digits.labels).sorted()
    guard !missing.isEmpty else { return nil }
    let names = missing.map(String.init).joined(separator: ", ")
    let result = isFineTuning ? "the model goes on reading them as it does" : "the model will not learn to read them"
    return "no images of \(names): \(result)"
  }

  private var leftOut: String? {
    let all = contents.rejected.count + contents.digits.count
    return Self.listed(
      "left out \(contents.rejected.count) of \(all) images",
      contents.rejected.map { "\($0.file): \($0.reason)" })
  }

  private var copies: String? {
    let count = groups.filter { labels(of: $0).count == 1 }.reduce(0) { $0 + $1.count - 1 }
    guard count > 0 else { return nil }
    return "copies of others with the same label: \(count) of \(contents.digits.count) images"
  }

  private var contradictions: String? {
    let groups = groups.filter { labels(of: $0).count > 1 }
    return Self.listed(
      "\(groups.count) × the same image under several labels; correct them",
      groups.map { group in group.map { contents.digits.files[$0] }.joined(separator: ", ") })
  }

  private func labels(of group: [Int]) -> Set<UInt8> {
    Set(group.map { contents.digits.labels[$0] })
  }

  /// `title` with the first of `items` below it; nil where there are none.
  static func listed(_ title: String, _ items: [String]) -> String? {
    guard !items.isEmpty else { return nil }
    let more = items.count > shown ? ["\(items.count - shown) more"] : []
    return ([title + ":"] + items.prefix(shown) + more).joined(separator: "\n  ")
  }
}
