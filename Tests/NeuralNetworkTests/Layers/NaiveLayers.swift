import NeuralNetwork

/// Values for each image, channel and pixel, row-major [N, C, H, W], and the layers written as one reads them in a
/// book.
struct Maps {
  var count, channels, height, width: Int
  var values: [Float]

  init(_ count: Int, _ channels: Int, _ height: Int, _ width: Int, _ values: [Float]? = nil) {
    self.count = count
    self.channels = channels
    self.height = height
    self.width = width
    self.values = values ?? Array(repeating: 0, count: count * channels * height * width)
  }

  subscript(n: Int, c: Int, y: Int, x: Int) -> Float {
    get { values[((n * channels + c) * height + y) * width + x] }
    set { values[((n * channels + c) * height + y) * width + x] = newValue }
  }

  /// `value` of image, channel, row and column.
  static func make(
    _ count: Int,
    _ channels: Int,
    _ height: Int,
    _ width: Int,
    _ value: (Int, Int, Int, Int) -> Float
  ) -> Maps {
    var maps = Maps(count, channels, height, width)
    for n in 0..<count {
      for c in 0..<channels {
        for y in 0..<height {
          for x in 0..<width { maps[n, c, y, x] = value(n, c, y, x) }
        }
      }
    }
    return maps
  }

  /// `weights` [K, C, kernel, kernel], `bias` [K].
  func convolved(_ weights: [Float], bias: [Float], kernel: Int, padding: Int) -> Maps {
    convolved(weights, bias: bias, kernel: (kernel, kernel), padding: (padding, padding))
  }

  /// `weights` [K, C, kernel rows, kernel columns], `bias` [K].
  func convolved(_ weights: [Float], bias: [Float], kernel: (Int, Int), padding: (Int, Int)) -> Maps {
    let (rows, columns) = (height + 2 * padding.0 - kernel.0 + 1, width + 2 * padding.1 - kernel.1 + 1)
    return .make(count, bias.count, rows, columns) { n, k, y, x in
      var sum = Double(bias[k])
      for c in 0..<channels {
        for dy in 0..<kernel.0 {
          for dx in 0..<kernel.1 {
            let (row, column) = (y + dy - padding.0, x + dx - padding.1)
            guard 0..<height ~= row, 0..<width ~= column else { continue }
            let weight = weights[((k * channels + c) * kernel.0 + dy) * kernel.1 + dx]
            sum += Double(weight) * Double(self[n, c, row, column])
          }
        }
      }
      return Float(sum)
    }
  }

  func pooled(_ size: Int, _ reduce: ([Float]) -> Float) -> Maps { pooled(size, size, reduce) }

  /// Over windows of `rows` × `columns`.
  func pooled(_ rows: Int, _ columns: Int, _ reduce: ([Float]) -> Float) -> Maps {
    .make(count, channels, height / rows, width / columns) { n, c, y, x in
      var window: [Float] = []
      for dy in 0..<rows {
        for dx in 0..<columns { window.append(self[n, c, y * rows + dy, x * columns + dx]) }
      }
      return reduce(window)
    }
  }

  /// Mean and variance of each channel over all images and pixels.
  func statistics() -> (means: [Float], variances: [Float]) {
    var (means, variances): ([Float], [Float]) = ([], [])
    for c in 0..<channels {
      let values = (0..<count).flatMap { n in
        (0..<height).flatMap { y in (0..<width).map { x in Double(self[n, c, y, x]) } }
      }
      let mean = values.reduce(0, +) / Double(values.count)
      means.append(Float(mean))
      variances.append(Float(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)))
    }
    return (means, variances)
  }

  func normalized(scale: [Float], shift: [Float], means: [Float], variances: [Float]) -> Maps {
    .make(count, channels, height, width) { n, c, y, x in
      (self[n, c, y, x] - means[c]) / (variances[c] + 1e-5).squareRoot() * scale[c] + shift[c]
    }
  }

  /// Each value `factor` × `factor` times.
  func upsampled(_ factor: Int) -> Maps {
    .make(count, channels, height * factor, width * factor) { n, c, y, x in self[n, c, y / factor, x / factor] }
  }

  /// The maximum, then the mean, of each channel.
  func pooledGlobally() -> Maps {
    let (maxima, means) = (pooled(height, maximum), pooled(height, mean))
    return .make(count, 2 * channels, 1, 1) { n, c, _, _ in
      c < channels ? maxima[n, c, 0, 0] : means[n, c - channels, 0, 0]
    }
  }

  func rectified() -> Maps {
    Maps(count, channels, height, width, values.map { max(0, $0) })
  }

  /// `weights` [K, C × H × W], `bias` [K]; gives [N, K].
  func dense(_ weights: [Float], bias: [Float]) -> [Float] {
    let inputs = channels * height * width
    return (0..<count).flatMap { n in
      bias.indices.map { k in
        Float((0..<inputs).reduce(Double(bias[k])) { $0 + Double(values[n * inputs + $1] * weights[k * inputs + $1]) })
      }
    }
  }
}

/// The outputs of a model, layer by layer, with the running statistics.
func naiveOutputs(_ model: Model, _ pixels: [UInt8]) throws -> [[Float]] {
  let shape = model.description.inputShape
  let count = pixels.count / shape.reduce(1, *)
  var maps = Maps(count, shape[0], shape[1], shape[2], pixels.map { Float($0) / 255 })
  var (values, outputs): ([Maps], [[Float]]) = ([], [])
  for (index, layer) in model.description.layers.enumerated() {
    func tensor(_ name: String) -> [Float]? { model.tensors["\(index).\(name)"]?.values }
    switch layer {
    case .convolution(let channels, let kernel, let padding):
      let bias = tensor("bias") ?? Array(repeating: 0, count: channels)
      maps = maps.convolved(tensor("weight") ?? [], bias: bias, kernel: kernel, padding: padding)
    case .lineConvolution(let channels, let height, let width):
      let bias = tensor("bias") ?? Array(repeating: 0, count: channels)
      maps = maps.convolved(
        tensor("weight") ?? [], bias: bias, kernel: (height, width), padding: (0, width / 2))
    case .batchNormalization:
      maps = maps.normalized(
        scale: tensor("weight") ?? [],
        shift: tensor("bias") ?? [],
        means: tensor("running_mean") ?? [],
        variances: tensor("running_variance") ?? []
      )
    case .relu: maps = maps.rectified()
    case .maximumPooling(let size): maps = maps.pooled(size, maximum)
    case .averagePooling(let size): maps = maps.pooled(size, mean)
    case .rowPooling(let rows): maps = maps.pooled(rows, 1, maximum)
    case .globalMaximumAndAverage: maps = maps.pooledGlobally()
    case .dense(let units):
      maps = Maps(maps.count, units, 1, 1, maps.dense(tensor("weight") ?? [], bias: tensor("bias") ?? []))
    case .dropout: break
    case .upsampling(let factor): maps = maps.upsampled(factor)
    case .addition(let layer): maps.values = zip(maps.values, values[layer].values).map { $0 + $1 }
    case .branch(let layer): maps = values[layer]
    case .output: outputs.append(maps.values)
    }
    values.append(maps)
  }
  return model.description.layers.last == .output ? outputs : outputs + [maps.values]
}

func maximum(_ values: [Float]) -> Float { values.max() ?? 0 }

func mean(_ values: [Float]) -> Float { values.reduce(0, +) / Float(values.count) }
