import DigitRecognition
import Imaging
import NeuralNetwork
import NumberReading

/// How a string network does on a user's own numbers: by itself, without rules and without a second reader.
struct OwnNumberEvaluation {
  /// Numbers of which every sign was read, junk apart, and the mean loss of the alignment.
  let result: TrainingObserver.HeldOutResult

  init(of model: Model, on numbers: OwnNumbers) throws {
    let network = StringNetwork(ModelSource(model))
    var (right, loss) = (0, 0.0)
    for number in numbers.numbers {
      var isRight = true
      for line in number.lines {
        let columns = ColumnProbabilities(try network.columns(of: line.strip))
        isRight = isRight && columns.bestSigns == line.labels
        loss += columns.loss(of: line.labels) ?? 0
      }
      right += isRight ? 1 : 0
    }
    let count = Double(max(1, numbers.count))
    result = TrainingObserver.HeldOutResult(accuracy: Double(right) / count, loss: loss / count)
  }
}
