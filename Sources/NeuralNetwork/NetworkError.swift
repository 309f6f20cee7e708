/// Why a model could not be read, or a network not be built or run.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  case oneDNN(operation: String, status: Int)
  case malformedFile(detail: String)
  case unsupportedNetwork(detail: String)

  public var description: String {
    switch self {
    case .oneDNN(let operation, let status):
      "oneDNN could not \(operation) (status \(status)); is there enough memory, and is oneDNN 2.6 or newer installed?"
    case .malformedFile(let detail):
      "this is no usable model: \(detail). Use a file written by digits train or digits export"
    case .unsupportedNetwork(let detail):
      "this network cannot be run: \(detail)"
    }
  }
}
