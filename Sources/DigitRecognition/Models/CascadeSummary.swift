import Files
import NeuralNetwork

extension Cascade {
  /// A network of a cascade.
  public struct Network: Sendable {
    /// The name of the model.
    public var name: String
    /// Numbers that training changed.
    public var parameterCount: Int
  }

  /// In the order in which they are asked; the one that finds ink last.
  public var networks: [Network] {
    all.map { model in
      let weights = model.tensors.filter { !$0.key.contains(".running_") }
      return Network(
        name: model.name, parameterCount: weights.values.reduce(0) { $0 + $1.values.count })
    }
  }

  /// SHA-256 of the networks with their weights; hexadecimal.
  public var digest: String {
    var hash = SHA256()
    for model in all { hash.update(Array(model.digest.utf8)) }
    return hash.hexadecimal
  }

  /// Those that read digits, and the one that finds ink.
  package var all: [Model] { models + [ink].compactMap { $0 } }
}
