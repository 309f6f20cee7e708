import Platform

/// Sentences for the operating system's error numbers.
package enum SystemError {
  /// The sentence for `errno` as the last failed call left it.
  package static var current: String { message(errno) }

  package static func message(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }
}
