import COneDNN

/// One thing to do on the way through a network.
enum Operation {
  case primitive(PrimitiveCall)
  /// A kernel of our own over tensors that the closure holds.
  case kernel(() -> Void)

  func run() throws(NetworkError) {
    switch self {
    case .primitive(let call): try call.run()
    case .kernel(let body): body()
    }
  }
}

/// A primitive with its arguments in place, so that running it allocates nothing.
final class PrimitiveCall {
  private let primitive: Primitive
  private let engine: Engine
  private let tensors: [KernelTensor]
  private let arguments: [one_dnn_argument]

  init(_ primitive: Primitive, engine: Engine, tensors: [one_dnn_role: KernelTensor]) {
    self.primitive = primitive
    self.engine = engine
    self.tensors = Array(tensors.values)
    arguments = tensors.map { one_dnn_argument(role: Int32($0.key.rawValue), memory: $0.value.handle) }
  }

  func run() throws(NetworkError) {
    let status = arguments.withUnsafeBufferPointer {
      one_dnn_primitive_execute(primitive.handle, engine.handle, Int32($0.count), $0.baseAddress)
    }
    guard status == 0 else { throw .oneDNN(operation: "run \(primitive.name)", status: Int(status)) }
  }
}

extension [Operation] {
  func run() throws(NetworkError) {
    for operation in self { try operation.run() }
  }
}
