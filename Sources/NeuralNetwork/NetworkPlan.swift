/// A layer as it will be run: perhaps together with those behind it.
struct Stage {
  /// Place in the description, which names the tensors.
  var index: Int
  var layer: LayerDescription
  /// A ReLU follows and is computed on the way.
  var relu = false
  /// Place of a batch normalization that is folded into these weights.
  var foldedNormalization: Int?
}

extension NetworkDescription {
  /// Training keeps every layer, but pools before a ReLU where the two meet: the maximum and the ReLU commute, and so
  /// only a quarter of the values pass through the ReLU and its gradient.
  func trainingPlan() -> [Stage] {
    var stages = layers.enumerated().map { Stage(index: $0.offset, layer: $0.element) }
    for index in stages.indices.dropLast() where stages[index].layer == .relu {
      if case .maximumPooling = stages[index + 1].layer { stages.swapAt(index, index + 1) }
    }
    return fusingReLU(stages)
  }

  /// Inference folds batch normalization into the convolution directly before it and leaves dropout out.
  func inferencePlan() -> [Stage] {
    var stages: [Stage] = []
    for (index, layer) in layers.enumerated() {
      switch (layer, stages.last?.layer) {
      case (.dropout, _): continue
      case (.batchNormalization, .convolution) where stages.last?.foldedNormalization == nil:
        stages[stages.count - 1].foldedNormalization = index
      default: stages.append(Stage(index: index, layer: layer))
      }
    }
    return fusingReLU(stages)
  }

  private func fusingReLU(_ stages: [Stage]) -> [Stage] {
    var fused: [Stage] = []
    for stage in stages {
      switch (stage.layer, fused.last?.layer) {
      case (.relu, .convolution), (.relu, .dense), (.relu, .batchNormalization): fused[fused.count - 1].relu = true
      default: fused.append(stage)
      }
    }
    return fused
  }
}
