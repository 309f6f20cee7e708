/// A layer as it will be run: perhaps together with those behind it.
struct PlannedLayer {
  /// Place in the description, which names the tensors.
  var index: Int
  var layer: LayerDescription
  /// Place in the description of the layer whose output this one gives; nil for a value that the description lacks.
  var value: Int?
  var relu = false
  /// Place of a batch normalization that is folded into these weights.
  var foldedNormalization: Int?
}

extension NetworkDescription {
  /// Training keeps every layer, but pools before a ReLU where the two meet: the maximum and the ReLU commute, and so
  /// only a quarter of the values pass through the ReLU and its gradient.
  func trainingPlan() -> [PlannedLayer] {
    var plan = layers.enumerated().map { PlannedLayer(index: $0.offset, layer: $0.element, value: $0.offset) }
    for index in plan.indices.dropLast() where plan[index].layer == .relu && !isReferenced(plan[index].value) {
      guard plan[index + 1].layer.isMaximumPooling else { continue }
      plan[index].value = plan[index + 1].value
      plan[index + 1].value = nil
      plan.swapAt(index, index + 1)
    }
    return fusingReLU(plan)
  }

  /// Inference folds batch normalization into the convolution directly before it and leaves dropout out. Maximum pooling
  /// commutes with a ReLU and with multiplication by positive numbers, so both are taken before it, into the convolution;
  /// `rising` are the batch normalizations that have such numbers only.
  func inferencePlan(rising: Set<Int>) -> [PlannedLayer] {
    var plan: [PlannedLayer] = []
    for (index, layer) in layers.enumerated() {
      let last = plan.last
      switch (layer, last?.layer) {
      case (.dropout, _) where !isReferenced(index): continue
      case (.batchNormalization, let before?)
      where before.isMaximumPooling && rising.contains(index) && endsWithPooledConvolution(plan)
        && plan[plan.count - 2].foldedNormalization == nil:
        plan[plan.count - 2].foldedNormalization = index
        plan.passPooling(by: index)
      case (.relu, let before?) where before.isMaximumPooling && endsWithPooledConvolution(plan):
        plan[plan.count - 2].relu = true
        plan.passPooling(by: index)
      case (.batchNormalization, let before?)
      where before.isConvolution && last?.foldedNormalization == nil && !isReferenced(last?.value):
        plan[plan.count - 1].foldedNormalization = index
        plan[plan.count - 1].value = index
      default: plan.append(PlannedLayer(index: index, layer: layer, value: index))
      }
    }
    return fusingReLU(plan)
  }

  /// Whether the last two are a convolution and a maximum pooling between which nobody looks.
  private func endsWithPooledConvolution(_ plan: [PlannedLayer]) -> Bool {
    guard plan.count > 1, plan[plan.count - 2].layer.isConvolution else { return false }
    return !plan.suffix(2).contains { $0.relu || isReferenced($0.value) }
  }

  /// A value that another layer asks for cannot be passed over.
  private func fusingReLU(_ plan: [PlannedLayer]) -> [PlannedLayer] {
    var fused: [PlannedLayer] = []
    for planned in plan {
      switch (planned.layer, fused.last?.layer) {
      case (.relu, .convolution), (.relu, .lineConvolution), (.relu, .dense), (.relu, .batchNormalization):
        if isReferenced(fused.last?.value) { fallthrough }
        fused[fused.count - 1].relu = true
        fused[fused.count - 1].value = planned.value
      default: fused.append(planned)
      }
    }
    return fused
  }

  /// Whether a later layer uses the output of layer `index` besides the next one.
  func isReferenced(_ index: Int?) -> Bool {
    layers.contains { $0.reference != nil && $0.reference == index }
  }
}

extension [PlannedLayer] {
  /// Notes that layer `index` is done before the pooling at the end.
  fileprivate mutating func passPooling(by index: Int) {
    self[count - 2].value = nil
    self[count - 1].value = index
  }
}

extension LayerDescription {
  var isConvolution: Bool {
    switch self {
    case .convolution, .lineConvolution: true
    default: false
    }
  }

  var isMaximumPooling: Bool {
    switch self {
    case .maximumPooling, .rowPooling: true
    default: false
    }
  }

  /// The earlier layer whose output this one asks for.
  var reference: Int? {
    switch self {
    case .addition(let layer), .branch(let layer): layer
    default: nil
    }
  }
}
