import DigitTraining
import Imaging
import Testing

struct ValidationSplitTests {
  /// `counts[digit]` images of each digit, in turn.
  private func labels(_ counts: [Int]) -> [UInt8] {
    (0..<(counts.max() ?? 0)).flatMap { round in counts.indices.filter { round < counts[$0] }.map(UInt8.init) }
  }

  private func split(_ labels: [UInt8], share: Double = 0.15, seed: UInt64 = 1) -> ValidationSplit {
    ValidationSplit(labels: labels, groups: labels.indices.map { [$0] }, share: share, seed: seed)
  }

  @Test func everyDigitGivesItsShare() {
    let labels = labels([100, 40, 7, 5, 4, 1, 0, 20, 13, 10])
    let split = split(labels)
    let counts = (0..<10).map { digit in split.validation.count { Int(labels[$0]) == digit } }
    #expect(counts == [15, 6, 1, 1, 0, 0, 0, 3, 2, 2])
    #expect((split.training + split.validation).sorted() == Array(labels.indices))
    #expect(split.training == split.training.sorted() && split.validation == split.validation.sorted())
  }

  @Test func followsFromTheSeed() {
    let labels = labels(Array(repeating: 30, count: 10))
    #expect(split(labels, seed: 5) == split(labels, seed: 5))
    #expect(split(labels, seed: 5) != split(labels, seed: 6))
    // A digit more of one kind leaves the others where they are.
    let others = split(labels, seed: 5).validation.filter { labels[$0] != 3 }
    #expect(split(labels + [3], seed: 5).validation.filter { (labels + [3])[$0] != 3 } == others)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func copiesStayTogether(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var (labels, groups) = ([UInt8](), [[Int]]())
    for _ in 0..<200 {
      let group = Array(labels.count..<labels.count + Int.random(in: 1...4, using: &generator))
      labels += Array(repeating: UInt8.random(in: 0...9, using: &generator), count: group.count)
      groups.append(group)
    }
    let validation = Set(ValidationSplit(labels: labels, groups: groups, share: 0.2, seed: seed).validation)
    for group in groups { #expect([0, group.count].contains(group.count { validation.contains($0) }), "seed \(seed)") }
    #expect(abs(Double(validation.count) / Double(labels.count) - 0.2) < 0.03, "seed \(seed)")
  }

  @Test func largeGroups() {
    let labels = [UInt8](repeating: 2, count: 6)
    func validation(_ groups: [[Int]]) -> [Int] {
      ValidationSplit(labels: labels, groups: groups, share: 0.15, seed: 1).validation
    }
    #expect(validation([[0, 1, 2, 3, 4, 5]]) == [])
    #expect(validation([[0, 1, 2, 3], [4, 5]]) == [4, 5])
  }

  @Test func contradictionsTrain() {
    let labels: [UInt8] = [1, 1, 1, 1, 1, 1, 7, 7, 7, 7, 7]
    let groups = [[0, 6]] + [1, 2, 3, 4, 5, 7, 8, 9, 10].map { [$0] }
    for seed in 1...20 as ClosedRange<UInt64> {
      let split = ValidationSplit(labels: labels, groups: groups, share: 0.5, seed: seed)
      #expect(split.training.contains(0) && split.training.contains(6))
    }
  }

  @Test func equalPixelsAreAGroup() {
    let digits = SyntheticDigits(digits: 20, seed: 1).drawings().selecting([0, 1, 2, 1, 3, 0, 0])
    #expect(digits.groupsOfEqualPixels() == [[0, 5, 6], [1, 3], [2], [4]])
  }
}

struct BatchSizeTests {
  @Test(arguments: [(20, 32), (200, 32), (600, 64), (1000, 96), (1024, 128), (60_000, 128)])
  func shrinksWithTheDigits(count: Int, size: Int) {
    #expect(TrainingSettings.batchSize(forDigits: count) == size)
  }
}
