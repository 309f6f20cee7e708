import LabelledData

/// Digits to train on, digits to judge the training by, and what the user should know of both beforehand.
public struct TrainingData: Sendable, Equatable {
  /// Of a labelled folder, the share of each digit's images that is kept for validation.
  static let validationShare = 0.15

  /// The digits to train on.
  public var training: LabelledDigits
  /// Other digits, of other writers where that is known; empty when there are none to spare.
  public var validation = LabelledDigits()
  /// For people, a line or more each.
  public var notices: [String] = []

  package init(training: LabelledDigits, validation: LabelledDigits = LabelledDigits(), notices: [String] = []) {
    (self.training, self.validation, self.notices) = (training, validation, notices)
  }

  /// Refuses what no network can learn from: fewer digits than a batch takes, or a single kind of them.
  public func check(batchSize: Int) throws {
    guard training.count >= batchSize else {
      throw TrainingError.tooFewDigits(count: training.count, needed: batchSize)
    }
    if Set(training.labels).count == 1 { throw TrainingError.oneDigitOnly(digit: training.labels[0]) }
  }
}

extension DataSource {
  /// The digits of `split`, by default all training digits. Those of MNIST without the held-out writers are validated by
  /// the held-out writers; a labelled folder is split by `seed`. `isFineTuning`: whether they join what is replayed, so
  /// that there may be few of them.
  public func loadForTraining(
    _ split: MNIST.Split?, seed: UInt64, jobs: Int, isFineTuning: Bool = false
  ) throws -> TrainingData {
    if case .labelledFolder(let path) = self, split == nil {
      let folder = try LabelledFolder(path)
      return TrainingData(folder, try folder.load(jobs: jobs), seed: seed, isFineTuning: isFineTuning)
    }
    var data = TrainingData(training: try load(split, default: .train, jobs: jobs).digits)
    if split == .trainWithoutHeldOut { data.validation = try load(.heldOut, default: .heldOut, jobs: jobs).digits }
    return data
  }
}

extension TrainingData {
  /// The digits found in `folder`, split by `seed`.
  init(_ folder: LabelledFolder, _ contents: LabelledFolder.Contents, seed: UInt64, isFineTuning: Bool) {
    let groups = contents.digits.groupsOfEqualPixels()
    notices = FolderNotices(folder: folder, contents: contents, groups: groups, isFineTuning: isFineTuning).lines
    let split = ValidationSplit(
      labels: contents.digits.labels, groups: groups, share: TrainingData.validationShare, seed: seed)
    if split.validation.isEmpty || !isFineTuning && split.training.count < TrainingSettings.smallestBatch {
      training = contents.digits
      let judges = isFineTuning ? "those that it is trained on" : "none"
      notices.append("too few images to keep some for validation: the model is judged by \(judges)")
    } else {
      training = contents.digits.selecting(split.training)
      validation = contents.digits.selecting(split.validation)
    }
  }
}

extension LabelledDigits {
  /// The indices of all digits, those with the same 28×28 pixels together: copies of a file, or the same picture saved
  /// again. Ascending within a group and by the first of each.
  package func groupsOfEqualPixels() -> [[Int]] {
    (0..<count).groupedIndices { pixels(of: $0..<$0 + 1) }
  }
}

extension Sequence {
  /// The places of all elements, those with the same key together. Ascending within a group and by the first of each.
  func groupedIndices<Key: Hashable>(by key: (Element) -> Key) -> [[Int]] {
    var places: [Key: Int] = [:]
    var groups: [[Int]] = []
    for (index, element) in enumerated() {
      let key = key(element)
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }
}
