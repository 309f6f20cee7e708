/// Everything that a training session needs to go on, bit for bit: in plain, row-major layouts by tensor name, so that
/// it does not depend on the kernels of one machine. Kept as a safetensors file.
public struct TrainingSnapshot: Sendable, Equatable {
  /// Steps done.
  public var stepCount: Int
  /// The weights, with the running statistics of batch normalization.
  public var weights: Model
  /// Adam's moments, for each tensor that is learned.
  public var firstMoments, secondMoments: [String: [Float]]
  /// The moving average, where the session keeps one.
  public var average: Model?
  /// The best model of all epochs so far, if one is kept.
  public var best: Model?
  /// Free-form, for whoever writes the file.
  public var metadata: [String: String] = [:]

  /// A snapshot without a best model or metadata.
  public init(
    stepCount: Int,
    weights: Model,
    firstMoments: [String: [Float]],
    secondMoments: [String: [Float]],
    average: Model?
  ) {
    self.stepCount = stepCount
    self.weights = weights
    self.average = average
    (self.firstMoments, self.secondMoments) = (firstMoments, secondMoments)
  }

  /// The groups of tensors; their names stand in the file before a slash and the tensor's name.
  private enum Group: String {
    case weights, first, second, average, best

    func name(_ tensor: String) -> String { "\(rawValue)/\(tensor)" }
  }

  private static let stepKey = "step"
  /// More than any machine can do.
  private static let mostSteps = 1_000_000_000_000

  /// The bytes of a safetensors file; the same snapshot always gives the same bytes.
  public func safetensors() -> [UInt8] {
    var file = SafetensorsFile(metadata: metadata, tensors: [:])
    file.metadata[SafetensorsFile.networkKey] = weights.description.json
    file.metadata[TrainingSnapshot.stepKey] = String(stepCount)
    func add(_ group: Group, _ tensors: [String: Model.Tensor]) {
      for (name, tensor) in tensors { file.tensors[group.name(name)] = tensor }
    }
    add(.weights, weights.tensors)
    add(.average, average?.tensors ?? [:])
    add(.best, best?.tensors ?? [:])
    for (group, moments) in [(Group.first, firstMoments), (.second, secondMoments)] {
      for (name, values) in moments {
        let shape = weights.tensors[name]?.shape ?? [values.count]
        file.tensors[group.name(name)] = Model.Tensor(shape: shape, values: values)
      }
    }
    return file.bytes()
  }

  /// Reads a safetensors file; throws `malformedFile` unless it holds a whole snapshot and nothing else.
  public init(safetensors bytes: UnsafeRawBufferPointer) throws(NetworkError) {
    let (whole, description) = try SafetensorsFile.read(bytes)
    var file = whole
    guard let step = file.metadata.removeValue(forKey: TrainingSnapshot.stepKey).flatMap({ Int($0) }),
      0...TrainingSnapshot.mostSteps ~= step
    else {
      throw .malformedFile(detail: "it does not say after how many steps it was made")
    }
    func take(_ group: Group) -> [String: Model.Tensor] {
      var tensors: [String: Model.Tensor] = [:]
      for name in file.tensors.keys where name.hasPrefix(group.name("")) {
        tensors[String(name.dropFirst(group.name("").count))] = file.tensors.removeValue(forKey: name)
      }
      return tensors
    }
    func model(_ group: Group) throws(NetworkError) -> Model? {
      let tensors = take(group)
      if tensors.isEmpty { return nil }
      return try Model(description: description, tensors: tensors, metadata: [:])
    }
    guard let weights = try model(.weights) else { throw .malformedFile(detail: "it holds no weights") }
    self.init(
      stepCount: step,
      weights: weights,
      firstMoments: try TrainingSnapshot.moments(take(.first), of: weights),
      secondMoments: try TrainingSnapshot.moments(take(.second), of: weights, areSquares: true),
      average: try model(.average)
    )
    best = try model(.best)
    metadata = file.metadata
    if let extra = file.tensors.keys.min() {
      throw .malformedFile(detail: "the tensor \(extra) is not one of a training run")
    }
  }

  private static func moments(
    _ tensors: [String: Model.Tensor],
    of model: Model,
    areSquares: Bool = false
  ) throws(NetworkError) -> [String: [Float]] {
    var moments: [String: [Float]] = [:]
    for (name, weights) in model.tensors where !NetworkDescription.isStatistic(name) {
      guard let tensor = tensors[name], tensor.shape == weights.shape, tensor.values.allSatisfy(\.isFinite) else {
        throw .malformedFile(detail: "the moments of the tensor \(name) are missing or of another shape")
      }
      guard !areSquares || tensor.values.allSatisfy({ $0 >= 0 }) else {
        throw .malformedFile(detail: "the second moments of the tensor \(name) are negative")
      }
      moments[name] = tensor.values
    }
    guard tensors.count == moments.count else {
      throw .malformedFile(detail: "it holds moments of tensors that the network does not learn")
    }
    return moments
  }
}
