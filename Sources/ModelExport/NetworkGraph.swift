import NeuralNetwork

/// The layers of a network as ONNX operators. The value that layer 7 gives is called `7`, its tensors are called as in the
/// safetensors file, such as `7.weight`.
struct NetworkGraph {
  private(set) var graph: ONNXGraph
  /// The names of the values that are outputs of the network, in order.
  private(set) var outputs: [String] = []

  private let model: Model
  /// The input of each layer for one image.
  private let shapes: [[Int]]
  /// Names of the values that the layers up to here give.
  private var values: [String] = []

  /// Appends the layers of `model` to `graph`, of which `input` is the value that the first layer takes.
  init(_ model: Model, in graph: ONNXGraph, from input: String) throws(NetworkError) {
    (self.model, self.graph) = (model, graph)
    shapes = try model.description.shapes()
    var value = input
    for (index, layer) in model.description.layers.enumerated() {
      value = append(layer, index, to: value)
      values.append(value)
      if layer == .output { outputs.append(value) }
    }
    if model.description.layers.last != .output { outputs.append(value) }
  }

  /// Returns the name of the value that the layer gives.
  private mutating func append(_ layer: LayerDescription, _ index: Int, to input: String) -> String {
    let name = "\(index)"
    switch layer {
    case .convolution(_, let kernel, let padding):
      return appendConvolution(index, kernel: [kernel, kernel], padding: [padding, padding], to: input)
    case .lineConvolution(_, let height, let width):
      return appendConvolution(index, kernel: [height, width], padding: [0, width / 2], to: input)
    case .batchNormalization:
      let tensors = tensors(of: index, "weight", "bias", "running_mean", "running_variance")
      let epsilon = ONNXGraph.Attribute.number("epsilon", LayerDescription.normalizationEpsilon)
      return graph.add("BatchNormalization", name, of: [input] + tensors, [epsilon])
    case .relu: return graph.add("Relu", name, of: [input])
    case .maximumPooling(let size): return graph.add("MaxPool", name, of: [input], window(size, size))
    case .averagePooling(let size): return graph.add("AveragePool", name, of: [input], window(size, size))
    case .rowPooling(let rows): return graph.add("MaxPool", name, of: [input], window(rows, 1))
    case .globalMaximumAndAverage: return appendGlobalPooling(name, to: input)
    case .dense:
      let row = shapes[index].count == 1 ? input : graph.add("Flatten", "\(name).row", of: [input])
      return graph.add("Gemm", name, of: [row] + tensors(of: index, "weight", "bias"), [.integer("transB", 1)])
    case .upsampling(let factor): return appendUpsampling(name, by: factor, to: input)
    case .addition(let layer): return graph.add("Add", name, of: [input, values[layer]])
    case .branch(let layer): return values[layer]
    case .dropout, .output: return input
    }
  }

  /// Windows side by side, as all pooling here has them.
  private func window(_ rows: Int, _ columns: Int) -> [ONNXGraph.Attribute] {
    [.integers("kernel_shape", [rows, columns]), .integers("strides", [rows, columns])]
  }

  /// `kernel` and `padding` are rows, then columns.
  private mutating func appendConvolution(
    _ index: Int, kernel: [Int], padding: [Int], to input: String
  ) -> String {
    let attributes = [
      ONNXGraph.Attribute.integers("kernel_shape", kernel), .integers("pads", padding + padding),
    ]
    return graph.add("Conv", "\(index)", of: [input] + tensors(of: index, "weight", "bias"), attributes)
  }

  private mutating func appendGlobalPooling(_ name: String, to input: String) -> String {
    let halves = [
      graph.add("GlobalMaxPool", "\(name).maximum", of: [input]),
      graph.add("GlobalAveragePool", "\(name).mean", of: [input]),
    ]
    let both = graph.add("Concat", "\(name).both", of: halves, [.integer("axis", 1)])
    return graph.add("Flatten", name, of: [both])
  }

  private mutating func appendUpsampling(_ name: String, by factor: Int, to input: String) -> String {
    let scales = graph.constant("\(name).scales", [1, 1, Float(factor), Float(factor)], shape: [4])
    // The empty name stands for the region, which this way of resizing does not need.
    return graph.add(
      "Resize", name, of: [input, "", scales],
      [
        .text("mode", "nearest"), .text("coordinate_transformation_mode", "asymmetric"), .text("nearest_mode", "floor"),
      ])
  }

  /// Adds those of these tensors that the layer has, and returns their names.
  private mutating func tensors(of index: Int, _ kinds: String...) -> [String] {
    var names: [String] = []
    for name in kinds.map({ "\(index).\($0)" }) {
      guard let tensor = model.tensors[name] else { continue }
      names.append(graph.constant(name, tensor.values, shape: tensor.shape))
    }
    return names
  }
}
