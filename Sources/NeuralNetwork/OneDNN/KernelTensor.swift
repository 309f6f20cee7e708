import COneDNN

/// Zeroed memory, aligned to cache lines.
final class Buffer {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  init(byteCount: Int) {
    self.byteCount = max(byteCount, Buffer.alignment)
    base = .allocate(byteCount: self.byteCount, alignment: Buffer.alignment)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: self.byteCount)
  }

  deinit { base.deallocate() }

  static let alignment = 64

  var floats: UnsafeMutableBufferPointer<Float> {
    let count = byteCount / MemoryLayout<Float>.stride
    return UnsafeMutableBufferPointer(start: base.bindMemory(to: Float.self, capacity: count), count: count)
  }
}

/// A layout, and the memory that it describes: the tensor's own, or a place that `place(at:)` gives it.
final class KernelTensor {
  let layout: Layout
  let handle: OpaquePointer
  private let buffer: Buffer?
  private(set) var base: UnsafeMutableRawPointer?

  private init(layout: Layout, buffer: Buffer?, engine: Engine) throws(NetworkError) {
    self.layout = layout
    self.buffer = buffer
    base = buffer?.base
    var created: OpaquePointer?
    let status = one_dnn_memory_create(&created, engine.handle, layout.handle, buffer?.base)
    handle = try NetworkError.check(status, created, "create a tensor of shape \(layout.dimensions)")
  }

  /// A tensor with memory of its own.
  convenience init(_ layout: Layout, _ engine: Engine) throws(NetworkError) {
    try self.init(layout: layout, buffer: Buffer(byteCount: layout.byteCount), engine: engine)
  }

  /// A tensor that must be placed before it is used.
  convenience init(unplaced layout: Layout, _ engine: Engine) throws(NetworkError) {
    try self.init(layout: layout, buffer: nil, engine: engine)
  }

  /// A tensor over the same memory with another layout, which must not need more of it.
  func viewed(as layout: Layout, _ engine: Engine) throws(NetworkError) -> KernelTensor {
    precondition(buffer != nil && layout.byteCount <= self.layout.byteCount)
    return try KernelTensor(layout: layout, buffer: buffer, engine: engine)
  }

  deinit { one_dnn_memory_destroy(handle) }

  /// Lets the tensor describe memory owned by someone who outlives its use.
  func place(at pointer: UnsafeMutableRawPointer) {
    base = pointer
    one_dnn_memory_set_pointer(handle, pointer)
  }

  var dimensions: [Int] { layout.dimensions }

  /// All elements in memory order, padding of blocked formats included.
  var floats: UnsafeMutableBufferPointer<Float> {
    let count = layout.byteCount / MemoryLayout<Float>.stride
    return UnsafeMutableBufferPointer(start: base?.assumingMemoryBound(to: Float.self), count: base == nil ? 0 : count)
  }
}
