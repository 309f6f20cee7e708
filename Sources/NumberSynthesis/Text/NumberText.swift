import Imaging

/// The text of a strip, in one of the patterns in which numbers are written. The memory is reused.
struct NumberText: Sendable {
  private(set) var signs: [NumberSign] = []
  /// Whether what follows the last separator is often written smaller and higher, as cents are.
  private(set) var hasCents = false
  /// The chance that a digit is the one before it.
  private var repeatChance: Float = 0.1

  /// Replaces the text by a random one of 1 to 12 digits, most of 1 to 6.
  mutating func choose(using generator: inout SeededGenerator) {
    signs.removeAll(keepingCapacity: true)
    hasCents = false
    repeatChance = generator.happens(0.2) ? 0.5 : 0.1
    if generator.happens(0.06) { signs.append(.minus) }
    switch generator.unit() {
    case ..<0.36: addInteger(using: &generator)
    case ..<0.42: addDigits(generator.whole(7...12), using: &generator)
    case ..<0.49: addIdentity(using: &generator)
    case ..<0.61: addThousands(using: &generator)
    case ..<0.78: addDecimal(using: &generator)
    case ..<0.82:
      addThousands(using: &generator)
      addFraction(signs.contains(.point) ? .comma : .point, using: &generator)
    case ..<0.89: addDate(using: &generator)
    case ..<0.92: addTime(using: &generator)
    case ..<0.96: addYear(using: &generator)
    default: addPair(using: &generator)
    }
  }

  private mutating func addDigit(using generator: inout SeededGenerator) {
    if let last = signs.last, last.digit != nil, generator.happens(repeatChance) { return signs.append(last) }
    // A 1 is what is misread most.
    let digit = generator.happens(0.06) ? 1 : generator.index(below: 10)
    signs.append(NumberSign(digit: digit) ?? .zero)
  }

  private mutating func addDigits(_ count: Int, using generator: inout SeededGenerator) {
    for _ in 0..<count { addDigit(using: &generator) }
  }

  private mutating func addInteger(using generator: inout SeededGenerator) {
    let lengths = [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6]
    let count = lengths[generator.index(below: lengths.count)]
    let zeros = generator.happens(0.18) ? generator.index(below: count) : 0
    addDigits(count - zeros, using: &generator)
    for _ in 0..<zeros { signs.append(.zero) }
  }

  private mutating func addIdentity(using generator: inout SeededGenerator) {
    for _ in 0..<generator.whole(1...3) { signs.append(.zero) }
    addDigits(generator.whole(1...8), using: &generator)
  }

  private mutating func addThousands(using generator: inout SeededGenerator) {
    let separator: NumberSign = generator.happens(0.65) ? .point : .comma
    addDigits(generator.whole(1...3), using: &generator)
    for _ in 0..<(generator.happens(0.12) ? 2 : 1) {
      signs.append(separator)
      let zeros = generator.happens(0.3) ? generator.whole(1...3) : 0
      addDigits(3 - zeros, using: &generator)
      for _ in 0..<zeros { signs.append(.zero) }
    }
  }

  private mutating func addDecimal(using generator: inout SeededGenerator) {
    addDigits(generator.whole(1...3), using: &generator)
    addFraction(generator.happens(0.5) ? .comma : .point, using: &generator)
  }

  private mutating func addFraction(_ separator: NumberSign, using generator: inout SeededGenerator) {
    signs.append(separator)
    let lengths = [1, 1, 1, 2, 2, 2, 3]
    addDigits(lengths[generator.index(below: lengths.count)], using: &generator)
    hasCents = generator.happens(0.12)
  }

  private mutating func addDate(using generator: inout SeededGenerator) {
    let separators: [NumberSign] = [.point, .point, .slash, .slash, .minus]
    let separator = separators[generator.index(below: separators.count)]
    let (day, month) = (generator.whole(1...31), generator.whole(1...12))
    let isPadded = generator.happens(0.6)
    guard generator.happens(0.85) else {
      addYear(using: &generator)
      add(month, after: separator, isPadded: true)
      return add(day, after: separator, isPadded: true)
    }
    add(day, after: nil, isPadded: isPadded)
    add(month, after: separator, isPadded: isPadded)
    guard generator.happens(0.85) else { return }
    signs.append(separator)
    if generator.happens(0.5) { addYear(using: &generator) } else { addDigits(2, using: &generator) }
  }

  private mutating func add(_ number: Int, after separator: NumberSign?, isPadded: Bool) {
    if let separator { signs.append(separator) }
    if isPadded || number > 9 { signs.append(NumberSign(digit: number / 10 % 10) ?? .zero) }
    signs.append(NumberSign(digit: number % 10) ?? .zero)
  }

  private mutating func addTime(using generator: inout SeededGenerator) {
    let separator: NumberSign = generator.happens(0.8) ? .colon : .point
    add(generator.whole(0...23), after: nil, isPadded: generator.happens(0.5))
    add(generator.whole(0...59), after: separator, isPadded: true)
    if generator.happens(0.2) { add(generator.whole(0...59), after: separator, isPadded: true) }
  }

  private mutating func addYear(using generator: inout SeededGenerator) {
    let century = [18, 19, 19, 20, 20][generator.index(below: 5)]
    add(century, after: nil, isPadded: true)
    add(generator.whole(0...99), after: nil, isPadded: true)
  }

  /// Two numbers with a sign between them: a fraction, a range, a number of a year.
  private mutating func addPair(using generator: inout SeededGenerator) {
    addDigits(generator.whole(1...4), using: &generator)
    signs.append([.slash, .slash, .minus, .colon][generator.index(below: 4)])
    addDigits(generator.whole(1...4), using: &generator)
  }
}
