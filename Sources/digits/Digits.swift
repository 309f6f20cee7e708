import ArgumentParser
import DigitRecognition
import Files
import Logging
import NeuralNetwork

@main
struct Digits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract:
      "Reads folders of handwritten digits and numbers into a CSV, and trains and tests the networks that do it.",
    discussion: "Examples:\n" + examples.map { "  \($0)" }.joined(separator: "\n"),
    subcommands: [Classify.self, Read.self, Merge.self, Preview.self, Evaluate.self, Train.self, Export.self] + serving
  )

  #if Server
    private static let serving: [any ParsableCommand.Type] = [Serve.self]
    private static let lastExample = "digits serve                          # a page to draw or drop digits on"
  #else
    private static let serving: [any ParsableCommand.Type] = []
    private static let lastExample =
      "digits evaluate my-labelled-scans     # how good the answers are"
  #endif

  private static let examples = [
    "digits classify scans -o digits.csv   # a row for each picture",
    "digits read cells -o numbers.csv      # the same for numbers of several digits",
    "digits preview scans -o sheet.png     # what was read, and why", lastExample,
  ]

  @Flag(help: "Print the version of the program and of the preprocessing, and the SHA-256 of each bundled model.")
  var version = false

  @Flag(help: "With --version, also print what else the speed depends on: oneDNN, the CPU's instructions, the threads.")
  var verbose = false

  func validate() throws {
    guard version || !verbose else { throw ValidationError("--verbose goes with --version alone.") }
  }

  func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    let machine =
      "oneDNN \(OneDNN.version)\ninstructions \(OneDNN.instructions)\nthreads \(ProcessorCount.available)\n"
    try OutputFile(nil).write("\(try Provenance(ModelCatalog.cascade()))\n" + (verbose ? machine : ""))
  }

  static func main() {
    StandardStreams.openClosedOnes()
    Interruption.ignoreFailingWrites()
    let arguments = RawArguments.strings
    let format = LogFormat(askedBy: arguments)
    LoggingSystem.bootstrap { _ in MessageLog(format: format) }
    do {
      try UsageHint.checkCommand(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      ExitStatus.exit(after: error)
    }
  }
}
