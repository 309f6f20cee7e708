import ArgumentParser
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
    subcommands: [Classify.self, Merge.self, Preview.self, Evaluate.self, Train.self, Serve.self]
  )

  static func main() {
    Interruption.ignoreClosedPipes()
    let format = LogFormat(askedBy: CommandLine.arguments)
    LoggingSystem.bootstrap { _ in MessageLog(format: format) }
    do {
      try UsageHint.checkCommand(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot()
      try command.run()
    } catch {
      ExitStatus.exit(after: error)
    }
  }
}
