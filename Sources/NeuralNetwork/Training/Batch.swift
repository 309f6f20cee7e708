import Imaging

/// The images and labels of one step of training.
struct Batch {
  /// Images in the shape of the network's input, 0 … 255.
  var pixels: UnsafeBufferPointer<UInt8>
  var labels: UnsafeBufferPointer<UInt8>
  /// Masks in the shape of the network's second output, 0 … 255; nil for networks without one.
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
    let classWeight = masks == nil ? 1 : MaskLoss.classWeight
    let scale = 1 / Float(shards * network.batchSize)
    let labelShare = taught == nil ? 1 : 1 - distillation.share
    let labelLoss = softmaxCrossEntropy(
      logits: network.outputs[0].floats,
      labels: Batch.part(shard, of: labels, size: network.batchSize),
      classes: network.outputs[0].dimensions[1],
      smoothing: labelSmoothing,
      scale: scale * classWeight * labelShare,
      gradient: network.outputGradients[0].floats
    )
    var classLoss = Double(labelShare) * labelLoss
    if let taught {
      classLoss +=
        Double(distillation.share)
        * Distillation.addLoss(
          logits: network.outputs[0].floats, targets: taught, classes: network.outputs[0].dimensions[1],
          temperature: distillation.temperature, scale: scale * classWeight * distillation.share,
          gradient: network.outputGradients[0].floats)
    }
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

  private static func part(
    _ shard: Int, of bytes: UnsafeBufferPointer<UInt8>, size: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[shard * size..<(shard + 1) * size])
  }
}
