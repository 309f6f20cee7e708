import DigitRecognition
import Files
import ImageIngestion
import Imaging
import LabelledData
import NeuralNetwork
import NumberReading

/// Finds the strip of a labelled number, for one worker thread: of all lines that reading would look at, the one in which
/// a network finds the label likeliest. The label tells the number from print and marks beside it.
final class StripChooser {
  /// What became of a labelled picture.
  enum Outcome: Sendable {
    case number(OwnNumbers.Number)
    /// There is no number, as the label says.
    case blank
    /// Why nothing can be learned from the picture.
    case leftOut(String)
    case unreadable(Unreadable)
  }

  /// The widest strip that is learned from. The training draws it narrower, to `NumberStrip.trainingWidth`: by one of the
  /// common widths, as far as reading does.
  static let widest = 224
  /// A narrower strip is preferred to one that is too wide where its loss is greater by no more than this.
  private static let nearly = 3.0

  private let source = StripSource(ScanNormalizer.Options())
  private let network: StringNetwork

  init(_ model: Model) { network = StringNetwork(ModelSource(model)) }

  /// A way to see a number, and the network's loss on its label.
  private typealias View = (lines: [OwnNumbers.Line], loss: Double)

  /// Reads and searches the picture. What the network cannot answer is left out.
  func number(_ entry: LabelledNumbers.Entry) throws(NetworkError) -> Outcome {
    guard let text = entry.text else { return .blank }
    let labels = text.split(separator: " ").map { NumberSign.labels(String($0)) ?? [] }
    if let most = labels.map(\.count).max(), most > LineTruth.mostMarks {
      return .leftOut("\(most) signs in a line; the network learns up to \(LineTruth.mostMarks)")
    }
    switch source.strips(of: ClassificationInput(path: entry.path)) {
    case .failure(let failure): return .unreadable(failure)
    case .success(let strips):
      do throws(NetworkError) {
        return try number(entry.path.text, labels, in: strips.search)
      } catch {
        guard error == .answerNotFinite else { throw error }
        return .leftOut(error.description)
      }
    }
  }

  private func number(
    _ file: String, _ labels: [[UInt8]], in search: StripSearch
  ) throws(NetworkError) -> Outcome {
    let views = Self.views(search, lineCount: labels.count)
    guard !views.isEmpty else {
      let found = search.candidates.map(\.lines.count).max() ?? 0
      return .leftOut(
        found == 0 ? "no number found" : "\(found.counted("line")) found, and \(labels.count) in the label")
    }
    var seen: [View] = []
    for view in views {
      let lines = zip(view, labels).map { OwnNumbers.Line(strip: $0.strip, labels: $1) }
      if let loss = try loss(of: lines) { seen.append((lines, loss)) }
    }
    guard let best = seen.min(by: { $0.loss < $1.loss }) else {
      return .leftOut("the line found is too short for the label")
    }
    let short = seen.filter { $0.lines.allSatisfy { $0.strip.picture.width <= Self.widest } }
    guard let chosen = short.min(by: { $0.loss < $1.loss }), chosen.loss <= best.loss + Self.nearly else {
      return .leftOut("too long to be learned: about nine digits are the most, with little paper around them")
    }
    if search.blankReason != nil, try seesNothing(chosen) { return .leftOut("no number found") }
    return .number(OwnNumbers.Number(file: file, lines: chosen.lines))
  }

  /// Ways to see a number of so many lines. One line may be any of those found; several are all of a candidate's.
  private static func views(_ search: StripSearch, lineCount: Int) -> [[FoundStrip]] {
    if lineCount == 1 { return search.candidates.flatMap { $0.lines.map { [$0] } } }
    return search.candidates.map(\.lines).filter { $0.count == lineCount }
  }

  /// Whether the network finds it likelier that nothing is written than what the label says. Where no line of ink was found,
  /// only the frame as a whole is left to look at, which may be empty.
  private func seesNothing(_ view: View) throws(NetworkError) -> Bool {
    let empty = view.lines.map { OwnNumbers.Line(strip: $0.strip, labels: []) }
    return try loss(of: empty) ?? .infinity < view.loss
  }

  /// nil where a line has fewer columns than its label needs.
  private func loss(of lines: [OwnNumbers.Line]) throws(NetworkError) -> Double? {
    var sum = 0.0
    for line in lines {
      guard let loss = ColumnProbabilities(try network.columns(of: line.strip)).loss(of: line.labels) else {
        return nil
      }
      sum += loss
    }
    return sum
  }
}
