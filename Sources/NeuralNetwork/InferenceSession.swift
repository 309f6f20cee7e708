/// Runs a model forward, single-threaded, on batches of up to `batchSize` images. One session belongs to one worker
/// thread, whose OpenMP team size becomes one.
public final class InferenceSession {
  /// The most images of one call.
  public let batchSize: Int
  /// Logits for each image.
  public let classCount: Int
  /// Bytes of one image.
  public let pixelCount: Int

  private let network: Network
  private let weights: Buffer

  /// The logits of bf16 are within about 1 % of those of fp32, of the largest. So with `.best` the last decimals of
  /// results can differ between CPUs with and without bf16; on one CPU they are always the same. Throws for bf16 where
  /// the CPU has no AVX-512.
  public init(model: Model, batchSize: Int = 32, precision: Precision = .best) throws(NetworkError) {
    guard batchSize > 0 else { throw .unsupportedNetwork(detail: "a batch of \(batchSize) images") }
    self.batchSize = batchSize
    classCount = model.description.classCount
    pixelCount = model.description.inputShape.reduce(1, *)
    let plan = model.inferencePlan()
    network = try Network(
      model.description, plan: plan, batchSize: batchSize, training: false, precision: precision)
    let tensors = model.foldingNormalization(by: plan)
    let parameters = network.parameters + network.statistics
    let placement = ParameterPlacement(parameters)
    weights = placement.makeBuffer()
    placement.place(parameters.map(\.values), in: weights)
    for parameter in parameters {
      guard let tensor = tensors[parameter.name] else {
        throw .unsupportedNetwork(detail: "the model lacks the tensor \(parameter.name)")
      }
      try PlainValues.load(tensor.values, into: parameter.values)
    }
  }

  /// `pixels` holds n × pixelCount bytes (for digits 28×28 row-major, 0 paper … 255 ink), n ≤ batchSize; returns n ×
  /// classCount logits, the first output, all finite. Those of an image do not depend on its place in the batch nor on
  /// what else is in it.
  public func logits(pixels: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> [Float] {
    try values(of: network.outputs.prefix(1), pixels)[0]
  }

  /// All outputs for n images, n ≤ batchSize: `pixels` holds their bytes in the network's input shape, one image after
  /// another. Each output is row-major [n, …] and finite.
  public func outputs(of pixels: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> [[Float]] {
    try values(of: network.outputs[...], pixels)
  }

  private func values(
    of outputs: ArraySlice<KernelTensor>, _ pixels: UnsafeBufferPointer<UInt8>
  ) throws(NetworkError) -> [[Float]] {
    let count = pixels.count / pixelCount
    guard pixels.count == count * pixelCount, count <= batchSize else {
      throw .unsupportedNetwork(
        detail: "\(pixels.count) pixels in a batch; up to \(batchSize) images of \(pixelCount) pixels are taken"
      )
    }
    let input = network.input.floats
    scalePixels(pixels, into: input)
    input[pixels.count...].update(repeating: 0)
    try network.forward()
    let values = outputs.map { Array($0.floats[..<($0.floats.count / batchSize * count)]) }
    guard values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw .answerNotFinite }
    return values
  }
}

extension Model {
  /// Throws unless this machine can run the network and its answer to a picture with every shade is finite. Weights
  /// that are so large that other pictures overflow are found when these come.
  public func tryOut() throws(NetworkError) {
    let session = try InferenceSession(model: self, batchSize: 1)
    let pixels = (0..<session.pixelCount).map { UInt8(truncatingIfNeeded: $0 * 37) }
    _ = try pixels.withUnsafeBufferPointer { (pixels) throws(NetworkError) in try session.outputs(of: pixels) }
  }
}

extension Model {
  /// How the layers are run.
  func inferencePlan() -> [PlannedLayer] {
    description.inferencePlan(
      rising: Set(
        description.layers.indices.filter { index in
          description.layers[index] == .batchNormalization
            && tensors["\(index).weight"]?.values.allSatisfy { $0 > 0 } ?? false
        }))
  }

  /// The tensors with each batch normalization multiplied into the convolution that `plan` has for it.
  func foldingNormalization(by plan: [PlannedLayer]) -> [String: Tensor] {
    var tensors = tensors
    for planned in plan {
      guard let normalization = planned.foldedNormalization,
        let scale = tensors["\(normalization).weight"]?.values,
        let shift = tensors["\(normalization).bias"]?.values,
        let mean = tensors["\(normalization).running_mean"]?.values,
        let variance = tensors["\(normalization).running_variance"]?.values,
        var weight = tensors["\(planned.index).weight"]
      else { continue }
      let perChannel = weight.values.count / scale.count
      var bias = shift
      for channel in scale.indices {
        let factor = scale[channel] / (variance[channel] + LayerDescription.normalizationEpsilon).squareRoot()
        bias[channel] -= mean[channel] * factor
        for index in channel * perChannel..<(channel + 1) * perChannel { weight.values[index] *= factor }
      }
      tensors["\(planned.index).weight"] = weight
      tensors["\(planned.index).bias"] = Tensor(shape: [bias.count], values: bias)
    }
    return tensors
  }
}
