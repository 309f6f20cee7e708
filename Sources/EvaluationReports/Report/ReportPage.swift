import DigitEvaluation
import DigitRecognition
import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is alike on all reports: one file that needs nothing else, on screen and on paper; HTML that is well-formed XML
/// too, with styles, drawings and pictures inside. All text is escaped.
struct ReportPage {
  /// What was measured: for example "Evaluation of a digit classifier".
  var kind: String
  /// The name of what was measured.
  var model: String
  /// The name of the data as the reader knows it; a folder's is left out of the names of its files.
  var dataSet: String
  /// How much was measured: for example "500 digits".
  var count: String
  var date: Date
  /// Which program and models answered.
  var provenance: Provenance?

  func html(_ content: [Markup]) -> String {
    let page = Markup(
      "html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"], head,
      Markup("body", [:], Markup("main", [:], [header] + content + [footer])))
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  private var head: Markup {
    Markup(
      "head", [:],
      Markup("meta", ["charset": "utf-8"]),
      Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      Markup("meta", ["name": "color-scheme", "content": "light dark"]),
      Markup("title", [:], "\(model) on \(dataSet)"),
      Markup("style", [:], Markup(text: ReportStyle.sheet)))
  }

  private var header: Markup {
    let day = date.formatted(.iso8601.year().month().day())
    return Markup(
      "header", [:],
      Markup("p", ["class": "kicker"], Markup(text: kind)),
      Markup("h1", [:], Markup(text: model)),
      Markup(
        "p", ["class": "subject"], "measured on ", Markup("b", [:], Markup(text: dataSet)), " · \(count) · ",
        Markup("time", ["datetime": day], Markup(text: day))))
  }

  private var footer: Markup {
    let facts = provenance.map { "\($0)".split(separator: "\n").map { Markup("p", [:], Markup(text: String($0))) } }
    return Markup(
      "footer", [:],
      [Markup("p", [:], "Written by digits evaluate. This file needs no other, and no network.")] + (facts ?? []))
  }

  /// A file's path within the folder that was evaluated.
  func shortened(_ file: String) -> String {
    let folder = dataSet.hasSuffix("/") ? dataSet : dataSet + "/"
    return file.hasPrefix(folder) ? String(file.dropFirst(folder.count)) : file
  }
}

extension Markup {
  static func section(_ title: String, _ lead: String?, _ content: Markup...) -> Markup {
    let lead = lead.map { [Markup("p", ["class": "note"], Markup(text: $0))] } ?? []
    return Markup("section", [:], [Markup("h2", [:], Markup(text: title))] + lead + content)
  }

  static func figure(_ drawing: Markup, _ caption: String) -> Markup {
    Markup("figure", [:], drawing, Markup("figcaption", [:], Markup(text: caption)))
  }

  /// One of the figures at the top of a report.
  static func keyFigure(_ name: String, _ value: String, _ note: String) -> Markup {
    Markup(
      "div", [:], Markup("dt", [:], Markup(text: name)), Markup("dd", ["class": "value"], Markup(text: value)),
      Markup("dd", [:], Markup(text: note)))
  }
}

extension ConfidenceInterval {
  /// For example "95 %: 97.10 – 98.20".
  func words(_ text: (Double) -> String) -> String { "95 %: \(text(lower)) – \(text(upper))" }

  /// For shares, in per cent.
  var percentWords: String { words { (100 * $0).decimal(places: 2) } + " %" }
}
