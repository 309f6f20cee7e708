import DigitRecognition
import Foundation
import Testing

/// `digits train` with a folder of numbers.
@Suite(.enabled(if: Fixtures.hasNumbers, "needs samples-numbers/"), .timeLimit(.minutes(10)))
struct TrainNumbersTests {
  /// A folder `own` with these of the samples and their labels.
  private func workspace(_ labels: [(file: String, text: String)]) throws -> Workspace {
    let workspace = try Workspace()
    for label in labels {
      let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.numbers + "/" + label.file))
      try workspace.write(Array(picture), to: "own/\(label.file)")
    }
    let table = "file,text\n" + labels.map { "\($0.file),\"\($0.text)\"\n" }.joined()
    try workspace.write(Array(table.utf8), to: "own/labels.csv")
    return workspace
  }

  private let six = [
    ("year.jpg", "1874"), ("comb.png", "204518"), ("boxes.png", "73906"), ("two-lines.jpg", "4156 2038"),
    ("empty.jpg", "blank"), ("id-pencil.png", "380155"),
  ]

  @Test func aTunedNetworkReadsNumbers() throws {
    let workspace = try workspace(six)
    let result = try workspace.run([
      "train", "own", "--from", "strings", "--epochs", "1", "--precision", "fp32", "-o", "mine.safetensors", "--log",
      "log.csv",
    ])
    #expect(result.status == 0 && result.output == "", "\(result.error)")
    for part in [
      "1 picture without a number: nothing is learned from them\n",
      "strings: 4 numbers and 1 for validation, 1 epoch, seed 1, fp32\n",
      "few numbers (4): expect little; some 100 teach a hand\nMNIST is not at hand; ",
      " drawn ones in drawn hands, so that nothing is forgotten\nepoch 1/1  loss ", "  your numbers ", "; others ",
      "\nyour numbers, read to the last sign: ", " (1, held out), others ",
      " (1024 drawn in drawn hands)\nloss on your numbers ",
      "wrote mine.safetensors; measure it with: digits evaluate own --model mine.safetensors\n",
    ] { #expect(result.error.contains(part), "\(part)\(result.error)") }
    let row = try #require(try workspace.read("log.csv").split(separator: "\n").last)
    #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == 10 && !row.contains(",,"))
    let (mine, start) = (
      try ModelCatalog.load(workspace.path + "/mine.safetensors"), try ModelCatalog.load("strings")
    )
    #expect(mine.name == (result.error.contains("nothing was gained") ? "strings" : "mine, from strings"))
    #expect(mine.temperature == start.temperature && mine.description == start.description)
    let rows = try workspace.run(["read", "own", "--model", "mine.safetensors"])
    #expect(rows.output.contains("own/year.jpg,1874,"), "\(rows.output)")
    let again = try workspace.run([
      "train", "own", "--from", "strings", "--epochs", "1", "--precision", "fp32", "-o", "mine.safetensors", "--resume",
    ])
    #expect(again.status == 0)
    #expect(again.error.hasSuffix("mine.safetensors is complete: nothing to do\n"), "\(again.error)")
  }

  private static let onlyStrings =
    "digits: own holds numbers (its labels.csv has file,text), which only the string network learns, "
  private static let way = "; use --from strings, or for single digits name the columns file,digit\n"

  @Test(arguments: [
    ([], onlyStrings + "and only from its trained weights" + way),
    (["--network", "strings"], onlyStrings + "and only from its trained weights" + way),
    (["--from", "accurate"], onlyStrings + "and accurate is none" + way),
    (
      ["--from", "strings", "--split", "train"],
      "digits: own: a labelled folder has no split \"train\"; leave --split out to use all of it\n"
    ),
    (
      ["--from", "strings", "--teacher", "fast"],
      "Error: --teacher is for single digits; leave it out where numbers are learned.\n"
    ),
  ]) func whatDoesNotFitNamesTheWay(options: [String], message: String) throws {
    let workspace = try workspace([("year.jpg", "1874")])
    let result = try workspace.run(["train", "own", "-o", "mine.safetensors"] + options)
    #expect(result.status == 2 && result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == ["model.safetensors", "own"])
  }

  @Test func aLabelThatIsNoNumberIsFour() throws {
    let workspace = try workspace([("year.jpg", "1874"), ("comb.png", "2O4518")])
    let result = try workspace.run(["train", "own", "--from", "strings", "-o", "mine.safetensors"])
    #expect(result.status == 4)
    #expect(
      result.error.hasPrefix("digits: own/labels.csv, line 3: found \"2O4518\" as the number; "), "\(result.error)")
  }

  @Test func picturesWithoutANumberAreTooFew() throws {
    let workspace = try workspace([("empty.jpg", "12")])
    let result = try workspace.run(["train", "own", "--from", "strings", "-o", "mine.safetensors"])
    #expect(result.status == 4)
    let message = "left out 1 of 1 pictures:\n  own/empty.jpg: no number found\n"
    let end = "digits: not one labelled number could be used: there is nothing to train on\n"
    #expect(result.error == message + end, "\(result.error)")
    #expect(try workspace.names() == ["model.safetensors", "own"])
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func singleDigitsAreNotForTheStringNetwork() throws {
    let workspace = try Workspace()
    let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/3-pencil-cream.png"))
    try workspace.write(Array(picture), to: "digits/3/a.png")
    let result = try workspace.run(["train", "digits", "--from", "strings", "-o", "mine.safetensors"])
    #expect(result.status == 2)
    let message =
      "digits: digits holds single digits, and strings reads numbers: give it a folder with a labels.csv (file,text) of "
      + "numbers, or teach the digits to another model, as with --from accurate\n"
    #expect(result.error == message, "\(result.error)")
  }
}
