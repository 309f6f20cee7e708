import NeuralNetwork
import Testing

/// Each layer's forward pass against its naive twin.
struct LayerTests {
  private func maps(_ count: Int, _ channels: Int, _ side: Int) -> Maps {
    Maps(count, channels, side, side, randomValues(count * channels * side * side, seed: 3))
  }

  private func run(
    _ layers: [LayerDescription],
    _ input: Maps,
    _ tensors: [String: [Float]] = [:],
    training: Bool
  ) throws -> [Float] {
    let shape = [input.count, input.channels, input.height, input.width]
    return try LayerProbe(layers, inputShape: shape, training: training).forward(input.values, tensors: tensors)
  }

  @Test(
    arguments: [(1, 16, 3, 0), (3, 5, 3, 1), (16, 32, 3, 0), (32, 64, 3, 1), (2, 7, 5, 2), (4, 4, 1, 0)],
    [true, false]
  )
  func convolution(_ sizes: (Int, Int, Int, Int), training: Bool) throws {
    let (inputs, outputs, kernel, padding) = sizes
    let input = maps(2, inputs, 9)
    let weights = randomValues(outputs * inputs * kernel * kernel, seed: 4)
    let bias = randomValues(outputs, seed: 5)
    let expected = input.convolved(weights, bias: bias, kernel: kernel, padding: padding)
    let layer = LayerDescription.convolution(channels: outputs, kernel: kernel, padding: padding)
    let tensors = ["0.weight": weights, "0.bias": bias]
    #expect(relativeDifference(try run([layer], input, tensors, training: training), expected.values) < 1e-5)
    let rectified = try run([layer, .relu], input, tensors, training: training)
    #expect(relativeDifference(rectified, expected.rectified().values) < 1e-5)
    let pooled = try run([layer, .relu, .maximumPooling(size: 2)], input, tensors, training: training)
    #expect(relativeDifference(pooled, expected.rectified().pooled(2, maximum).values) < 1e-5)
  }

  @Test(arguments: [(1, 16, 3, 1), (3, 5, 1, 5), (16, 32, 2, 3)], [true, false])
  func lineConvolution(_ sizes: (Int, Int, Int, Int), training: Bool) throws {
    let (inputs, outputs, height, width) = sizes
    let input = maps(2, inputs, 9)
    let weights = randomValues(outputs * inputs * height * width, seed: 4)
    let bias = randomValues(outputs, seed: 5)
    let expected = input.convolved(weights, bias: bias, kernel: (height, width), padding: (0, width / 2))
    let layer = LayerDescription.lineConvolution(channels: outputs, height: height, width: width)
    let tensors = ["0.weight": weights, "0.bias": bias]
    #expect(relativeDifference(try run([layer], input, tensors, training: training), expected.values) < 1e-5)
    let pooled = try run([layer, .relu, .rowPooling(rows: 2)], input, tensors, training: training)
    #expect(relativeDifference(pooled, expected.rectified().pooled(2, 1, maximum).values) < 1e-5)
  }

  @Test(arguments: [(3, 8), (16, 7), (32, 13)], [true, false])
  func pooling(_ sizes: (channels: Int, side: Int), training: Bool) throws {
    let input = maps(3, sizes.channels, sizes.side)
    let maxima = try run([.maximumPooling(size: 2)], input, training: training)
    #expect(maxima == input.pooled(2, maximum).values)
    let means = try run([.averagePooling(size: 3)], input, training: training)
    #expect(relativeDifference(means, input.pooled(3, mean).values) < 1e-6)
  }

  @Test(arguments: [5, 16, 64], [true, false])
  func globalPooling(channels: Int, training: Bool) throws {
    let input = maps(3, channels, 5)
    let (maxima, means) = (input.pooled(5, maximum).values, input.pooled(5, mean).values)
    let expected = (0..<3).flatMap { (n: Int) -> [Float] in
      let range = n * channels..<(n + 1) * channels
      return Array(maxima[range]) + Array(means[range])
    }
    let output = try run([.globalMaximumAndAverage], input, training: training)
    #expect(relativeDifference(output, expected) < 1e-6)
  }

  @Test(arguments: [3, 16, 32]) func batchNormalization(channels: Int) throws {
    let input = maps(4, channels, 6)
    let (scale, shift) = (randomValues(channels, seed: 6), randomValues(channels, seed: 7))
    var tensors = ["0.weight": scale, "0.bias": shift]
    let (means, variances) = input.statistics()
    let trained = input.normalized(scale: scale, shift: shift, means: means, variances: variances)
    #expect(
      relativeDifference(try run([.batchNormalization], input, tensors, training: true), trained.values) < 1e-4
    )
    #expect(
      relativeDifference(
        try run([.batchNormalization, .relu], input, tensors, training: true),
        trained.rectified().values
      ) < 1e-4
    )

    let (runningMeans, runningVariances) = (randomValues(channels, seed: 8), variances.map { 2 * $0 })
    tensors["0.running_mean"] = runningMeans
    tensors["0.running_variance"] = runningVariances
    let inferred = input.normalized(scale: scale, shift: shift, means: runningMeans, variances: runningVariances)
    #expect(
      relativeDifference(
        try run([.batchNormalization, .relu], input, tensors, training: false),
        inferred.rectified().values
      ) < 1e-4
    )
  }

  @Test(arguments: [(3, 4, 7), (64, 5, 128), (1, 1, 10)], [true, false])
  func dense(_ sizes: (channels: Int, side: Int, units: Int), training: Bool) throws {
    let input = maps(3, sizes.channels, sizes.side)
    let weights = randomValues(sizes.units * sizes.channels * sizes.side * sizes.side, seed: 4)
    let bias = randomValues(sizes.units, seed: 5)
    let output = try run(
      [.dense(units: sizes.units)],
      input,
      ["0.weight": weights, "0.bias": bias],
      training: training
    )
    #expect(relativeDifference(output, input.dense(weights, bias: bias)) < 1e-5)
  }

  @Test func dropoutScalesWhatItKeeps() throws {
    let input = Maps(8, 16, 10, 10, Array(repeating: 1, count: 12_800))
    let output = try run([.dropout(rate: 0.25)], input, training: true)
    #expect(output.allSatisfy { $0 == 0 || $0 == 1 / 0.75 })
    // Five standard deviations of 12,800 draws.
    #expect(abs(mean(output) - 1) < 0.026)
  }
}
