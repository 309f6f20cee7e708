import Imaging

/// A pattern as a tree.
indirect enum PatternNode {
  case sign(SignSet)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// `most` is nil where there is no limit.
  case repeated(PatternNode, least: Int, most: Int?)

  /// How many states of an automaton the node takes; infinite where they cannot be counted.
  var size: Double {
    switch self {
    case .sign: 1
    case .sequence(let parts): parts.reduce(0) { $0 + $1.size }
    case .choice(let parts): parts.reduce(1) { $0 + $1.size }
    case .repeated(let part, let least, let most): (part.size + 1) * Double(most ?? least + 1)
    }
  }
}

/// Reads a pattern by recursive descent.
///
///     pattern := branch { "|" branch }
///     branch  := { atom [ "?" | "{" m "}" | "{" m "," [ n ] "}" ] }
///     atom    := "#" | sign | "[" { sign | digit "-" digit | "#" } "]" | "(" pattern ")"
struct PatternParser {
  /// Characters of the longest pattern; this bounds the depth of groups, too.
  static let mostCharacters = 500
  /// The largest number in braces.
  static let mostRepeats = 99

  private let pattern: String
  private let characters: [Character]
  private var position = 0

  /// The tree of `pattern`; throws where it cannot be read, and names the character.
  static func parse(_ pattern: String) throws(NumberError) -> PatternNode {
    var parser = PatternParser(pattern)
    guard !pattern.isEmpty else { throw parser.error("is empty; write # for each digit, for example ####") }
    guard parser.characters.count <= mostCharacters else {
      throw NumberError.unusablePattern(
        pattern: pattern.prefix(20) + "…", detail: "is longer than \(mostCharacters) characters; use --list instead")
    }
    let node = try parser.choice()
    guard parser.position == parser.characters.count else { throw parser.error("this ) closes no group; remove it") }
    return node
  }

  private init(_ pattern: String) { (self.pattern, characters) = (pattern, Array(pattern)) }

  private var current: Character? { position < characters.count ? characters[position] : nil }

  /// An error at the current character, or at `place`.
  private func error(_ detail: String, at place: Int? = nil) -> NumberError {
    let place = place ?? position
    guard place < characters.count else { return .unusablePattern(pattern: pattern, detail: detail) }
    return .unusablePattern(pattern: pattern, detail: "character \(place + 1), \(characters[place]): \(detail)")
  }

  private mutating func take(_ character: Character) -> Bool {
    guard current == character else { return false }
    position += 1
    return true
  }

  private mutating func choice() throws(NumberError) -> PatternNode {
    var branches = [try branch()]
    while take("|") { branches.append(try branch()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func branch() throws(NumberError) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = current, next != "|", next != ")" { parts.append(try repeated(try atom())) }
    return .sequence(parts)
  }

  private mutating func repeated(_ atom: PatternNode) throws(NumberError) -> PatternNode {
    if take("?") { return .repeated(atom, least: 0, most: 1) }
    guard current == "{" else { return atom }
    let opening = position
    position += 1
    let least = try number()
    let most = take(",") ? (current == "}" ? nil : try number()) : least
    guard take("}") else { throw error("write {2} or {2,4}", at: opening) }
    if let most, most < least { throw error("the second number is smaller than the first", at: opening) }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func number() throws(NumberError) -> Int {
    let start = position
    while let next = current, next.isASCII, next.isNumber { position += 1 }
    guard position > start else { throw error("write a number in the braces, as in {2} or {2,4}", at: start) }
    guard let number = Int(String(characters[start..<position])), number <= Self.mostRepeats else {
      throw error("a part is repeated at most \(Self.mostRepeats) times", at: start)
    }
    return number
  }

  private mutating func atom() throws(NumberError) -> PatternNode {
    if take("#") { return .sign(.digits) }
    if take("[") { return .sign(try signClass()) }
    let opening = position
    if take("(") {
      let inner = try choice()
      guard take(")") else { throw error("this group is not closed; add a )", at: opening) }
      return inner
    }
    return .sign(SignSet(try sign()))
  }

  private mutating func signClass() throws(NumberError) -> SignSet {
    let opening = position - 1
    var signs: SignSet = []
    while let next = current, next != "]" { signs.formUnion(next == "#" ? classDigits() : try classPart()) }
    guard take("]") else { throw error("this class is not closed; add a ]", at: opening) }
    guard !signs.isEmpty else { throw error("this class is empty; name signs between [ and ]", at: opening) }
    return signs
  }

  private mutating func classDigits() -> SignSet {
    position += 1
    return .digits
  }

  /// A sign, or digits such as 2-5.
  private mutating func classPart() throws(NumberError) -> SignSet {
    let start = position
    let first = try sign()
    guard let low = first.digit, current == "-", position + 1 < characters.count,
      let high = characters[position + 1].wholeNumberValue, characters[position + 1].isASCII
    else { return SignSet(first) }
    position += 2
    guard low <= high else { throw error("the digits run backwards; write the smaller one first", at: start) }
    return (low...high).reduce(into: []) { $0.formUnion(SignSet(rawValue: 1 << UInt16($1))) }
  }

  private mutating func sign() throws(NumberError) -> NumberSign {
    guard let next = current else { throw error("ends too early") }
    if let sign = NumberSign(next) {
      position += 1
      return sign
    }
    switch next {
    case "+", "*": throw error("write {1,} or {0,} for a part that is repeated")
    case "?", "{": throw error("there is nothing before it to repeat")
    default: throw error("is no sign that can be read; use # for a digit, 0-9 . , - / : and [ ] ( ) { } ? |")
    }
  }
}
