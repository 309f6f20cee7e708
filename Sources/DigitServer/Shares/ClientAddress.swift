import NIOCore

/// Whom a share belongs to: an IPv4 address, or the /64 network of an IPv6 address, which is what one customer gets.
package enum ClientAddress: Hashable, Sendable {
  case v4(UInt32)
  case v6Network(UInt64)
  /// Not connected by the Internet protocol.
  case unknown

  package init(_ address: SocketAddress?) {
    switch address {
    case .v4(let address): self = .v4(address.address.sin_addr.s_addr)
    case .v6(let address): self.init(v6: withUnsafeBytes(of: address.address.sin6_addr) { Array($0) })
    case .unixDomainSocket, nil: self = .unknown
    }
  }

  /// `bytes`: 16, in the order of the network.
  private init(v6 bytes: [UInt8]) {
    // An IPv4 client of a socket for both: ::ffff:a.b.c.d.
    if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      self = .v4(UInt32(bigEndian: bytes.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }))
    } else {
      self = .v6Network(bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
  }
}
