/// A layer as it will be run: perhaps together with those behind it.
struct Stage {
  /// Place in the description, which names the tensors.
  var index: Int
  var layer: LayerDescription
  /// Place in the description of the layer whose output this stage gives; nil for a value that the description lacks.
  var value: Int?
  var relu = false
  /// Place of a batch normalization that is folded into these weights.
  var foldedNormalization: Int?
}

extension NetworkDescription {
  /// Training keeps every layer, but pools before a ReLU where the two meet: the maximum and the ReLU commute, and so
  /// only a quarter of the values pass through the ReLU and its gradient.
  func trainingPlan() -> [Stage] {
    var stages = layers.enumerated().map { Stage(index: $0.offset, layer: $0.element, value: $0.offset) }
    for index in stages.indices.dropLast() where stages[index].layer == .relu && !isReferenced(stages[index].value) {
      guard case .maximumPooling = stages[index + 1].layer else { continue }
      stages[index].value = stages[index + 1].value
      stages[index + 1].value = nil
      stages.swapAt(index, index + 1)
    }
    return fusingReLU(stages)
  }

  /// Inference folds batch normalization into the convolution directly before it and leaves dropout out.
  func inferencePlan() -> [Stage] {
    var stages: [Stage] = []
    for (index, layer) in layers.enumerated() {
      let last = stages.last
      switch (layer, last?.layer) {
      case (.dropout, _) where !isReferenced(index): continue
      case (.batchNormalization, .convolution) where last?.foldedNormalization == nil && !isReferenced(last?.value):
        stages[stages.count - 1].foldedNormalization = index
        stages[stages.count - 1].value = index
      default: stages.append(Stage(index: index, layer: layer, value: index))
      }
    }
    return fusingReLU(stages)
  }

  /// A value that another layer asks for cannot be passed over.
  private func fusingReLU(_ stages: [Stage]) -> [Stage] {
    var fused: [Stage] = []
    for stage in stages {
      switch (stage.layer, fused.last?.layer) {
      case (.relu, .convolution), (.relu, .dense), (.relu, .batchNormalization):
        if isReferenced(fused.last?.value) { fallthrough }
        fused[fused.count - 1].relu = true
        fused[fused.count - 1].value = stage.value
      default: fused.append(stage)
      }
    }
    return fused
  }

  /// Whether a later layer uses the output of layer `index` besides the next one.
  func isReferenced(_ index: Int?) -> Bool {
    layers.contains { $0.reference != nil && $0.reference == index }
  }
}

extension LayerDescription {
  /// The earlier layer whose output this one asks for.
  var reference: Int? {
    switch self {
    case .addition(let layer), .branch(let layer): layer
    default: nil
    }
  }
}
