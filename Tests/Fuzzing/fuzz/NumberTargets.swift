import Files
import Foundation
import Imaging
import LabelledData

@testable import BatchClassification
@testable import NumberReading

/// Rules as a request may hold them: the first line is a length, the others are patterns; what follows a zero byte chooses
/// a text that fits. The automaton must accept what the patterns accept, step by step.
func fuzzPatterns(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  let rules = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  let choices = bytes.dropFirst(min(bytes.count, bytes.prefix { $0 != 0 }.count + 1)).prefix(200)
  let lines = rules.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let (length, patterns) = (lines[0].isEmpty ? nil : lines[0], Array(lines.dropFirst().prefix(16)))
  do throws(NumberError) {
    let rules = try NumberRules(patterns: patterns, length: length)
    guard !patterns.isEmpty else { return 0 }
    let states = try PatternStates(patterns)
    precondition(rules.automaton.stateCount <= RuleAutomaton.mostStates)
    let text = fittingText(of: rules.automaton, choices)
    check(text, rules, states)
    check(choices.map { $0 % UInt8(SignSet.count) }, rules, states)
    precondition(rules.automaton.accepts(text))
  } catch {
    precondition(!error.description.isEmpty && error.description.count < 2_000)
  }
  return 0
}

/// The automaton and the states of the patterns agree on a text.
private func check(_ text: [UInt8], _ rules: NumberRules, _ states: PatternStates) {
  let reached = text.reduce(states.start) { states.after(Int($1), from: $0) }
  let fits = states.accepts(reached) && (rules.lengths ?? 1...Int.max).contains(text.count { $0 < 10 })
  precondition(rules.automaton.accepts(text) == fits, NumberSign.text(text))
}

/// A text whose first signs are chosen by `choices`, and whose others are the fewest that are needed.
private func fittingText(of automaton: RuleAutomaton, _ choices: some Sequence<UInt8>) -> [UInt8] {
  var (text, state) = ([UInt8](), RuleAutomaton.start)
  func signs(_ state: Int) -> [Int] { (0..<SignSet.count).filter { automaton.after($0, from: state) >= 0 } }
  for choice in choices {
    let possible = signs(state)
    guard !possible.isEmpty else { break }
    let sign = possible[Int(choice) % possible.count]
    text.append(UInt8(sign))
    state = automaton.after(sign, from: state)
  }
  var (open, seen): ([(state: Int, text: [UInt8])], Set<Int>) = ([(state, text)], [state])
  while let place = open.first {
    if automaton.accepts[place.state] { return place.text }
    open.removeFirst()
    for sign in signs(place.state) where seen.insert(automaton.after(sign, from: place.state)).inserted {
      open.append((automaton.after(sign, from: place.state), place.text + [UInt8(sign)]))
    }
  }
  fatalError("no text fits after \(NumberSign.text(text))")
}

/// The file of `--list`: the first byte chooses the column.
func fuzzList(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  guard let first = bytes.first else { return 0 }
  write(Array(bytes.dropFirst()), to: plainPath)
  let column = ["", ":1", ":2", ":id"][Int(first & 3)]
  do {
    let list = try NumberListFile(plainPath + column).read()
    precondition((1...NumberList.mostValues).contains(list.count))
    for index in 0..<list.count {
      let digits = Array(list.digits(of: index))
      precondition((1...NumberList.mostDigits).contains(digits.count) && list.contains(digits))
      precondition(index == 0 || list.digits(of: index - 1).lexicographicallyPrecedes(digits))
      let written = list.text(of: index).utf8.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      precondition(written.map { $0 - UInt8(ascii: "0") } == digits)
    }
  } catch {
    precondition(error is NumberError || error is FileError)
    precondition(!"\(error)".isEmpty)
  }
  return 0
}

/// A labels.csv with numbers. What it says can be written as the plainest of tables, and read again.
func fuzzNumbers(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  let bytes = Array(bytes)
  _ = NumberTable.describes(bytes)
  do {
    let rows = try NumberTable(bytes, path: "labels.csv").rows
    var plain = Array("file,text\n".utf8)
    for row in rows {
      precondition(!row.file.isEmpty && !row.file.contains(0) && row.text?.isEmpty != true)
      plain += [quote] + row.file.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote, UInt8(ascii: ",")]
      plain += "\"\(row.text ?? "blank")\"\n".utf8
    }
    let again = try NumberTable(plain, path: "labels.csv").rows
    precondition(again == rows)
  } catch {
    guard case FileError.malformedTable(_, 1..., let detail) = error, !detail.isEmpty else { fatalError("\(error)") }
  }
  return 0
}
