import NeuralNetwork

/// What decides a row beside the picture and the options: by which program and models it was made.
public struct Provenance: Sendable, Equatable {
  /// A network by name and digest.
  public struct Network: Sendable, Equatable {
    /// The name of the model.
    public var name: String
    /// SHA-256 of the file that holds it, as hexadecimal digits.
    public var digest: String
  }

  /// Of the release.
  public static let program = "1.0.0"

  /// Raised when a picture gets another row from the same models and options. Unfinished runs and parts of runs are not
  /// mixed with those of another number. `ProvenanceTests` fails as long as rows change and this does not.
  static let revision = 4

  /// The path from a file to its row: the number that a model must be trained for, and the revision since.
  public static var preprocessing: String { "\(ModelCatalog.preprocessingVersion).\(revision)" }

  /// In the order in which they are asked; the one that finds ink last.
  public var models: [Network]

  /// Reads the models that were not needed before, and computes their digests.
  public init(_ cascade: Cascade) throws(NetworkError) { self.init(try cascade.all) }

  /// Computes the digests of the models.
  package init(_ models: [Model]) {
    self.models = models.map { Network(name: $0.name, digest: $0.fileDigest) }
  }
}

extension Provenance: CustomStringConvertible {
  /// A line for each fact.
  public var description: String {
    let facts = [("digits", Provenance.program), ("preprocessing", Provenance.preprocessing)]
    return (facts.map { "\($0.0) \($0.1)" } + models.map { "model \($0.name) \($0.digest)" }).joined(separator: "\n")
  }
}
