import ArgumentParser
import DigitRecognition
import Files

/// What the parser of the command line does not tell of wrong usage. `arguments` are what was typed after the program's name.
package enum UsageHint {
  /// So many letters may be wrong, missing or too many in a misspelt word.
  private static let mostErrors = 2

  /// Throws where the first word is meant as a command and is none.
  static func checkCommand(_ arguments: [String]) throws {
    let names = Digits.configuration.subcommands.map { $0._commandName }
    guard let word = arguments.first, !word.hasPrefix("-"), !names.contains(word), word != "help" else { return }
    throw ValidationError("There is no command '\(word)'" + wayOut(word, among: names))
  }

  /// The rest of the sentence; `names` are the commands that there are.
  package static func wayOut(_ word: String, among names: [String]) -> String {
    if word == "serve" {
      return ": this program was built without the trait Server; build it with swift build -c release --product digits."
    }
    let begun = names.first { word.count > 1 && $0.hasPrefix(word) }
    let nearest = names.min { distance($0, word) < distance($1, word) }.flatMap {
      distance($0, word) <= mostErrors ? $0 : nil
    }
    if let name = begun ?? nearest { return "; did you mean 'digits \(name)'?" }
    if FileSystem.mayExist(FilePath(word)) {
      return "; to read files or folders: digits classify \(RawArguments.quotedPath(word))"
    }
    return "; there are \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")."
  }

  /// For a file whose name looks like an option; nil where there is none.
  static func ofDashedFile(_ arguments: [String]) -> String? {
    let options = arguments.prefix { $0 != "--" }.filter { $0.count > 1 && $0.hasPrefix("-") }
    guard let name = options.first(where: { FileSystem.mayExist(FilePath($0)) }) else { return nil }
    return "There is a file \(name): write ./\(name), or -- before it, so that it is not taken for an option."
  }

  /// How many letters must be changed, added or removed to make one word of the other (Levenshtein, 1966).
  package static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (index, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in b.indices {
        let change = diagonal + (letter == b[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, min(row[column], diagonal) + 1)
      }
    }
    return row[b.count]
  }
}
