import ArgumentParser
import BatchClassification
import DigitRecognition
import Files
import Inputs

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes one file of the parts that --shard has written.",
    discussion: """
      Examples:
        digits merge digits.csv
        digits merge parts/*-of-8 -o digits.csv

      The first finds the parts beside digits.csv: digits.csv.shard-0-of-8 and so on. All parts must be there, whole, \
      and made from the same inputs with the same model and options. The file is then, byte for byte, the one that a \
      single digits classify or digits read writes. The parts are left where they are.

      Exit codes: 0 every input got a digit or is blank, 1 some rows are errors, 2 wrong usage, 3 parts are missing, \
      4 a part is damaged, was changed or is of another run, 5 output not writable, 130 interrupted.
      """
  )

  @Argument(
    help: "The file to write, beside which its parts lie; or, with -o, the parts themselves.", completion: .file())
  var files: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
  var output: String?

  @Flag(help: "No summary at the end.")
  var quiet = false

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Missing expected argument '<files> ...'") }
    guard output != nil || files.count == 1 else {
      throw ValidationError("Name the file to write with -o, or it alone: digits merge digits.csv.")
    }
  }

  func run() throws {
    let name = output ?? files[0]
    let parts = try output == nil ? PartMerge.parts(of: name) : files
    let outputs = try OutputGuard([name])
    for part in parts { try outputs.check(FilePath(part)) }
    let merge = try PartMerge(paths: parts)
    _ = try OutputName.format(ofRowsIn: name, asked: merge.format)
    let file = try OutputFile(name)
    Interruption.discardWhenInterrupted(file)
    if !quiet { OutputName.tellOfReplacement(of: name) }
    try merge.run(write: file.write)
    try file.commit()
    let tally = merge.tally
    if !quiet {
      let parts = merge.count.counted("part")
      Terminal.say("\(name): \(parts), \(tally.rows.counted("row")), \(tally[.error]) of them errors")
    }
    if tally[.error] > 0 { throw ExitCode(ExitStatus.someRowsAreErrors.rawValue) }
  }
}
