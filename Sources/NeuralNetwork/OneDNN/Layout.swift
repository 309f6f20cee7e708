import COneDNN

/// Dimensions, element type and memory format of a tensor.
final class Layout {
  let handle: OpaquePointer
  let dimensions: [Int]

  private init(handle: OpaquePointer, dimensions: [Int]) {
    self.handle = handle
    self.dimensions = dimensions
  }

  /// A format that the primitive is free to choose.
  static func any(_ dimensions: [Int], _ type: Precision = .fp32) throws(NetworkError) -> Layout {
    try Layout(dimensions: dimensions, strides: nil, type: type)
  }

  /// Row-major, for example [N, C, H, W].
  static func plain(_ dimensions: [Int], _ type: Precision = .fp32) throws(NetworkError) -> Layout {
    var strides = Array(repeating: 1, count: dimensions.count)
    for axis in dimensions.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return try Layout(dimensions: dimensions, strides: strides, type: type)
  }

  /// `strides` in elements, one for each dimension.
  static func strided(_ dimensions: [Int], strides: [Int]) throws(NetworkError) -> Layout {
    try Layout(dimensions: dimensions, strides: strides, type: .fp32)
  }

  private convenience init(dimensions: [Int], strides: [Int]?, type: Precision) throws(NetworkError) {
    var created: OpaquePointer?
    let sizes = dimensions.map(Int64.init)
    let steps = strides?.map(Int64.init)
    let rank = Int32(dimensions.count)
    let status =
      if let steps {
        one_dnn_layout_create(&created, rank, sizes, steps, type.code)
      } else {
        one_dnn_layout_create(&created, rank, sizes, nil, type.code)
      }
    self.init(
      handle: try NetworkError.check(status, created, "describe a tensor of shape \(dimensions)"),
      dimensions: dimensions
    )
  }

  /// The layout that `primitive` wants for the tensor in `role`; nil for a tensor that it does not use.
  init?(of primitive: Primitive, _ role: one_dnn_role, dimensions: [Int]) {
    guard let handle = one_dnn_primitive_layout(primitive.handle, role) else { return nil }
    self.handle = handle
    self.dimensions = dimensions
  }

  deinit { one_dnn_layout_destroy(handle) }

  /// Padding of blocked formats included.
  var byteCount: Int { one_dnn_layout_size(handle) }

  /// fp32 for all but bf16.
  var precision: Precision { one_dnn_layout_type(handle) == ONE_DNN_BFLOAT16 ? .bf16 : .fp32 }

  func matches(_ other: Layout) -> Bool {
    one_dnn_layout_equal(handle, other.handle)
  }
}
