import NeuralNetwork

/// The file formats in which a model leaves the program.
public enum ModelFormat: String, CaseIterable, Sendable {
  /// For ONNX Runtime and what else runs the operators of ONNX.
  case onnx
  /// As training writes it, for training, for digits itself and for Python.
  case safetensors

  /// The bytes of a file with `model`; the same model always gives the same bytes.
  public func bytes(of model: Model) throws(NetworkError) -> [UInt8] {
    switch self {
    case .onnx: try model.onnx()
    case .safetensors: model.safetensors()
    }
  }
}
