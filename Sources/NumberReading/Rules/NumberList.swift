import Imaging

/// The values that a number may have. Compared by their digits: separators and letters of a listed value do not count.
public struct NumberList: Sendable, Equatable {
  /// The most values, each with at most `mostDigits` digits.
  public static let mostValues = 2_000_000
  /// The digits of the longest value.
  public static let mostDigits = 99

  /// The digits of all values, 0 … 9, one value after another, in ascending order.
  private var digits: [UInt8] = []
  /// Where each value begins in `digits`, and where the last one ends.
  private var starts: [Int32] = [0]
  /// The values that hold more than digits, as they are written.
  private var written: [Int: String] = [:]
  /// Of all values and how they are written.
  private let fingerprint: UInt64

  /// Takes the values, one a text. Spaces around a value, empty texts and values that were there before are passed over,
  /// as is a first text without digits, which is taken for a heading. `path`, the name of the file, is for errors.
  public init(texts: some Sequence<String>, path: String = "--list") throws(NumberError) {
    var values: [(key: String, text: String)] = []
    for (index, line) in texts.enumerated() {
      let isPlain = line.utf8.allSatisfy { NumberList.isDigit($0) }
      let text = isPlain ? line : NumberList.trimmed(line)
      if text.isEmpty { continue }
      let key = isPlain ? line : String(decoding: text.utf8.filter { NumberList.isDigit($0) }, as: UTF8.self)
      if key.isEmpty && index == 0 { continue }
      try NumberList.check(key, text, number: index + 1, count: values.count, path: path)
      values.append((key, text))
    }
    guard !values.isEmpty else {
      throw .unusableList(path: path, detail: "holds no value; write one number a line")
    }
    values.sort { $0.key == $1.key ? $0.text < $1.text : $0.key < $1.key }
    var hash = Fingerprint()
    for (index, value) in values.enumerated() where index == 0 || values[index - 1].key != value.key {
      hash.absorb(value.text)
      if value.text != value.key { written[starts.count - 1] = value.text }
      digits += value.key.utf8.map { $0 - UInt8(ascii: "0") }
      starts.append(Int32(digits.count))
    }
    fingerprint = hash.value
  }

  private static func check(_ key: String, _ text: String, number: Int, count: Int, path: String) throws(NumberError) {
    let shown = text.prefix(40)
    if key.isEmpty { throw .unusableList(path: path, detail: "value \(number), \(shown), holds no digit; remove it") }
    if key.utf8.count > mostDigits {
      throw .unusableList(
        path: path, detail: "value \(number), \(shown)…, has more than \(mostDigits) digits; remove it")
    }
    if count == mostValues {
      throw .unusableList(path: path, detail: "holds more than \(mostValues) values; use --pattern or --range instead")
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
    else {
      return ""
    }
    return String(text[first...last])
  }

  /// How many different values there are.
  public var count: Int { starts.count - 1 }

  /// The digits of a value, 0 … 9.
  package func digits(of index: Int) -> ArraySlice<UInt8> { digits[Int(starts[index])..<Int(starts[index + 1])] }

  /// The value as it is written in the list.
  package func text(of index: Int) -> String { written[index] ?? NumberSign.text(digits(of: index)) }

  /// Whether a value has exactly these digits.
  package func contains(_ sought: [UInt8]) -> Bool {
    var range = 0..<count
    for (depth, digit) in sought.enumerated() { range = self.range(of: digit, depth: depth, in: range) }
    return range.first.map { digits(of: $0).count == sought.count } ?? false
  }

  /// The values of `range` whose digit number `depth` is `digit`. All values of `range` agree in the digits before.
  package func range(of digit: UInt8, depth: Int, in range: Range<Int>) -> Range<Int> {
    let first = firstIndex(in: range, depth: depth, atLeast: Int(digit))
    return first..<firstIndex(in: first..<range.upperBound, depth: depth, atLeast: Int(digit) + 1)
  }

  /// The first value of `range` whose digit number `depth` is `least` or more, by bisection. A value that ends before its
  /// digit number `depth` comes before all others.
  private func firstIndex(in range: Range<Int>, depth: Int, atLeast least: Int) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let place = Int(starts[middle]) + depth
      let digit = place < Int(starts[middle + 1]) ? Int(digits[place]) : -1
      if digit >= least { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension NumberList: CustomStringConvertible {
  /// How many values there are, and a fingerprint of them.
  public var description: String { "\(count) values, \(String(fingerprint, radix: 16))" }
}

/// FNV-1a with 64 bits (Fowler, Noll and Vo): tells lists apart, but is no defence against people.
private struct Fingerprint {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func absorb(_ text: String) {
    for byte in text.utf8 { absorb(byte) }
    absorb(0x0a)
  }

  private mutating func absorb(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
