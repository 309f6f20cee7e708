/// Why a model could not be read, or a network not be built or run.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  case oneDNN(operation: String, status: Int)
  case malformedFile(detail: String)
  case unsupportedNetwork(detail: String)
  /// An output that is infinite or no number: the weights are too large for the picture.
  case answerNotFinite

  /// A sentence for the user, without the name of the file.
  public var description: String {
    switch self {
    case .oneDNN(let operation, let status):
      "oneDNN could not \(operation) (status \(status)); it needs more memory, or oneDNN 2.6 or newer"
    case .malformedFile(let detail):
      "this is no usable model: \(detail). Use a file written by digits train"
    case .unsupportedNetwork(let detail):
      "this network cannot be run: \(detail). Use a file written by digits train"
    case .answerNotFinite:
      "the network's answer is not a finite number, as its weights are too large: use another model"
    }
  }
}
