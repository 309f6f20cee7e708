import Imaging

/// The images and labels of one step of training.
struct Batch {
  /// Images in the shape of the network's input, 0 … 255.
  var pixels: UnsafeBufferPointer<UInt8>
  var labels: UnsafeBufferPointer<UInt8>
  /// Masks in the shape of the network's second output, 0 … 255; for networks of lines, `LineTruth`s; nil for networks
  /// with one output.
  var masks: UnsafeBufferPointer<UInt8>?
  var labelSmoothing: Float
  var distillation: Distillation
  var seed: UInt64
  var step: Int

  /// The shard's images, scaled, put into the network's input.
  func load(_ shard: Int, into network: Network) {
    let input = network.input.floats
    scalePixels(pixels(of: shard, network), into: input)
    network.random.generator = SeededGenerator(for: .dropout, seed: seed, epoch: step, index: shard)
  }

  /// The shard's images.
  func pixels(of shard: Int, _ network: Network) -> UnsafeBufferPointer<UInt8> {
    Batch.part(shard, of: pixels, size: network.input.floats.count)
  }

  /// The sum of the losses of the images of shard `shard` of `shards`; leaves the gradients of the mean over all shards
  /// in the network. `taught` are the teachers' answers to the shard's images, where there are any; `targets` is
  /// scratch memory for the shard's masks.
  func loss(of shard: Int, of shards: Int, _ network: Network, taught: [Float]?, targets: Buffer) -> Double {
    if network.readsLines { return lineLoss(of: shard, of: shards, network) }
    let classWeight = masks == nil ? 1 : MaskLoss.classWeight
    let scale = 1 / Float(shards * network.batchSize)
    let labels = Batch.part(shard, of: labels, size: network.batchSize)
    let classLoss =
      taught.map { taughtLoss($0, labels, network, scale: scale * classWeight) }
      ?? softmaxCrossEntropy(
        logits: network.outputs[0].floats,
        labels: labels,
        classes: network.outputs[0].dimensions[1],
        smoothing: labelSmoothing,
        scale: scale * classWeight,
        gradient: network.outputGradients[0].floats
      )
    guard let masks else { return classLoss }
    let logits = network.outputs[1].floats
    let targets = UnsafeMutableBufferPointer(rebasing: targets.floats[..<logits.count])
    scalePixels(Batch.part(shard, of: masks, size: logits.count), into: targets)
    let maskLoss = MaskLoss.sum(
      logits: UnsafeBufferPointer(logits),
      targets: UnsafeBufferPointer(targets),
      images: network.batchSize,
      scale: scale,
      gradient: network.outputGradients[1].floats
    )
    return Double(classWeight) * classLoss + maskLoss
  }

  /// Mixes the loss by the labels with that by the teachers' answers, image by image.
  private func taughtLoss(
    _ taught: [Float], _ labels: UnsafeBufferPointer<UInt8>, _ network: Network, scale: Float
  ) -> Double {
    let classes = network.outputs[0].dimensions[1]
    var loss = 0.0
    for (image, label) in labels.enumerated() {
      let row = image * classes..<(image + 1) * classes
      let logits = UnsafeMutableBufferPointer(rebasing: network.outputs[0].floats[row])
      let gradient = UnsafeMutableBufferPointer(rebasing: network.outputGradients[0].floats[row])
      let share = distillation.share(of: label)
      loss +=
        Double(1 - share)
        * softmaxCrossEntropy(
          logits: logits, labels: UnsafeBufferPointer(rebasing: labels[image..<image + 1]), classes: classes,
          smoothing: labelSmoothing, scale: scale * (1 - share), gradient: gradient)
      guard share > 0 else { continue }
      loss +=
        Double(share)
        * Distillation.addLoss(
          logits: logits, targets: Array(taught[row]), classes: classes, temperature: distillation.temperature,
          scale: scale * share, gradient: gradient)
    }
    return loss
  }

  private func lineLoss(of shard: Int, of shards: Int, _ network: Network) -> Double {
    guard let masks else { return 0 }
    var loss = LineLoss()
    return loss.sum(
      logits: network.outputs[0].floats, boxes: network.outputs[1].floats,
      truths: Batch.part(shard, of: masks, size: network.batchSize * LineTruth.byteCount),
      classes: network.outputs[0].dimensions[1], scale: 1 / Float(shards * network.batchSize),
      gradients: (network.outputGradients[0].floats, network.outputGradients[1].floats))
  }

  private static func part(
    _ shard: Int, of bytes: UnsafeBufferPointer<UInt8>, size: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[shard * size..<(shard + 1) * size])
  }
}
