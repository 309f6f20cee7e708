import DigitEvaluation
import DigitRecognition
import DigitTraining
import Files
import ImageEncoding

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An evaluation as a page for people: one file that needs nothing else, on screen and on paper.
///
///     let report = EvaluationReport(evaluation, dataSet: "MNIST, test", date: Date())
///     try OutputFile("report.html").write(report.html())
public struct EvaluationReport {
  private let evaluation: Evaluation
  private let log: TrainingHistory?
  private let page: ReportPage

  private var metrics: Metrics { evaluation.metrics }
  private var tables: ReportTables { ReportTables(metrics: metrics) }
  private var hasAnswers: Bool { !evaluation.answers.isEmpty }

  /// `dataSet` is the name of the data as the reader knows it; a folder's is left out of the names of its files. `log`
  /// is that of the model's training, and `provenance` that of the answers.
  public init(
    _ evaluation: Evaluation, dataSet: String, date: Date, log: TrainingHistory? = nil, provenance: Provenance? = nil
  ) {
    (self.evaluation, self.log) = (evaluation, log)
    let count = evaluation.metrics.count
    page = ReportPage(
      kind: "Evaluation of a digit classifier", model: evaluation.model, dataSet: dataSet,
      count: "\(count.grouped) \(count == 1 ? "digit" : "digits")", date: date, provenance: provenance)
  }

  /// The page: HTML that is well-formed XML too, with styles, drawings and pictures inside. All text is escaped.
  public func html() throws(ImageEncodingError) -> String {
    var content = [keyFigures]
    if hasAnswers { content += [perDigit, confusions, try mistakes(), confidence] }
    if let log { content.append(training(TrainingCurves(log: log))) }
    if !evaluation.contents.rejected.isEmpty { content.append(rejected) }
    return page.html(content)
  }
}

extension EvaluationReport {
  private var keyFigures: Markup {
    let wrong = metrics.count - metrics.confusion.indices.reduce(0) { $0 + metrics.confusion[$1][$1] }
    var figures = [
      Markup.keyFigure(
        "Accuracy", metrics.count > 0 ? metrics.accuracy.percent() : MetricsTable.nothing,
        metrics.count > 0
          ? metrics.accuracyInterval.percentWords : "no labelled digits"),
      Markup.keyFigure(
        "Wrong", wrong.grouped,
        "of \(metrics.count.grouped)" + (metrics.notFound > 0 ? ", \(metrics.notFound.grouped) not found" : "")),
    ]
    if hasAnswers {
      let interval = metrics.lossInterval.map { $0.words { $0.decimal(places: 4) } }
      figures += [
        Markup.keyFigure("Loss", metrics.loss.decimal(places: 4), interval ?? "mean cross-entropy"),
        Markup.keyFigure("Calibration error", metrics.calibration.error.percent(), "expected (ECE), 0 is best"),
      ]
    }
    let contents = evaluation.contents
    if contents.blankCount > 0 {
      figures.append(
        Markup.keyFigure("Blank pages", contents.blankFound.grouped, "of \(contents.blankCount.grouped) recognised"))
    }
    let method = """
      The intervals are 95 % confidence intervals: Wilson’s score interval for accuracy, and mean ±\u{A0}1.96 standard \
      errors, the normal approximation, for loss, the mean cross-entropy of the digits that were found.
      """
    return Markup([
      Markup("dl", ["class": "figures"], figures),
      Markup(
        "p", ["class": "note"],
        Markup(text: method + (metrics.notFound > 0 ? " A digit not found counts as wrong." : ""))),
    ])
  }

  private var perDigit: Markup {
    .section(
      "Digit by digit",
      """
      Precision: of the answers that named this digit, how many were right. Recall: of these digits, how many were \
      read right. F1 is their harmonic mean. The bars begin at \(tables.meterStart.percent(places: 0)).
      """, tables.perDigit)
  }

  private var confusions: Markup {
    let drawing = Markup.figure(
      ConfusionHeatMap(metrics: metrics).drawing,
      """
      Each row is a digit as it is, each column what it was read as: the stronger a cell’s blue, the more frequent the \
      mistake. Right answers are grey.
      """)
    let pairs =
      metrics.confusedPairs.isEmpty
      ? Markup("p", ["class": "note"], "No digit was read as another.") : Markup("div", [:], tables.confusedPairs)
    return .section("Confusions", nil, Markup("div", ["class": "pair"], drawing, pairs))
  }

  private func mistakes() throws(ImageEncodingError) -> Markup {
    let misreadings = evaluation.misreadings
    guard !misreadings.isEmpty else { return Markup([]) }
    let gallery = ErrorGallery(digits: evaluation.contents.digits, misreadings: misreadings, name: name(ofDigit:))
    let shown = min(misreadings.count, ErrorGallery.maximumCount)
    let which =
      shown < misreadings.count
      ? "The \(shown) worst of \(misreadings.count.grouped) misread digits" : "All \(shown) misread digits"
    let numbers = evaluation.contents.digits.files.isEmpty ? " The number is the digit’s place in its set, from 0." : ""
    return .section(
      "Worst mistakes",
      "\(which), the most confident first, as the network saw them: truth\u{A0}→\u{A0}answer, and its confidence.\(numbers)",
      try gallery.list())
  }

  private var confidence: Markup {
    let reliability = Markup.figure(
      ReliabilityDiagram(calibration: metrics.calibration).drawing,
      """
      Each bar is the share of right answers among those of one confidence; where a dot lies on the diagonal, the \
      confidence can be taken at its word. Uprights are 95 % intervals; the expected calibration error (ECE) is \
      \(metrics.calibration.error.percent()).
      """)
    let rejection = RejectionChart(curve: evaluation.rejectionCurve, marked: metrics.rejection, noun: "digit").drawing
      .map {
        Markup.figure(
          $0,
          """
          The further left, the more doubtful answers are left to a person, and the fewer of the accepted are wrong; \
          dots mark values of min-confidence, and where none is wrong there is no line.
          """)
      }
    let nothing = Markup("p", ["class": "note"], "No answer is wrong, so that there is nothing to gain by rejecting.")
    return .section(
      "Confidence", nil,
      Markup("div", ["class": "pair"], reliability, rejection ?? nothing),
      Markup(
        "div", ["class": "pair"], Markup("div", [:], ReportTables.calibration(metrics.calibration)),
        Markup("div", [:], ReportTables.rejection(metrics.rejection))))
  }

  private func training(_ curves: TrainingCurves) -> Markup {
    var figures = [Markup.figure(curves.loss, "Mean cross-entropy after each epoch: lower is better.")]
    if let accuracy = curves.heldOutAccuracy {
      figures.append(
        Markup.figure(
          accuracy,
          "Right answers on digits that were kept out of training: higher is better. The axis does not begin at 0."))
    }
    figures.append(Markup.figure(curves.learningRate, "How large the optimizer’s steps were."))
    return .section("Training", nil, Markup("div", ["class": "pair three"], figures))
  }

  private var rejected: Markup {
    .section(
      "Pictures without an answer", "They could not be read, or no digit was found in them; they count as wrong.",
      tables.rejected(evaluation.contents.rejected, name: page.shortened))
  }

  private func name(ofDigit index: Int) -> String {
    let files = evaluation.contents.digits.files
    return files.isEmpty ? "No. \(index)" : page.shortened(files[index])
  }
}
