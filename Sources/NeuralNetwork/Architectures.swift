extension NetworkDescription {
  /// The network of the Keras tutorial (simple MNIST convnet) with a hidden dense layer: 2.6 million multiply-adds.
  public static let kerasTutorial = NetworkDescription(
    name: "keras-tutorial",
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

  /// Reads the signs of a number in a strip of 48 rows and `width` columns, a multiple of 4; 0.3 million weights, 32 million
  /// multiply-adds for 128 columns. As it is convolutional throughout, one set of weights serves all widths.
  ///
  /// A strip is given as its four polyphase planes, [4, 24, width / 2], like the pages of `ink`. The first output, [17, 1,
  /// width / 4], are the logits of the signs of `NumberSign` and of blank, column by column. The second, [4, 1,
  /// width / 4], are distances in strip heights, which hold where a sign has its middle: from the middle of the column to
  /// the left and to the right edge of the sign's box, and the rows of its upper and lower edge.
  public static func strings(width: Int) -> NetworkDescription {
    NetworkDescription(
      name: "strings",
      inputShape: [4, 24, width / 2],
      layers: [
        .convolution(channels: 24, kernel: 3, padding: 1), .batchNormalization, .relu,
        .convolution(channels: 24, kernel: 3, padding: 1), .batchNormalization, .relu,
        .maximumPooling(size: 2),
        .convolution(channels: 48, kernel: 3, padding: 1), .batchNormalization, .relu,
        .convolution(channels: 48, kernel: 3, padding: 1), .batchNormalization, .relu,
        .rowPooling(rows: 2),
        .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
        .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
        .rowPooling(rows: 2),
        .lineConvolution(channels: 96, height: 3, width: 1), .batchNormalization, .relu,
        .lineConvolution(channels: 96, height: 1, width: 5), .batchNormalization, .relu, .addition(layer: 23),
        .lineConvolution(channels: 96, height: 1, width: 5), .batchNormalization, .relu, .addition(layer: 27),
        .lineConvolution(channels: 96, height: 1, width: 5), .batchNormalization, .relu, .addition(layer: 31),
        .convolution(channels: 17, kernel: 1, padding: 0),
        .output,
        .branch(layer: 35),
        .convolution(channels: 4, kernel: 1, padding: 0),
      ]
    )
  }

  /// Finds the ink of a digit on a page and says what is there, on a picture of 96×96 pixels: 38 million multiply-adds.
  ///
  /// A picture is given as its four polyphase planes, [4, 48, 48]: plane 2 × (y mod 2) + (x mod 2) at (y / 2, x / 2).
  /// The first output are the logits of twelve classes: ten digits, something else than one digit, nothing. The second
  /// are those of the ink mask, in planes like the input. A U-Net (Ronneberger et al., 2015) whose skips add (Chaurasia
  /// and Culurciello, "LinkNet", 2017).
  public static let ink = NetworkDescription(
    name: "ink",
    inputShape: [4, 48, 48],
    layers: [
      .convolution(channels: 16, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 16, kernel: 3, padding: 1), .batchNormalization, .relu,
      .maximumPooling(size: 2),
      .convolution(channels: 32, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 32, kernel: 3, padding: 1), .batchNormalization, .relu,
      .maximumPooling(size: 2),
      .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 64, kernel: 3, padding: 1), .batchNormalization, .relu,
      .maximumPooling(size: 2),
      .convolution(channels: 96, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 96, kernel: 3, padding: 1), .batchNormalization, .relu,
      .globalMaximumAndAverage,
      .dense(units: 12),
      .output,
      .branch(layer: 26),
      .convolution(channels: 64, kernel: 1, padding: 0), .upsampling(factor: 2), .addition(layer: 19),
      .convolution(channels: 32, kernel: 3, padding: 1), .batchNormalization, .relu,
      .upsampling(factor: 2), .addition(layer: 12),
      .convolution(channels: 16, kernel: 3, padding: 1), .batchNormalization, .relu,
      .upsampling(factor: 2), .addition(layer: 5),
      .convolution(channels: 16, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 4, kernel: 1, padding: 0),
    ]
  )
}
