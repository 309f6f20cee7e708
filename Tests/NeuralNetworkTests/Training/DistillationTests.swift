import Foundation
import Imaging
import NeuralNetwork
import Testing

struct DistillationTests {
  private let classes = 10

  /// Of rows of ten logits, and its gradient with `scale`.
  private func loss(
    _ logits: [Float], _ targets: [Float], temperature: Float, scale: Float = 1, before: Float = 0
  ) -> (value: Double, gradient: [Float]) {
    var (logits, gradient) = (logits, [Float](repeating: before, count: logits.count))
    let value = logits.withUnsafeMutableBufferPointer { logits in
      gradient.withUnsafeMutableBufferPointer {
        Distillation.addLoss(
          logits: logits, targets: targets, classes: classes, temperature: temperature, scale: scale, gradient: $0)
      }
    }
    return (value, gradient)
  }

  private func softened(_ logits: some Sequence<Float>, _ temperature: Float) -> [Double] {
    let exponentials = logits.map { exp(Double($0 / temperature)) }
    return exponentials.map { $0 / exponentials.reduce(0, +) }
  }

  /// Rows of probabilities.
  private func targets(rows: Int, seed: UInt64) -> [Float] {
    let logits = randomValues(rows * classes, seed: seed).map { $0 * 3 }
    return (0..<rows).flatMap { row in softened(logits[row * classes..<(row + 1) * classes], 1).map { Float($0) } }
  }

  @Test(arguments: [Float(1), 2, 5]) func agreesWithItsDefinition(temperature: Float) {
    let (logits, targets) = (randomValues(40, seed: 1).map { $0 * 8 }, targets(rows: 4, seed: 2))
    var expected = 0.0
    for row in 0..<4 {
      let probabilities = softened(logits[row * classes..<(row + 1) * classes], temperature)
      for place in 0..<classes {
        expected -= Double(temperature * temperature * targets[row * classes + place]) * log(probabilities[place])
      }
    }
    #expect(abs(loss(logits, targets, temperature: temperature).value - expected) < 1e-4 * expected)
  }

  @Test(arguments: [Float(1), 2, 5]) func addsTheGradientOfItsFiniteDifferences(temperature: Float) {
    let (logits, targets) = (randomValues(20, seed: 3).map { $0 * 2 }, targets(rows: 2, seed: 4))
    let gradient = loss(logits, targets, temperature: temperature, scale: 0.5, before: 7).gradient
    for index in logits.indices {
      func moved(_ step: Float) -> Double {
        var moved = logits
        moved[index] += step
        return loss(moved, targets, temperature: temperature).value
      }
      let slope = 0.5 * (moved(1e-2) - moved(-1e-2)) / 2e-2
      #expect(abs(Double(gradient[index]) - 7 - slope) < 1e-3, "logit \(index)")
    }
  }

  @Test func hugeLogitsStayFinite() {
    let logits = (0..<20).map { [Float(1e30), -1e30, 500, -500][$0 % 4] }
    let result = loss(logits, targets(rows: 2, seed: 5), temperature: 2)
    #expect(result.value.isFinite && result.gradient.allSatisfy(\.isFinite))
  }
}

/// Sessions with teachers.
struct TeacherTests {
  private func settings(share: Float, threads: Int = 1) -> TrainingSession.Settings {
    var settings = TrainingSession.Settings()
    (settings.batchSize, settings.threads, settings.averageDecay) = (64, threads, 0.9)
    settings.distillation.share = share
    return settings
  }

  private var pixels: [UInt8] {
    var generator = SeededGenerator(seed: 11)
    return (0..<64 * DigitImage.pixelCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// Does so many steps in which each image has label 0.
  private func train(_ session: TrainingSession, steps: Int) throws {
    let labels = [UInt8](repeating: 0, count: 64)
    try pixels.withUnsafeBufferPointer { pixels in
      try labels.withUnsafeBufferPointer { labels in
        for _ in 0..<steps { _ = try session.step(pixels: pixels, labels: labels, learningRate: 2e-3) }
      }
    }
  }

  private func answers(_ model: Model) throws -> [Int] {
    let session = try InferenceSession(model: model, batchSize: 64)
    let logits = try pixels.withUnsafeBufferPointer { try session.logits(pixels: $0) }
    let classes = session.classCount
    return (0..<64).map { image in
      (0..<classes).max { logits[image * classes + $0] < logits[image * classes + $1] } ?? -1
    }
  }

  /// A model that says `digit` to everything.
  private func teacher(saying digit: Int) throws -> Model {
    var model = try Model(initializing: .fast, seed: 5)
    model.tensors["\(model.description.layers.count - 1).bias"]?.values[digit] += 50
    return model
  }

  @Test(arguments: [(Float(0), 0), (1, 3)]) func theShareDecidesWhoIsBelieved(share: Float, answer: Int) throws {
    let session = try TrainingSession(
      model: Model(initializing: .fast, seed: 1), teachers: [teacher(saying: 3)], settings: settings(share: share))
    try train(session, steps: 60)
    #expect(try answers(session.currentModel()) == Array(repeating: answer, count: 64))
  }

  @Test func weightsDependNeitherOnThreadsNorOnAPause() throws {
    let (start, teachers) = (try Model(initializing: .fast, seed: 1), [try teacher(saying: 3), try teacher(saying: 8)])
    let whole = try TrainingSession(model: start, teachers: teachers, settings: settings(share: 0.5))
    try train(whole, steps: 4)
    let first = try TrainingSession(model: start, teachers: teachers, settings: settings(share: 0.5, threads: 2))
    try train(first, steps: 2)
    let second = try TrainingSession(
      resuming: first.snapshot(), teachers: teachers, settings: settings(share: 0.5, threads: 2))
    try train(second, steps: 2)
    #expect(try second.currentModel() == whole.currentModel())
    let alone = try TrainingSession(model: start, settings: settings(share: 0.5))
    try train(alone, steps: 4)
    #expect(try alone.currentModel() != whole.currentModel())
  }

  @Test func refusesATeacherOfOtherClasses() throws {
    for teacher in [NetworkDescription.kerasTutorial, .ink] {
      #expect(throws: NetworkError.self) {
        try TrainingSession(
          model: Model(initializing: .fast, seed: 1), teachers: [Model(initializing: teacher, seed: 1)],
          settings: settings(share: 0.5))
      }
    }
    #expect(NetworkDescription.accurate.canTeach(.fast) && !NetworkDescription.ink.canTeach(.ink))
  }
}
