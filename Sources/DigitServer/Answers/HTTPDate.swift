import Platform
import Threads

/// The time of day as HTTP has it (RFC 9110, section 5.6.7). Written once a second, for any number of answers.
package enum HTTPDate {
  private struct Written {
    var second: time_t = -1
    var text = ""
  }

  private static let last = ConditionLock(Written())

  /// Such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  static var now: String {
    let second = time(nil)
    return last.update { last in
      if last.second != second { last = Written(second: second, text: text(of: second)) }
      return last.text
    }
  }

  package static func text(of second: time_t) -> String {
    var (second, parts, text) = (second, tm(), [CChar](repeating: 0, count: 64))
    gmtime_r(&second, &parts)
    // In the locale "C", which is that of a program that asks for no other.
    let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
