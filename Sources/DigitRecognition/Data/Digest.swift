import Crypto
import NeuralNetwork

extension SHA256Digest {
  /// 64 lower-case hexadecimal digits.
  var hexadecimal: String {
    map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}

extension LabelledDigits {
  /// SHA-256 of the labels, then the pixels; hexadecimal.
  var digest: String {
    var hash = SHA256()
    labels.withUnsafeBytes { hash.update(bufferPointer: $0) }
    pixels.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().hexadecimal
  }
}

extension Model {
  /// SHA-256 of the file that holds the model: of metadata too, by whose temperature confidences are decided.
  var fileDigest: String { SHA256.hash(data: safetensors()).hexadecimal }

  /// SHA-256 of network and weights; hexadecimal.
  var digest: String { SHA256.hash(data: withoutMetadata.safetensors()).hexadecimal }

  /// Network and weights alone.
  var withoutMetadata: Model {
    var model = self
    model.metadata = [:]
    return model
  }
}
