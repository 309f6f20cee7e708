#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sentences for the operating system's error numbers.
enum SystemError {
  /// The sentence for `errno` as the last failed call left it.
  static var current: String { message(errno) }

  static func message(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }
}
