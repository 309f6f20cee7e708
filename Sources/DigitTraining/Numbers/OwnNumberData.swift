import DigitRecognition
import LabelledData
import NeuralNetwork

/// A user's numbers to train on, others to judge the training by, and what the user should know of both beforehand.
public struct OwnNumberData: Sendable, Equatable {
  /// The numbers to train on.
  public var training: OwnNumbers
  /// Other numbers; empty when there are none to spare.
  public var validation = OwnNumbers()
  /// For people, a line or more each.
  public var notices: [String] = []

  package init(training: OwnNumbers, validation: OwnNumbers = OwnNumbers(), notices: [String] = []) {
    (self.training, self.validation, self.notices) = (training, validation, notices)
  }

  /// Reads the pictures of `folder`, finds their strips with the help of `model`, and keeps some for validation by
  /// `seed`, on `jobs` threads; the result does not depend on how many. Throws `noneReadable` where no picture could be
  /// read.
  public init(_ folder: LabelledNumbers, model: Model, seed: UInt64, jobs: Int) throws {
    let outcomes = try folder.results(jobs: jobs) {
      let chooser = StripChooser(model)
      return { entries in try entries.map(chooser.number) }
    }
    try folder.checkReadable(outcomes.map(\.failure))
    let all = OwnNumbers(outcomes.compactMap(\.number))
    let groups = all.groupsOfEqualPixels
    self.init(all, groups: groups, seed: seed)
    let reasons = zip(folder.entries, outcomes).compactMap { entry, outcome in
      outcome.reason.map { "\(entry.path.text): \($0)" }
    }
    let found = [
      FolderNotices.listed("left out \(reasons.count) of \(outcomes.count) pictures", reasons), Self.blanks(outcomes),
      Self.copies(all, groups), Self.contradictions(all, groups),
    ]
    notices = folder.notices + found.compactMap { $0 } + notices
  }

  /// `groups` are copies of one picture.
  private init(_ all: OwnNumbers, groups: [[Int]], seed: UInt64) {
    let split = ValidationSplit(
      labels: Array(repeating: 0, count: all.count), groups: groups.filter(all.agree),
      share: TrainingData.validationShare, seed: seed)
    (training, validation) = (all.selecting(split.training), all.selecting(split.validation))
    guard validation.count == 0, all.count > 0 else { return }
    notices = ["too few numbers to keep some for validation: the model is judged by those that it is trained on"]
  }

  private static func blanks(_ outcomes: [StripChooser.Outcome]) -> String? {
    let count = outcomes.count { $0.isBlank }
    return count > 0 ? "\(count.counted("picture")) without a number: nothing is learned from them" : nil
  }

  private static func copies(_ all: OwnNumbers, _ groups: [[Int]]) -> String? {
    let count = groups.filter(all.agree).reduce(0) { $0 + $1.count - 1 }
    return count > 0 ? "copies of others with the same text: \(count) of \(all.count) pictures" : nil
  }

  private static func contradictions(_ all: OwnNumbers, _ groups: [[Int]]) -> String? {
    let groups = groups.filter { !all.agree($0) }
    return FolderNotices.listed(
      "\(groups.count) × the same picture with several texts; correct them",
      groups.map { group in group.map { all.numbers[$0].file }.joined(separator: ", ") })
  }
}

extension StripChooser.Outcome {
  fileprivate var number: OwnNumbers.Number? {
    if case .number(let number) = self { number } else { nil }
  }

  fileprivate var failure: Unreadable? {
    if case .unreadable(let failure) = self { failure } else { nil }
  }

  fileprivate var isBlank: Bool {
    if case .blank = self { true } else { false }
  }

  /// Why nothing is learned from a picture that has a number.
  fileprivate var reason: String? {
    switch self {
    case .leftOut(let reason): reason
    case .unreadable(let failure): failure.reason
    case .number, .blank: nil
    }
  }
}
