/// On a loopback address, refuses requests for other hosts: a web page elsewhere whose name was pointed at this machine
/// (DNS rebinding) would otherwise be let in by the browser. A proxy on this machine hands on names that are right.
package struct HostCheck: Sendable {
  private let names: Set<String>
  private let isOn: Bool

  package init(host: String, allowed: [String] = []) {
    names = Set((allowed + [host, "localhost"]).map { $0.lowercased() })
    isOn = host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  /// `authority`: a host, perhaps with a port.
  package func refuses(_ authority: String) -> Bool { isOn && !isOwn(authority) }

  private func isOwn(_ authority: String) -> Bool {
    // Only names can be pointed elsewhere.
    if authority.utf8.allSatisfy(HostCheck.isOfAddress) || authority.hasPrefix("[") { return true }
    let name = authority.prefix { $0 != ":" }.lowercased()
    return names.contains(name)
  }

  /// Of an IPv4 address, and a port; names of hosts have letters.
  private static func isOfAddress(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
  }
}
