import DigitRecognition
import NeuralNetwork
import Testing

/// What is typed first: nothing, and the question what this is.
@Suite(.timeLimit(.minutes(10))) struct FirstContactTests {
  @Test func withoutArgumentsThereAreFourExamples() throws {
    let result = try Workspace().run([])
    #expect(result.status == 0 && result.error == "")
    let examples = result.output.split(separator: "\n").filter { $0.hasPrefix("  digits ") && $0.contains(" # ") }
    #expect(examples.count == 4, "\(result.output)")
  }

  @Test func theVersionAlsoNamesTheMachineWhenAsked() throws {
    let workspace = try Workspace()
    let short = try workspace.run(["--version"]).output
    let long = try workspace.run(["--version", "--verbose"]).output
    let provenance = try Provenance(ModelCatalog.cascade())
    #expect(long.hasPrefix(short) && short == "\(provenance)\n")
    let rest = long.dropFirst(short.count).split(separator: "\n")
    #expect(rest.map { $0.prefix { $0 != " " } } == ["oneDNN", "instructions", "threads"])
    #expect(rest.first == "oneDNN \(OneDNN.version)")
    #expect(try workspace.run(["--verbose"]).status == 2)
  }
}
