import DigitRecognition
import LabelledData
import NeuralNetwork

/// What models are measured by, always the same.
enum Yardstick: Sendable {
  /// Digits, or pages or strips that are written with them.
  case digits(LabelledDigits)
  case numbers(OwnNumbers)

  /// How `model` does at `task`.
  func measure(_ model: Model, _ task: NetworkTask, jobs: Int) throws -> TrainingObserver.HeldOutResult {
    switch self {
    case .digits(let digits): try task.measure(model, on: digits, jobs: jobs)
    case .numbers(let numbers): try OwnNumberEvaluation(of: model, on: numbers).result
    }
  }

  var recipe: TrainingRecipe.Data {
    switch self {
    case .digits(let digits): TrainingRecipe.Data(digits)
    case .numbers(let numbers): TrainingRecipe.Data(numbers)
    }
  }
}
