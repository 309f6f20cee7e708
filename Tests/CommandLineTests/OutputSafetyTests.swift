import Foundation
import Testing

/// What is there is not destroyed: inputs, targets of links, files of the user.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash"), "needs bash"), .timeLimit(.minutes(10)))
struct OutputSafetyTests {
  private static let classify = "$digits classify --model model.safetensors"

  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    for name in ["1.png", "2.png"] { try workspace.write([], to: "scans/" + name) }
    return workspace
  }

  /// Named, in a folder, in a list, behind a link, under another name; as the list, the model or a part.
  @Test(arguments: [
    "classify scans/1.png -o scans/1.txt", "classify scans -o link", "classify scans/1.png link -o scans/2.txt",
    "classify - -o scans/1.txt < list", "classify --files-from list -o scans/1.txt",
    "classify --files-from list -o list", "classify - -o list < list", "classify --files-from list >> list",
    "classify scans -o model", "preview scans -o scans/2.png", "preview --files-from list -o scans/1.png",
    "evaluate labelled --report picture", "evaluate labelled --json table",
    "evaluate labelled --report model", "merge part other -o part",
  ]) func anOutputIsNoInput(command: String) throws {
    let workspace = try workspace()
    let model = command.hasPrefix("merge") ? "" : "--model model.safetensors"
    let result = try workspace.shell(
      """
      ln scans/1.png scans/1.txt; ln scans/2.png scans/2.txt; ln -s scans/2.png link; ln model.safetensors model
      echo scans/1.png > list; echo x > part; echo x > other; mkdir labelled; : > labelled/a.png
      printf 'file,digit\\na.png,1\\n' > labelled/labels.csv; ln labelled/a.png picture; ln labelled/labels.csv table
      sum() { find . -type f | sort | xargs sha256sum; }; before=$(sum)
      $digits \(command) \(model); status=$?
      [ "$before" = "$(sum)" ] || status=99; exit $status
      """)
    #expect(result.status == 2, "\(result)")
    #expect(result.error.contains(" of this run, which would be replaced by its output: name another file to write\n"))
  }

  @Test func trainingReplacesNeitherItsStartNorItsImages() throws {
    let workspace = try workspace()
    let result = try workspace.shell(
      """
      mkdir -p own/1; cp scans/1.png own/1/a.png; ln own/1/a.png picture; ln model.safetensors model
      $digits train own --from model.safetensors --force -o model; echo $?
      $digits train own --force -o picture; echo $?; $digits train own --log picture -o new.safetensors; echo $?
      $digits train own --log new -o ./new; echo $?
      """)
    #expect(result.output == "2\n2\n2\n2\n", "\(result)")
    #expect(
      result.error.contains("digits: ./new and new are one file, and two are to be written: name two files"),
      "\(result)")
  }

  @Test func messagesDoNotGetIntoFiles() throws {
    let workspace = try workspace()
    let result = try workspace.shell(
      "\(Self.classify) scans -o with.csv; \(Self.classify) scans -o without.csv 2>&-; s=$?; "
        + "cmp with.csv without.csv || exit 99; \(Self.classify) scans -o closed.csv <&- >&- 2>&-; "
        + "cmp with.csv closed.csv || exit 98; \(Self.classify) scans >&-; echo $s $?")
    // Rows that nobody can get are an error.
    #expect(result.output == "1 5\n", "\(result)")
    #expect(result.error.contains("digits: standard output: cannot be written: Bad file descriptor\n"), "\(result)")
  }

  @Test func linksStayLinks() throws {
    let workspace = try workspace()
    let result = try workspace.shell(
      "mkdir there; echo old > there/real.csv; ln -s there/real.csv link.csv; "
        + "\(Self.classify) scans -o link.csv; readlink link.csv; head -n 1 there/real.csv; ls there; "
        + "echo mine > victim; ln -s victim rows.csv.partial; \(Self.classify) scans -o rows.csv; echo $?; cat victim; "
        + "ln -s victim x.csv.resume; \(Self.classify) scans -o x.csv --resume; echo $?; cat victim")
    let header = "file,digit,confidence,status,message"
    #expect(result.output == "there/real.csv\n\(header)\nreal.csv\n5\nmine\n4\nmine\n", "\(result)")
    #expect(result.error.contains("digits: rows.csv.partial: cannot be written: a link, or no regular file"))
    #expect(result.error.contains("x.csv.resume cannot be read: a symbolic link, which is not followed here; leave"))
  }

  /// Each ended at once, though nobody writes into the pipe.
  @Test func nothingWaitsForAPipe() throws {
    let workspace = try workspace()
    let result = try workspace.shell(
      """
      mkfifo pipe rows.csv.resume parts.csv.shard-0-of-1; mkdir own; mkfifo own/labels.csv
      try() { timeout 60 $digits "$@" >/dev/null; echo $?; }
      try classify scans --model model.safetensors -o rows.csv --resume; try classify scans --model pipe
      try merge parts.csv; try evaluate own --model model.safetensors; try evaluate own --model pipe
      try train own -o own.safetensors; try train own --from pipe -o own.safetensors
      try classify --model model.safetensors --files-from <(echo scans/1.png)
      """)
    #expect(result.output == "4\n4\n4\n4\n4\n4\n4\n1\n", "\(result)")
    #expect(result.error.split(separator: "\n").count { $0.contains("a pipe, not a regular file") } == 7, "\(result)")
  }

  @Test func aLimitOfTheSizeLeavesARunToGoOnWith() throws {
    let workspace = try workspace()
    let rows = (1...2000).map { "scans/\($0 % 2 + 1).png\n" }.joined()
    try workspace.write(rows.utf8, to: "list")
    let result = try workspace.shell(
      "\(Self.classify) --files-from list -o whole.csv --quiet; "
        + "(ulimit -f 40; \(Self.classify) --files-from list -o rows.csv --quiet); echo $?; ls; "
        + "\(Self.classify) --files-from list -o rows.csv --quiet --resume; cmp whole.csv rows.csv && ls")
    let names = "list\nmodel.safetensors\nrows.csv"
    #expect(
      result.output
        == "5\n\(names).partial\nrows.csv.resume\nscans\nwhole.csv\n\(names)\nscans\nwhole.csv\n", "\(result)")
    #expect(result.error.contains("digits: rows.csv.partial: cannot be written: File too large\n"), "\(result)")
    #expect(result.error.contains(#/\n\d+ rows are kept: set that right, then go on with: /#), "\(result)")
  }

  @Test func whatIsReplacedIsSaid() throws {
    let workspace = try workspace()
    try workspace.write([], to: "labelled/1/a.png")
    let result = try workspace.shell(
      """
      \(Self.classify) scans --shard 0/1 -o m.csv --quiet
      for f in c.csv m.csv e.html e.json s.png; do echo old > $f; done
      \(Self.classify) scans -o c.csv; $digits merge m.csv; $digits preview scans -o s.png --model model.safetensors
      $digits evaluate labelled --report e.html --json e.json --model model.safetensors
      echo old > c.csv; echo --; \(Self.classify) scans -o c.csv --quiet
      """)
    let notices = result.error.split(separator: "\n").filter { $0.hasSuffix(" is there already, and will be replaced") }
    #expect(notices.map { $0.prefix { $0 != " " } } == ["c.csv", "m.csv", "s.png", "e.html", "e.json"], "\(result)")
  }

  @Test(arguments: [
    ("classify scans -o rows.jsonl", nil), ("classify scans -o rows.NDJSON", nil),
    ("classify scans -o rows.txt", nil), ("classify scans -o rows", nil),
    ("classify scans -o rows.csv --format jsonl", nil), ("classify scans -o rows.json --format jsonl", nil),
    ("classify scans -o rows.xlsx", "rows.csv"), ("classify scans -o a.b/rows.JSON", "a.b/rows.csv"),
    ("classify scans -o rows.png --format csv", "rows.csv"), ("evaluate scans --report r.pdf", "r.html"),
    ("evaluate scans --json r.csv", "r.json"), ("train scans -o model.onnx", "model.safetensors"),
    ("train scans --log log.json", "log.csv"),
  ]) func theNameSaysTheFormat(command: String, better: String?) throws {
    let workspace = try workspace()
    let model = command.hasPrefix("train") ? [] : ["--model", "model.safetensors"]
    let result = try workspace.run(command.split(separator: " ").map(String.init) + model)
    #expect(result.status == (better == nil ? 1 : 2), "\(result)")
    if let better {
      #expect(result.error.contains(" is named as another format; name it, for example, \(better)."), "\(result)")
    } else {
      let name = try #require(workspace.names().first { $0.hasPrefix("rows") })
      let isJSON = name.lowercased().contains("json") || command.contains("jsonl")
      #expect(try workspace.read(name).hasPrefix(isJSON ? "{" : "file,"))
    }
  }

  @Test func tellsItsVersions() throws {
    let result = try Workspace().run(["--version"])
    #expect(result.status == 0 && result.error == "")
    let lines = result.output.split(separator: "\n")
    try #require(lines.count == 5)
    #expect(lines[0].hasPrefix("digits ") && lines[1].hasPrefix("preprocessing "))
    #expect(lines[2...].allSatisfy { $0.wholeMatch(of: /model [a-z]+ [0-9a-f]{64}/) != nil }, "\(result)")
    let help = try Workspace().run([])
    #expect(help.status == 0 && help.output.hasPrefix("OVERVIEW: "))
  }
}
