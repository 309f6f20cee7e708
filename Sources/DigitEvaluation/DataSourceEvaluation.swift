import DigitRecognition
import LabelledData

extension DataSource {
  /// How `cascade` reads the digits of `split`, by default the test digits, or the scans of a labelled folder.
  public func evaluate(_ cascade: Cascade, on split: MNIST.Split?, jobs: Int) throws -> Evaluation {
    if case .labelledFolder(let folder) = self, split == nil {
      return try Evaluation(cascade, on: LabelledFolder(folder), jobs: jobs)
    }
    return try Evaluation(cascade, on: load(split, default: .test, jobs: jobs), jobs: jobs)
  }
}
