import DigitEvaluation
import DigitRecognition
import DigitTraining
import Imaging
import NeuralNetwork
import Testing

struct RecognizerTests {
  private static let digits = SyntheticDigits(digits: 150, seed: 9).drawings()
  private let first, second: Model
  private let cascade: Cascade

  init() throws {
    first = try RecognizerTests.model("first", seed: 1)
    second = try RecognizerTests.model("second", seed: 2)
    cascade = Cascade(first, then: [second])
  }

  /// Untrained, with logits far enough apart for sure answers and near enough for unsure ones.
  private static func model(_ name: String, seed: UInt64) throws -> Model {
    let layers: [LayerDescription] = [
      .convolution(channels: 4, kernel: 3, padding: 0), .relu, .maximumPooling(size: 4), .dense(units: 10),
    ]
    var model = try Model(initializing: NetworkDescription(name: name, layers: layers), seed: seed)
    model.temperature = 0.02
    return model
  }

  private func answers(_ cascade: Cascade, jobs: Int = 1) throws -> [Probabilities] {
    try Evaluation.probabilities(cascade, digits: Self.digits, jobs: jobs)
  }

  private func isSure(_ answer: Probabilities) -> Bool { answer.confidence >= Cascade.sureConfidence }

  @Test func onlyUnsureDigitsGoOn() throws {
    let (alone, later, both) = try (answers(Cascade(first)), answers(Cascade(second)), answers(cascade))
    let sure = alone.count(where: isSure)
    #expect(sure > 20 && sure < 130, "\(sure) of 150 are sure")
    for index in alone.indices {
      #expect(both[index] == (isSure(alone[index]) ? alone[index] : .pooled([alone[index], later[index]])))
    }
  }

  @Test func threeModelsAnswerInTurn() throws {
    let third = try RecognizerTests.model("third", seed: 3)
    let (two, last) = try (answers(cascade), answers(Cascade(third)))
    let all = try answers(Cascade(first, then: [second, third]))
    for index in all.indices {
      #expect(all[index] == (isSure(two[index]) ? two[index] : .pooled([two[index], last[index]])))
    }
    #expect(all != two)
  }

  @Test func anAnswerDoesNotDependOnOtherDigitsOrJobs() throws {
    let expected = try answers(cascade)
    #expect(try answers(cascade, jobs: 3) == expected)
    let recognizer = Recognizer(cascade)
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<20 {
      let count = Int.random(in: 1...40, using: &generator)
      let chosen = (0..<count).map { _ in Int.random(in: 0..<150, using: &generator) }
      let pixels = Self.digits.selecting(chosen).pixels
      #expect(try recognizer.probabilities(of: pixels[...]) == chosen.map { expected[$0] })
    }
    #expect(try recognizer.probabilities(of: []) == [])
  }

  @Test func pooledOpinionsAreTheirGeometricMean() {
    func opinion(_ first: Float, _ second: Float) -> Probabilities {
      Probabilities([first, second] + Array(repeating: (1 - first - second) / 8, count: 8))
    }
    let pooled = Probabilities.pooled([opinion(0.9, 0.02), opinion(0.4, 0.52)]).values
    // √(0.9 × 0.4), √(0.02 × 0.52) and eight times √(0.01 × 0.01), over their sum.
    for (value, expected) in zip(pooled, [0.6 / 0.78198, 0.10198 / 0.78198, 0.01 / 0.78198] as [Float]) {
      #expect(abs(value - expected) < 1e-4)
    }
    #expect(abs(pooled.reduce(0, +) - 1) < 1e-6)
    // Zero has no logarithm, and must not become NaN.
    let certain = Probabilities([1] + Array(repeating: 0, count: 9))
    let same = Probabilities.pooled([certain, certain]).values
    #expect(same[0] == 1 && same.dropFirst().allSatisfy { $0 < 1e-20 })
  }

  @Test func pooledOpinionsCountWhatIsNoDigit() {
    let first = Probabilities(Array(repeating: 0.01, count: 10), notADigit: 0.9)
    let second = Probabilities(Array(repeating: 0.09, count: 10), notADigit: 0.1)
    let pooled = Probabilities.pooled([first, second])
    // √(0.9 × 0.1) is 0.3, and ten times √(0.01 × 0.09) as much again.
    #expect(abs(pooled.notADigit - 0.5) < 1e-6)
    #expect(pooled.values.allSatisfy { abs($0 - 0.05) < 1e-6 })
  }

  @Test func theEleventhOutputIsNotADigit() throws {
    let network = NetworkDescription(name: "eleven", layers: [.maximumPooling(size: 4), .dense(units: 11)])
    let model = try Model(initializing: network, seed: 1)
    let answers = try answers(Cascade(model))
    let logits = try Evaluation.logits(of: model, digits: Self.digits, jobs: 1)
    #expect(logits.count == answers.count * 11)
    for (index, answer) in answers.enumerated() {
      #expect(answer == Probabilities(logits: logits[index * 11..<(index + 1) * 11], temperature: 1))
      #expect(answer.notADigit > 0 && abs(answer.values.reduce(answer.notADigit, +) - 1) < 1e-5)
      #expect(answer.confidence == answer.values.max())
    }
  }

  @Test func theNameListsTheModels() throws {
    let names = [try cascade.name, try Cascade(first).name]
    #expect(names == ["first+second", "first"])
  }
}
