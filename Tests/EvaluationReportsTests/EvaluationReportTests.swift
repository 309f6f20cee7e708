import DigitEvaluation
import DigitRecognition
import DigitTraining
import EvaluationReports
import Foundation
import LabelledData
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct EvaluationReportTests {
  private let day = Date(timeIntervalSince1970: 1_700_000_000)

  private func page(_ evaluation: Evaluation, dataSet: String = "data", log: TrainingHistory? = nil) throws -> String {
    try EvaluationReport(evaluation, dataSet: dataSet, date: day, log: log).html()
  }

  private func log() throws -> TrainingHistory {
    let lines = (1...5).map { "\($0),100,1.5,66.7,\(1.0 / Double($0)),0.001,0.\(90 + $0),\(0.5 / Double($0)),," }
    let folder = try TemporaryFolder()
    let text = ([TrainingHistory.columns.joined(separator: ",")] + lines).joined(separator: "\n")
    return try TrainingHistory(path: folder.write(text.utf8, to: "log.csv"))
  }

  @Test func holdsEverything() throws {
    let outline = try PageOutline(page(EvaluationFixture.evaluation(digits: 500, seed: 1), log: log()))
    #expect(
      outline.headings == [
        "Digit by digit", "Confusions", "Worst mistakes", "Confidence", "Training",
      ])
    #expect(outline.drawings.count == 6)
    #expect(outline.pictures.count == 60)
    #expect(outline.text.contains("measured on data · 500 digits · 2023-11-14"))
  }

  /// What has nothing to show is left out.
  @Test func leavesOutWhatIsNotThere() throws {
    let rejected = [LabelledFolder.Rejected(file: "data/a.png", digit: 3, reason: "no digit found")]
    let outline = try PageOutline(page(EvaluationFixture.evaluation(digits: 0, seed: 1, rejected: rejected)))
    #expect(outline.headings == ["Pictures without an answer"])
    #expect(outline.text.contains("a.png3no digit found"))
    let single = try PageOutline(page(EvaluationFixture.evaluation(digits: 1, seed: 1)))
    #expect(!single.headings.contains("Training"))
    let nothing = try PageOutline(page(EvaluationFixture.evaluation(digits: 0, seed: 1)))
    #expect(nothing.headings.isEmpty)
  }

  @Test func everyDrawingIsDescribed() throws {
    let outline = try PageOutline(page(EvaluationFixture.evaluation(digits: 100, seed: 2), log: log()))
    for drawing in outline.drawings {
      #expect(drawing.role == "img")
      #expect(drawing.children.contains("title") && drawing.children.contains("desc"))
    }
    #expect(outline.pictures.allSatisfy { $0["alt"]?.isEmpty == false })
    #expect(outline.attributes.allSatisfy { !$0.contains("nan") && !$0.contains("inf") })
  }

  @Test func namesCannotBecomeMarkup() throws {
    let nasty = "<script>alert(\"1\")</script>&amp;\u{1}'.png"
    let evaluation = EvaluationFixture.evaluation(
      digits: 50, seed: 5, model: nasty, folder: nasty, rejected: [.init(file: nasty, digit: 1, reason: nasty)])
    let page = try page(evaluation, dataSet: nasty)
    #expect(!page.contains("<script"))
    let outline = try PageOutline(page)
    let shown = nasty.replacing("\u{1}", with: "\u{FFFD}")
    #expect(outline.title == "\(shown) on \(shown)")
    #expect(outline.text.contains("1\(shown)"))
    let names = try #require(outline.pictures.first?["src"])
    #expect(names.hasPrefix("data:image/png;base64,"))
  }

  /// Names of files are given within the folder.
  @Test func folderIsLeftOut() throws {
    let evaluation = EvaluationFixture.evaluation(digits: 50, seed: 5, folder: "some/folder")
    for dataSet in ["some/folder", "some/folder/"] {
      let text = try PageOutline(page(evaluation, dataSet: dataSet)).text
      #expect(!text.contains("folder/") || dataSet.hasSuffix("/"))
      #expect(!text.contains("folder/0") && !text.contains("folder/1") && text.contains(".png"))
    }
  }

  @Test func needsNothingElse() throws {
    let page = try page(EvaluationFixture.evaluation(digits: 100, seed: 6), log: log())
    let withoutNames = page.replacing("http://www.w3.org/1999/xhtml", with: "").replacing(
      "http://www.w3.org/2000/svg", with: "")
    for resource in ["http:", "https:", "//", "url(", "@import", "<link", "<script", "<iframe"] {
      let text = withoutNames.replacing(/base64,[^"]*/, with: "")
      #expect(!text.contains(resource), "\(resource)")
    }
    // HTML does not unescape what is inside style.
    let style = try #require(page.firstMatch(of: /<style>([^<]*)<\/style>/)).output.1
    #expect(!style.contains("&"))
  }

  @Test func theSamePageEachTime() throws {
    let evaluation = EvaluationFixture.evaluation(digits: 100, seed: 7)
    #expect(try page(evaluation) == page(evaluation))
  }
}

/// What is on a page; throws where it is not well-formed.
private final class PageOutline: NSObject, XMLParserDelegate {
  struct Drawing {
    var role: String?
    var children: [String] = []
  }

  private(set) var title = ""
  private(set) var text = ""
  private(set) var headings: [String] = []
  private(set) var drawings: [Drawing] = []
  private(set) var pictures: [[String: String]] = []
  /// Values of all attributes of drawings.
  private(set) var attributes: [String] = []
  private var path: [String] = []

  init(_ page: String) throws {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if path.last == "svg" { drawings[drawings.count - 1].children.append(name) }
    if name == "svg" { drawings.append(Drawing(role: attributes["role"])) }
    if path.contains("svg") { self.attributes += attributes.values }
    if name == "img" { pictures.append(attributes) }
    if name == "h2" { headings.append("") }
    path.append(name)
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    if path.contains("style") { return }
    if path.last == "h2" { headings[headings.count - 1] += characters }
    if path == ["html", "head", "title"] { title += characters } else { text += characters }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    path.removeLast()
  }
}
