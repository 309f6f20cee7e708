import COneDNN

/// oneDNN's CPU engine with one stream. Used by one thread at a time.
final class Engine {
  let handle: OpaquePointer

  init() throws(NetworkError) {
    var created: OpaquePointer?
    handle = try NetworkError.check(one_dnn_engine_create(&created), created, "create a CPU engine")
  }

  deinit { one_dnn_engine_destroy(handle) }
}

extension NetworkError {
  /// The handle that a oneDNN call has made, or the error that it returned instead.
  static func check(
    _ status: Int32,
    _ handle: OpaquePointer?,
    _ operation: @autoclosure () -> String
  ) throws(NetworkError) -> OpaquePointer {
    guard status == 0, let handle else { throw .oneDNN(operation: operation(), status: Int(status)) }
    return handle
  }
}
