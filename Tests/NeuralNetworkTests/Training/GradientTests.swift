import NeuralNetwork
import Testing

/// Gradients of every layer against finite differences, through the layers that training uses.
struct GradientTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var layers: [LayerDescription]
    /// [N, C, H, W] or [N, C].
    var inputShape: [Int]
  }

  static let cases = [
    Case(
      testDescription: "convolution, valid",
      layers: [.convolution(channels: 5, kernel: 3, padding: 0)],
      inputShape: [2, 3, 6, 6]
    ),
    Case(
      testDescription: "convolution, padded, over blocked channels",
      layers: [.convolution(channels: 32, kernel: 3, padding: 1)],
      inputShape: [2, 16, 4, 4]
    ),
    Case(
      testDescription: "convolution of one channel, 5×5",
      layers: [.convolution(channels: 16, kernel: 5, padding: 2)],
      inputShape: [2, 1, 7, 7]
    ),
    Case(
      testDescription: "convolution and ReLU",
      layers: [.convolution(channels: 16, kernel: 3, padding: 0), .relu],
      inputShape: [2, 2, 5, 5]
    ),
    Case(
      testDescription: "convolution, ReLU and maximum",
      layers: [.convolution(channels: 8, kernel: 3, padding: 0), .relu, .maximumPooling(size: 2)],
      inputShape: [2, 2, 7, 7]
    ),
    Case(
      testDescription: "two convolutions",
      layers: [
        .convolution(channels: 16, kernel: 3, padding: 1), .relu, .convolution(channels: 8, kernel: 3, padding: 0),
      ],
      inputShape: [2, 1, 6, 6]
    ),
    Case(testDescription: "ReLU", layers: [.relu], inputShape: [2, 3, 4, 4]),
    Case(testDescription: "maximum pooling", layers: [.maximumPooling(size: 2)], inputShape: [2, 3, 5, 5]),
    Case(testDescription: "average pooling", layers: [.averagePooling(size: 2)], inputShape: [2, 3, 5, 5]),
    Case(testDescription: "global pooling", layers: [.globalMaximumAndAverage], inputShape: [2, 5, 3, 3]),
    Case(
      testDescription: "global pooling over blocked channels",
      layers: [.convolution(channels: 32, kernel: 3, padding: 0), .globalMaximumAndAverage],
      inputShape: [2, 2, 5, 5]
    ),
    Case(testDescription: "batch normalization", layers: [.batchNormalization], inputShape: [4, 3, 3, 3]),
    Case(
      testDescription: "batch normalization and ReLU",
      layers: [.batchNormalization, .relu],
      inputShape: [4, 16, 3, 3]
    ),
    Case(
      testDescription: "convolution, pooling, batch normalization, ReLU",
      layers: [
        .convolution(channels: 16, kernel: 3, padding: 0), .maximumPooling(size: 2), .batchNormalization, .relu,
      ],
      inputShape: [4, 1, 8, 8]
    ),
    Case(testDescription: "dense over vectors", layers: [.dense(units: 7)], inputShape: [3, 11]),
    Case(testDescription: "dense over maps, and ReLU", layers: [.dense(units: 10), .relu], inputShape: [3, 4, 3, 3]),
    Case(
      testDescription: "convolution, dense, dense",
      layers: [.convolution(channels: 16, kernel: 3, padding: 0), .relu, .dense(units: 9), .relu, .dense(units: 10)],
      inputShape: [2, 1, 5, 5]
    ),
    Case(
      testDescription: "dropout of nothing",
      layers: [.dense(units: 6), .dropout(rate: 0), .dense(units: 4)],
      inputShape: [3, 5]
    ),
    Case(
      testDescription: "along a line",
      layers: [
        .lineConvolution(channels: 16, height: 2, width: 3), .batchNormalization, .relu, .rowPooling(rows: 2),
        .lineConvolution(channels: 8, height: 1, width: 5),
      ],
      inputShape: [2, 3, 5, 7]
    ),
    Case(testDescription: "row pooling", layers: [.rowPooling(rows: 2)], inputShape: [2, 3, 5, 4]),
    Case(testDescription: "upsampling", layers: [.upsampling(factor: 3)], inputShape: [2, 3, 4, 4]),
    Case(
      testDescription: "upsampling of blocked channels",
      layers: [.convolution(channels: 32, kernel: 1, padding: 0), .upsampling(factor: 2)],
      inputShape: [2, 3, 4, 4]
    ),
    Case(
      testDescription: "addition",
      layers: [
        .convolution(channels: 16, kernel: 3, padding: 1), .convolution(channels: 16, kernel: 3, padding: 1),
        .addition(layer: 0),
      ],
      inputShape: [2, 3, 5, 5]
    ),
    Case(
      testDescription: "a value used four times, behind a fused ReLU",
      layers: [
        .convolution(channels: 16, kernel: 3, padding: 1), .relu, .addition(layer: 1), .addition(layer: 1),
        .addition(layer: 2), .convolution(channels: 8, kernel: 3, padding: 0),
      ],
      inputShape: [2, 3, 5, 5]
    ),
    Case(
      testDescription: "skips around fused ReLUs, and one before a ReLU",
      layers: [
        .convolution(channels: 16, kernel: 1, padding: 0), .convolution(channels: 16, kernel: 3, padding: 1), .relu,
        .addition(layer: 0), .convolution(channels: 16, kernel: 1, padding: 0), .relu, .addition(layer: 4), .relu,
      ],
      inputShape: [2, 3, 5, 5]
    ),
    Case(
      testDescription: "addition of vectors",
      layers: [.dense(units: 7), .relu, .dense(units: 7), .relu, .addition(layer: 1)],
      inputShape: [3, 5]
    ),
    Case(
      testDescription: "a ReLU asked for before its pooling",
      layers: [
        .batchNormalization, .relu, .maximumPooling(size: 2), .output, .branch(layer: 1),
        .convolution(channels: 3, kernel: 1, padding: 0),
      ],
      inputShape: [3, 4, 4, 4]
    ),
    Case(
      testDescription: "outputs on the way",
      layers: [
        .convolution(channels: 16, kernel: 3, padding: 1), .output, .relu, .output, .dense(units: 3), .output,
      ],
      inputShape: [2, 2, 4, 4]
    ),
    Case(
      testDescription: "a branch from what two others use",
      layers: [
        .convolution(channels: 8, kernel: 1, padding: 0), .globalMaximumAndAverage, .dense(units: 3), .output,
        .branch(layer: 0), .convolution(channels: 8, kernel: 3, padding: 1), .addition(layer: 0), .output,
        .branch(layer: 5), .averagePooling(size: 2),
      ],
      inputShape: [2, 3, 4, 4]
    ),
    // Without ReLUs and maxima, whose kinks add up.
    Case(
      testDescription: "a U-Net",
      layers: [
        .convolution(channels: 16, kernel: 3, padding: 1), .batchNormalization,
        .averagePooling(size: 2),
        .convolution(channels: 20, kernel: 3, padding: 1), .batchNormalization,
        .averagePooling(size: 4), .dense(units: 3), .output,
        .branch(layer: 4),
        .convolution(channels: 16, kernel: 1, padding: 0), .upsampling(factor: 2), .addition(layer: 1),
        .convolution(channels: 8, kernel: 3, padding: 1), .convolution(channels: 2, kernel: 1, padding: 0),
      ],
      inputShape: [4, 2, 8, 8]
    ),
  ]

  @Test(arguments: cases) func gradientsAgreeWithFiniteDifferences(_ test: Case) throws {
    let probe = try LayerProbe(test.layers, inputShape: test.inputShape, training: true)
    var point = Point(probe: probe, inputShape: test.inputShape)
    let weights = randomValues(try point.output().count, seed: 2)
    let (inputGradient, tensorGradients) = try probe.backward(weights)
    let gradients = tensorGradients.merging(["input": inputGradient]) { first, _ in first }

    #expect(Set(gradients.keys) == Set(point.values.keys))
    for (name, gradient) in gradients {
      try compare(name, gradient, of: &point, weights)
    }
  }

  /// bf16 keeps 8 bits, so sums of products are off by about 1 %. Where a ReLU or a maximum follows, some of its gates
  /// lie so near their kink that they turn the other way, and each of those is off by its whole gradient: much, in
  /// layers this small.
  @Test(.enabled(if: Precision.best == .bf16), arguments: cases)
  func gradientsInBFloat16AreNearThoseInSinglePrecision(_ test: Case) throws {
    let gradients = try [Precision.fp32, .bf16].map { precision in
      let probe = try LayerProbe(test.layers, inputShape: test.inputShape, training: true, precision: precision)
      let point = Point(probe: probe, inputShape: test.inputShape)
      let output = try point.output()
      let (input, tensors) = try probe.backward(randomValues(output.count, seed: 2))
      return tensors.merging(["input": input, "output": output]) { first, _ in first }
    }
    let hasKinks = test.layers.contains { layer in
      switch layer {
      case .relu, .maximumPooling, .globalMaximumAndAverage: true
      default: false
      }
    }
    for (name, exact) in gradients[0] {
      let difference = relativeDifference(try #require(gradients[1][name]), exact)
      #expect(difference < (hasKinks ? 0.3 : 0.015), "\(name)")
    }
  }

  /// Where the gradients are taken: the input and what the layers learn, by name.
  struct Point {
    let probe: LayerProbe
    var values: [String: [Float]]

    init(probe: LayerProbe, inputShape: [Int]) {
      self.probe = probe
      values = ["input": randomValues(inputShape.reduce(1, *), seed: 1)]
      for (index, (name, shape)) in probe.tensorShapes.enumerated() where !name.contains("running") {
        values[name] = randomValues(shape.reduce(1, *), seed: UInt64(10 + index))
      }
    }

    func output() throws -> [Float] {
      try probe.forward(values["input", default: []], tensors: values)
    }

    /// The outputs, weighted and summed in double precision.
    func loss(_ weights: [Float]) throws -> Double {
      zip(try output(), weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  /// Central differences at some 24 places spread over the values of `name`. Where the differences to the left and
  /// right disagree, a ReLU or maximum has its kink between them: such places say nothing, and must be few.
  private func compare(_ name: String, _ gradient: [Float], of point: inout Point, _ weights: [Float]) throws {
    let count = try #require(point.values[name]).count
    try #require(gradient.count == count)
    let tolerance = 0.01 * max(0.1, Double(gradient.map(abs).max() ?? 0))
    let step: Float = 4e-3
    let places = Array(stride(from: 0, to: count, by: max(1, count / 24)))
    let middle = try point.loss(weights)
    var kinks = 0
    for place in places {
      let value = try #require(point.values[name])[place]
      point.values[name]?[place] = value + step
      let right = (try point.loss(weights) - middle) / Double(step)
      point.values[name]?[place] = value - step
      let left = (middle - (try point.loss(weights))) / Double(step)
      point.values[name]?[place] = value
      guard abs(right - left) < tolerance else {
        kinks += 1
        continue
      }
      #expect(abs((right + left) / 2 - Double(gradient[place])) < tolerance, "\(name)[\(place)]")
    }
    #expect(kinks <= places.count / 3, "\(kinks) of \(places.count) places of \(name)")
  }
}
