/// Why a model could not be read, or a network not be built or run.
public enum NetworkError: Error, Equatable {
  case oneDNN(operation: String, status: Int)
  case malformedFile(detail: String)
  case unsupportedNetwork(detail: String)
}
