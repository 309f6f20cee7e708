import Foundation
import Platform

/// A connection to a server on this machine that sends what it is told, be it HTTP or not.
///
/// Its calls wait, so they run on a queue of their own, for the server's work goes on on the threads of Swift's pool.
final class RawConnection: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "raw connection")

  /// `source`: the address of this machine that it comes from.
  init(port: Int, from source: String = "127.0.0.1") throws {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    descriptor = socket(AF_INET, kind, 0)
    let descriptor = descriptor
    let isBound = RawConnection.withAddress(source, port: 0) { bind(descriptor, $0, $1) } == 0
    guard isBound, RawConnection.withAddress("127.0.0.1", port: port, { connect(descriptor, $0, $1) }) == 0 else {
      throw POSIXError(.ECONNREFUSED)
    }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  private static func withAddress(
    _ text: String, port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr(text)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Takes little from the server: the system holds no more than about so many bytes of what it sends.
  func shrinkReceiveBuffer(to bytes: Int32) {
    var size = bytes
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  private func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }

  func send(_ text: String) async { await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async {
    let descriptor = descriptor
    await run {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { sendBytes(descriptor, $0) }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Says that no more will be sent.
  func finish() async {
    let descriptor = descriptor
    await run { _ = shutdown(descriptor, Int32(SHUT_WR)) }
  }

  /// What comes until the server closes; nil when it does not within a minute.
  func receiveAll() async -> String? {
    await receive { _ in false }
  }

  /// What comes until it holds `text`, or until the server closes; nil when neither happens within a minute.
  func receive(until text: String) async -> String? {
    await receive { $0.contains(text) }
  }

  /// Takes so many bytes, and returns their number: fewer when the server closes, or nothing comes for a minute.
  func receive(bytes wanted: Int) async -> Int {
    let descriptor = descriptor
    return await run {
      var (taken, chunk) = (0, [UInt8](repeating: 0, count: 1 << 16))
      while taken < wanted {
        let count = recv(descriptor, &chunk, min(chunk.count, wanted - taken), 0)
        if count <= 0 { break }
        taken += count
      }
      return taken
    }
  }

  func receive(_ isEnough: @escaping @Sendable (String) -> Bool) async -> String? {
    let descriptor = descriptor
    return await run {
      var received: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while !isEnough(String(decoding: received, as: UTF8.self)) {
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count < 0 { return errno == ECONNRESET ? String(decoding: received, as: UTF8.self) : nil }
        if count == 0 { break }
        received += chunk[..<count]
      }
      return String(decoding: received, as: UTF8.self)
    }
  }
}

private func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
    send(descriptor, bytes.baseAddress, bytes.count, 0)
  #else
    send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
  #endif
}
