/// Where each parameter lies in one long run of floats, so that the optimizer need not know the layers.
struct ParameterPlacement {
  struct Entry {
    var name: String
    /// In floats, padding of blocked formats included.
    var range: Range<Int>
  }

  let entries: [Entry]
  /// In floats.
  let count: Int

  /// The placement of the parameters' values.
  init(_ parameters: [Parameter]) {
    self.init(parameters.map { ($0.name, $0.values) })
  }

  init(_ tensors: [(name: String, tensor: KernelTensor)]) {
    var entries: [Entry] = []
    var end = 0
    let alignment = Buffer.alignment / MemoryLayout<Float>.stride
    for (name, tensor) in tensors {
      let start = (end + alignment - 1) / alignment * alignment
      end = start + (tensor.layout.byteCount + MemoryLayout<Float>.stride - 1) / MemoryLayout<Float>.stride
      entries.append(Entry(name: name, range: start..<end))
    }
    self.entries = entries
    count = (end + alignment - 1) / alignment * alignment
  }

  func makeBuffer(copies: Int = 1) -> Buffer {
    Buffer(byteCount: copies * count * MemoryLayout<Float>.stride)
  }

  /// Lets the tensors, in the order of the entries, use copy number `copy` of the memory.
  func place(_ tensors: [KernelTensor], in buffer: Buffer, copy: Int = 0) {
    for (tensor, entry) in zip(tensors, entries) {
      tensor.place(at: buffer.base + (copy * count + entry.range.lowerBound) * MemoryLayout<Float>.stride)
    }
  }
}

/// The edges between a model's plain, row-major values and the layouts of the kernels.
enum PlainValues {
  static func load(_ values: [Float], into tensor: KernelTensor) throws(NetworkError) {
    let workspace = try Workspace()
    let plain = try workspace.tensor(.plain(tensor.dimensions))
    guard plain.floats.count == values.count else {
      throw .unsupportedNetwork(detail: "\(values.count) values for a tensor of shape \(tensor.dimensions)")
    }
    _ = plain.floats.update(fromContentsOf: values)
    let operation = try workspace.reorder(from: plain, to: tensor)
    workspace.allocateScratch()
    try operation.run()
  }

  static func read(_ tensor: KernelTensor) throws(NetworkError) -> [Float] {
    let workspace = try Workspace()
    let (plain, operations) = try workspace.convert(tensor, to: .plain(tensor.dimensions))
    workspace.allocateScratch()
    try operations.run()
    return Array(plain.floats)
  }
}
