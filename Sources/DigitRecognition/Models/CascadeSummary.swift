import Files
import NeuralNetwork

extension Cascade {
  /// A network of a cascade.
  public struct Network: Sendable {
    /// The name of the model.
    public var name: String
    /// Numbers that training changed.
    public var parameterCount: Int

    /// The network of `model`.
    package init(_ model: Model) {
      name = model.name
      let weights = model.tensors.filter { !$0.key.contains(".running_") }
      parameterCount = weights.values.reduce(0) { $0 + $1.values.count }
    }
  }

  /// In the order in which they are asked; the one that finds ink last.
  public var networks: [Network] {
    get throws(NetworkError) {
      try all.map { Network($0) }
    }
  }

  /// SHA-256 of the networks with their weights; hexadecimal.
  public var digest: String {
    get throws(NetworkError) {
      var hash = SHA256()
      for model in try all { hash.update(Array(model.digest.utf8)) }
      return hash.hexadecimal
    }
  }
}
