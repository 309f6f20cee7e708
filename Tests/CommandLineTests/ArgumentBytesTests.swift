import Foundation
import Testing
import digits

/// Names that are not UTF-8, and names that do something to a terminal.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash"), "needs bash"), .timeLimit(.minutes(10)))
struct ArgumentBytesTests {
  private static let classify = "$digits classify --model model.safetensors --quiet"

  @Test func eachNameIsItsOwnFile() throws {
    let workspace = try Workspace()
    let result = try workspace.shell(
      "echo text > $'\\xff.png'; : > $'\\xfe.png'; "
        + Self.classify + " $'\\xff.png' $'\\xfe.png' -o $'\\xfd.csv'; echo $?; cat $'\\xfd.csv'; ls -b")
    let lines = result.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 8, "\(result)")
    #expect(lines[0] == "1" && result.error == "")
    #expect(lines[2].hasPrefix("%FF.png,,,error,") && lines[2].contains("plain text"))
    #expect(lines[3] == "%FE.png,,,error,empty file: copy or export it again")
    #expect(lines[4...] == ["model.safetensors", "\\375.csv", "\\376.png", "\\377.png"])
  }

  /// Composed and decomposed, the names are equal as strings.
  @Test func namesThatReadAlikeAreTwo() throws {
    let workspace = try Workspace()
    let result = try workspace.shell(
      "echo text > $'\\u00e9.png'; : > $'e\\u0301.png'; export LC_ALL=C.UTF-8; "
        + "echo text > $'\\u00e9.png'; : > $'e\\u0301.png'; " + Self.classify + " $'\\u00e9.png' $'e\\u0301.png'")
    let rows = result.output.split(separator: "\n")
    try #require(rows.count == 3, "\(result)")
    #expect(rows[1].contains("plain text") && rows[2].contains("empty file"))
  }

  @Test func everyOptionWithAPathTakesBytes() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let result = try workspace.shell(
      """
      set -e; b=$'\\xff'; cp model.safetensors $b.safetensors; echo a.png > $b.list; mkdir -p $b/1; cp a.png $b/1
      $digits classify --model $b.safetensors --files-from $b.list --quiet --shard 0/1 -o $b.csv || [ $? = 1 ]
      $digits merge $b.csv --quiet || [ $? = 1 ]; grep -c a.png $b.csv
      $digits merge $b.csv.shard-0-of-1 --quiet -o $b-2.csv || [ $? = 1 ]; cmp $b.csv $b-2.csv
      $digits preview a.png --model $b.safetensors -o $b.png 2>/dev/null || [ $? = 1 ]; ls -b $b.png
      $digits evaluate $b --model $b.safetensors --report $b.html --json $b.json 2>&1 >/dev/null || true
      ls -b | grep -c '^\\\\377'
      """)
    #expect(result.status == 0, "\(result)")
    #expect(result.output.hasPrefix("1\n\\377.png\n"), "\(result)")
  }

  @Test func theCommandToGoOnHasTheBytes() {
    #expect(RawArguments.quoted("\u{10FEFF}.csv") == #"$'\377.csv'"#)
    #expect(RawArguments.quoted("a b") == "'a b'")
  }

  @Test func namesDoNothingToTheTerminal() throws {
    let workspace = try Workspace()
    let result = try workspace.shell(
      "$digits classify $'a\\e[2J\\a\\r\\x9b\\xc2\\x9b.png'; $digits evaluate $'\\e]0;x\\a'; "
        + "$digits classify a --model $'\\x07'; $digits classify --$'\\e'; $digits merge $'\\e.csv'")
    #expect(result.error.split(separator: "\n").count >= 5)
    let controls = result.error.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
    #expect(controls.isEmpty, "\(result.error)")
    // The name is not UTF-8, so that all of its bytes beyond ASCII are written by their numbers.
    #expect(result.error.contains(#"no such file or folder: a\u{1B}[2J\u{07}\u{0D}%9B%C2%9B.png"#), "\(result.error)")
  }

  @Test func textForTerminals() {
    #expect(TerminalText.harmless("a\tb\nc é 😀") == "a\tb\nc é 😀")
    #expect(TerminalText.harmless("\u{202E}\u{9B}\u{10FE80}") == #"\u{202E}\u{9B}%80"#)
    #expect(TerminalText.named("\u{1B}\u{10FEFF}") == "\u{1B}%FF")
  }
}
