import ArgumentParser

@main
struct Digits: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract: "Reads folders of handwritten digits into a CSV, and trains and tests the network that does it.",
    subcommands: [])
}
