import NeuralNetwork

extension ModelCatalog {
  /// Keys of `Model.metadata` that this package gives a meaning.
  public enum MetadataKey {
    /// By what the logits are divided before softmax, so that a confidence is a probability.
    public static let temperature = "temperature"
    /// What the scans were made into when the model was trained; must be `preprocessingVersion`.
    public static let preprocessing = "preprocessing"
    /// How the model was made, as JSON.
    public static let recipe = "recipe"
    /// What the model is called, where its network's name would not tell it from others.
    public static let name = "name"
  }
}

extension Model {
  /// More of a name than this is not shown.
  private static let longestName = 100
  /// A temperature beyond it makes every answer certain, or none.
  public static let temperatureRange: ClosedRange<Float> = 0.01...100

  /// What the model is called: by its file and the model that it was made from, or by its network. One line.
  public var name: String {
    let given = metadata[ModelCatalog.MetadataKey.name] ?? ""
    let line = given.filter { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
    return line.isEmpty ? description.name : String(line.prefix(Model.longestName))
  }

  /// By what logits are divided before softmax, in `temperatureRange`; 1 when the metadata does not say.
  public var temperature: Float {
    get { storedTemperature ?? 1 }
    set { metadata[ModelCatalog.MetadataKey.temperature] = String(newValue) }
  }

  /// nil where there is none that can be used.
  private var storedTemperature: Float? {
    guard let value = metadata[ModelCatalog.MetadataKey.temperature].flatMap({ Float($0) }),
      Model.temperatureRange.contains(value)
    else { return nil }
    return value
  }

  /// Throws for a number in the metadata that cannot be used.
  package func checkMetadata() throws(NetworkError) {
    guard metadata[ModelCatalog.MetadataKey.temperature] == nil || storedTemperature != nil else {
      let range = Model.temperatureRange
      throw .malformedFile(detail: "its temperature is no number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
