import DigitEvaluation
import DigitRecognition
import Imaging
import LabelledData

/// Evaluations without a model.
package enum EvaluationFixture {
  /// Of `digits` random pictures, about four fifths of them answered right.
  package static func evaluation(
    digits count: Int, seed: UInt64, model: String = "fixture", folder: String? = nil,
    rejected: [LabelledFolder.Rejected] = []
  ) -> Evaluation {
    var generator = SeededGenerator(seed: seed)
    var answers: [Probabilities] = []
    var digits = LabelledDigits(
      pixels: (0..<count * DigitImage.pixelCount).map { _ in UInt8.random(in: 0...255, using: &generator) },
      labels: (0..<count).map { UInt8($0 % 10) })
    if let folder {
      let plain = digits
      digits = LabelledDigits()
      for index in 0..<count { digits.append(plain[index], label: plain.labels[index], file: "\(folder)/\(index).png") }
    }
    let contents = LabelledFolder.Contents(digits: digits, rejected: rejected)
    for index in 0..<count {
      let isRight = Int.random(in: 0..<5, using: &generator) > 0
      var logits = (0..<10).map { _ in Float.random(in: 0...2, using: &generator) }
      let preferred = isRight ? index % 10 : Int.random(in: 0..<10, using: &generator)
      logits[preferred] += Float.random(in: 0...6, using: &generator)
      answers.append(Probabilities(logits: logits, temperature: 1))
    }
    return Evaluation(model: model, contents: contents, answers: answers)
  }
}
