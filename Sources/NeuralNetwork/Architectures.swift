extension NetworkDescription {
  /// The network of the Keras tutorial (simple MNIST convnet) with a hidden dense layer: 2.6 million multiply-adds.
  public static let seed = NetworkDescription(
    name: "seed",
    layers: [
      .convolution(channels: 32, kernel: 3, padding: 0), .relu,
      .maximumPooling(size: 2),
      .convolution(channels: 64, kernel: 3, padding: 0), .relu,
      .maximumPooling(size: 2),
      .dense(units: 128), .relu,
      .dropout(rate: 0.5),
      .dense(units: 10),
    ]
  )

  /// Small and good: 34 thousand weights, 2.2 million multiply-adds. The eleventh class is "not a digit".
  public static let fast = NetworkDescription(
    name: "fast",
    layers: [
      .convolution(channels: 16, kernel: 3, padding: 0),
      .maximumPooling(size: 2), .batchNormalization, .relu,
      .convolution(channels: 32, kernel: 3, padding: 0), .batchNormalization, .relu,
      .convolution(channels: 32, kernel: 3, padding: 1),
      .maximumPooling(size: 2), .batchNormalization, .relu,
      .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
      .globalMaximumAndAverage,
      .dense(units: 11),
    ]
  )

  /// For the last errors: 0.47 million weights, 32 million multiply-adds. The eleventh class is "not a digit".
  public static let accurate = NetworkDescription(
    name: "accurate",
    layers: [
      .convolution(channels: 32, kernel: 3, padding: 0), .batchNormalization, .relu,
      .convolution(channels: 32, kernel: 3, padding: 0),
      .maximumPooling(size: 2), .batchNormalization, .relu,
      .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 64, kernel: 3, padding: 1),
      .maximumPooling(size: 2), .batchNormalization, .relu,
      .convolution(channels: 128, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 128, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 128, kernel: 3, padding: 1), .batchNormalization, .relu,
      .globalMaximumAndAverage,
      .dense(units: 11),
    ]
  )
}
