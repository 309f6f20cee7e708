import Files
import NeuralNetwork

extension Model {
  /// SHA-256 of the file that holds the model: of metadata too, by whose temperature confidences are decided.
  package var fileDigest: String { SHA256.hexadecimal(of: safetensors()) }

  /// SHA-256 of network and weights; hexadecimal.
  package var digest: String { SHA256.hexadecimal(of: withoutMetadata.safetensors()) }

  /// Network and weights alone.
  package var withoutMetadata: Model {
    var model = self
    model.metadata = [:]
    return model
  }
}
