import COneDNN

/// A compiled oneDNN operation.
final class Primitive {
  typealias Create = (UnsafeMutablePointer<OpaquePointer?>, OpaquePointer) -> Int32

  let handle: OpaquePointer
  let name: String

  /// `create` fills in the handle on the given engine and returns a status.
  init(_ name: String, _ engine: Engine, create: Create) throws(NetworkError) {
    self.name = name
    var created: OpaquePointer?
    let status = create(&created, engine.handle)
    handle = try NetworkError.check(status, created, "prepare \(name)")
  }

  deinit { one_dnn_primitive_destroy(handle) }

  /// The layout of a tensor that this primitive must have.
  func layout(_ role: one_dnn_role, _ dimensions: [Int]) throws(NetworkError) -> Layout {
    guard let layout = Layout(of: self, role, dimensions: dimensions) else {
      throw .oneDNN(operation: "ask \(name) for the layout of argument \(role.rawValue)", status: 0)
    }
    return layout
  }
}
