import ArgumentParser
import DigitRecognition
import Files
import Logging

@main
struct Digits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract: "Reads folders of handwritten digits into a CSV, and trains and tests the network that does it.",
    discussion: """
      Example:
        digits classify scans -o digits.csv
      """,
    subcommands: [Classify.self, Merge.self, Preview.self, Evaluate.self, Train.self, Export.self] + serving
  )

  #if Server
    private static let serving: [any ParsableCommand.Type] = [Serve.self]
  #else
    private static let serving: [any ParsableCommand.Type] = []
  #endif

  @Flag(help: "Print the version of the program and of the preprocessing, and the SHA-256 of each bundled model.")
  var version = false

  func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    try OutputFile(nil).write("\(try Provenance(ModelCatalog.cascade()))\n")
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
