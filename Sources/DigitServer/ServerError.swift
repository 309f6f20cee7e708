/// Why the server does not run.
public enum ServerError: Error, Equatable {
  case unknownHost(String)
  /// No address of this machine.
  case foreignHost(String)
  case portTaken(host: String, port: Int)
  case portNotAllowed(port: Int)
  case cannotListen(host: String, port: Int, reason: String)
  case noThreads
}

extension ServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownHost(let host):
      "no host \"\(host)\": leave --host out for this machine alone, or give 0.0.0.0 for every network it is in"
    case .foreignHost(let host):
      "\(host) is no address of this machine: give --host one of its own, or 0.0.0.0 for all of them"
    case .portTaken(let host, let port):
      "port \(port) of \(host) is taken: stop the program that has it, or choose another with --port (0: any)"
    case .portNotAllowed(let port):
      "port \(port) is for the administrator: choose one from 1024 on with --port (0: any)"
    case .cannotListen(let host, let port, let reason):
      "cannot listen on port \(port) of \(host): \(reason); choose others with --host and --port"
    case .noThreads:
      "the system would not start a thread; close other programs and try again"
    }
  }
}
