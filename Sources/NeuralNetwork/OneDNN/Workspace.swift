import COneDNN

/// The engine and the scratch memory of primitives that the layers of one network share. Belongs to one thread
/// at a time.
final class Workspace {
  let engine: Engine
  private var scratchpads: [KernelTensor] = []
  private var scratch = Buffer(byteCount: 0)

  init() throws(NetworkError) {
    engine = try Engine()
  }

  func tensor(_ layout: Layout) throws(NetworkError) -> KernelTensor {
    try KernelTensor(layout, engine)
  }

  /// `primitive` applied to `tensors`.
  func operation(_ primitive: Primitive, _ tensors: [one_dnn_role: KernelTensor]) throws(NetworkError) -> Operation {
    var tensors = tensors
    if let layout = Layout(of: primitive, ONE_DNN_SCRATCHPAD, dimensions: []) {
      let scratchpad = try KernelTensor(unplaced: layout, engine)
      scratchpads.append(scratchpad)
      tensors[ONE_DNN_SCRATCHPAD] = scratchpad
    }
    return .primitive(PrimitiveCall(primitive, engine: engine, tensors: tensors))
  }

  /// `tensor` in another layout, and the operations that make it so: none when it already is.
  func convert(_ tensor: KernelTensor, to layout: Layout) throws(NetworkError) -> (KernelTensor, [Operation]) {
    guard !tensor.layout.matches(layout) else { return (tensor, []) }
    let converted = try self.tensor(layout)
    return (converted, [try reorder(from: tensor, to: converted)])
  }

  /// Copies into another layout or element type, or with `adding` adds to what is there.
  func reorder(from source: KernelTensor, to destination: KernelTensor, adding: Bool = false) throws(NetworkError)
    -> Operation
  {
    let primitive = try Primitive("reorder", engine) {
      one_dnn_reorder($0, $1, source.layout.handle, destination.layout.handle, adding)
    }
    return try operation(primitive, [ONE_DNN_SOURCE: source, ONE_DNN_DESTINATION: destination])
  }

  /// The sum of two tensors of one shape, in a tensor of its own, and the operations that make it.
  func sum(_ left: KernelTensor, _ right: KernelTensor, in layout: Layout) throws(NetworkError) -> (
    KernelTensor, [Operation]
  ) {
    let (left, leftOperations) = try convert(left, to: layout)
    let (right, rightOperations) = try convert(right, to: layout)
    let primitive = try Primitive("addition of \(layout.dimensions)", engine) {
      one_dnn_addition($0, $1, layout.handle)
    }
    let sum = try tensor(layout)
    let operation = try operation(
      primitive, [ONE_DNN_SOURCE: left, ONE_DNN_OTHER_SOURCE: right, ONE_DNN_DESTINATION: sum])
    return (sum, leftOperations + rightOperations + [operation])
  }

  /// Gives all operations made so far one scratch memory, as large as the most demanding of them needs.
  func allocateScratch() {
    scratch = Buffer(byteCount: scratchpads.map(\.layout.byteCount).max() ?? 0)
    for scratchpad in scratchpads { scratchpad.place(at: scratch.base) }
  }
}

extension one_dnn_role: @retroactive Hashable {}
