import DigitEvaluation
import DigitRecognition
import Files
import ImageEncoding
import Imaging
import NeuralNetwork
import NumberReading

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An evaluation of numbers as a page for people, with the lines that were misread as the string network saw them.
public struct NumberReport {
  private static let shownConfusions = 20

  private let evaluation: NumberEvaluation
  private let settings: NumberReader.Settings
  private let page: ReportPage

  private var metrics: NumberMetrics { evaluation.metrics }
  private var hasAnswers: Bool { metrics.count > metrics.notFound }

  /// `dataSet` is the name of the data as the reader knows it, and `settings` those that the numbers were read with: the
  /// pictures of mistakes are read again.
  public init(
    _ evaluation: NumberEvaluation, dataSet: String, date: Date, settings: NumberReader.Settings
  ) throws(NetworkError) {
    (self.evaluation, self.settings) = (evaluation, settings)
    let models = [try settings.strings.model()] + (try settings.cascade.all)
    page = ReportPage(
      kind: "Evaluation of a reader of numbers", model: evaluation.model, dataSet: dataSet,
      count: evaluation.metrics.count.counted("number"), date: date, provenance: Provenance(models))
  }

  /// The page as HTML.
  public func html() throws -> String {
    var content = [keyFigures]
    if !metrics.confusions.isEmpty { content.append(confusions) }
    if let mistakes = try mistakes() { content.append(mistakes) }
    if hasAnswers { content.append(confidence) }
    return page.html(content)
  }

  private var keyFigures: Markup {
    let wrong = metrics.count - Int((metrics.exact * Double(metrics.count)).rounded())
    let figures = [
      Markup.keyFigure("Exact match", share(metrics.exact), metrics.exactInterval.percentWords),
      Markup.keyFigure(
        "Wrong", wrong.grouped,
        "of \(metrics.count.grouped)" + (metrics.notFound > 0 ? ", \(metrics.notFound.grouped) not found" : "")),
      Markup.keyFigure("Digits alone", share(metrics.exactDigits), "right without points and commas"),
      Markup.keyFigure(
        "Sign errors", share(metrics.characterErrorRate), "\(metrics.tooShort) too short, \(metrics.tooLong) too long"),
      Markup.keyFigure("Rows that are ok", metrics.ok.count.grouped, "\(metrics.ok.wrong.grouped) of them wrong"),
    ]
    let method = """
      A number is right where every sign is. The interval is Wilson’s score interval, 95 %. Sign errors are the signs to \
      change, add or leave out, for each sign that is written (the character error rate).
      """
    return Markup([
      Markup("dl", ["class": "figures"], figures), Markup("p", ["class": "note"], Markup(text: method)),
    ])
  }

  private var confusions: Markup {
    let rows = metrics.confusions.prefix(Self.shownConfusions).map { confusion in
      [
        Markup("th", ["scope": "row"], "\(Self.name(confusion.truth)) → \(Self.name(confusion.answer))"),
        ReportTables.cell(confusion.count.grouped),
      ]
    }
    return .section(
      "Confusions", "Signs that were read as another, were left out, or were read where there is none.",
      ReportTables.table("Most frequent first", ["truth → answer", "count"], rows))
  }

  private static func name(_ sign: String) -> String { sign.isEmpty ? "nothing" : sign == " " ? "next line" : sign }

  private func mistakes() throws -> Markup? {
    let mistakes = evaluation.mistakes
    guard !mistakes.isEmpty else { return nil }
    let shown = mistakes.prefix(ErrorGallery.maximumCount)
    let reader = NumberReader(settings)
    var items: [Markup] = []
    for reading in shown { items.append(try item(reading, reader)) }
    let which =
      shown.count < mistakes.count
      ? "The \(shown.count) worst of \(mistakes.count.grouped) misread numbers" : "All \(shown.count) misread numbers"
    return .section(
      "Worst mistakes",
      "\(which), the most confident first, as the string network saw them: truth\u{A0}→\u{A0}answer, and its confidence.",
      Markup("ul", ["class": "gallery strips"], items))
  }

  private func item(_ reading: NumberEvaluation.Reading, _ reader: NumberReader) throws -> Markup {
    let (truth, answer) = (reading.truth ?? "no number", reading.text ?? "nothing")
    let strips = try reader.analyze(ClassificationInput(path: reading.path)).strips
    let pictures = try strips.map { strip in
      Markup(
        "img",
        [
          "src": try Markup.dataAddress(of: strip.picture), "height": "\(NumberStrip.height)",
          "alt": "\(truth), read as \(answer)",
        ])
    }
    return Markup(
      "li", [:],
      pictures + [
        Markup("b", [:], "\(truth) → \(answer)"),
        Markup("span", [:], Markup(text: reading.text == nil ? "" : Double(reading.confidence).percent(places: 1))),
        Markup("small", [:], Markup(text: page.shortened(reading.path.text))),
      ])
  }

  private var confidence: Markup {
    let reliability = Markup.figure(
      ReliabilityDiagram(calibration: metrics.calibration).drawing,
      "Each bar is the share of right numbers among those of one confidence; uprights are 95 % intervals.")
    let rejection = RejectionChart(curve: evaluation.rejectionCurve, marked: metrics.rejection, noun: "number")
      .drawing.map {
        Markup.figure(
          $0,
          "The further left, the more doubtful numbers are left to a person, and the fewer of the accepted are wrong.")
      }
    let nothing = Markup("p", ["class": "note"], "No answer is wrong, so that there is nothing to gain by rejecting.")
    return .section(
      "Confidence", nil,
      Markup("div", ["class": "pair"], reliability, rejection ?? nothing),
      Markup(
        "div", ["class": "pair"], Markup("div", [:], surest),
        Markup("div", [:], ReportTables.rejection(metrics.rejection))))
  }

  private var surest: Markup {
    let rows = metrics.surest.map { point in
      [
        Markup("th", ["scope": "row"], Markup(text: point.coverage.percent(places: 0))),
        ReportTables.cell(point.error.percent()),
      ]
    }
    return ReportTables.table("The surest numbers", ["of all", "wrong, of them"], rows)
  }

  private func share(_ value: Double) -> String { metrics.count > 0 ? value.percent() : MetricsTable.nothing }
}
