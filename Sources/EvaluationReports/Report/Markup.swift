/// A piece of a page that is HTML and well-formed XML at once. Text and attribute values are escaped as they come in, so
/// that the name of a file cannot become markup.
///
///     Markup("p", ["class": "note"], "read as ", Markup("b", [:], "7"))
package struct Markup: Sendable, Equatable {
  /// As it stands in the file.
  package let source: String

  private init(source: String) {
    self.source = source
  }

  /// Text.
  package init(text: String) {
    self.init(source: Markup.escaped(text))
  }

  /// Pieces that follow one another.
  package init(_ pieces: [Markup]) {
    self.init(source: pieces.map(\.source).joined())
  }

  /// An element with its attributes, in their order, and what it holds.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: Markup...) {
    self.init(name, attributes, content)
  }

  /// An element with its attributes, in their order, and what it holds.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: [Markup]) {
    let opening = attributes.reduce("<" + name) { $0 + " \($1.key)=\"\(Markup.escaped($1.value))\"" }
    guard !content.isEmpty || !Markup.emptyElements.contains(name) else {
      self.init(source: opening + "/>")
      return
    }
    let lineEnd = Markup.blocks.contains(name) ? "\n" : ""
    self.init(source: opening + ">" + content.map(\.source).joined() + "</\(name)>" + lineEnd)
  }

  /// Elements that HTML writes without a closing tag, and those of SVG that hold nothing.
  private static let emptyElements: Set = ["meta", "img", "br", "rect", "line", "circle", "path", "polyline"]
  /// Followed by a line break, which changes nothing but keeps the file readable.
  private static let blocks: Set = [
    "meta", "title", "style", "section", "header", "footer", "div", "figure", "svg", "tr", "li", "h2", "p",
  ]

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // XML has no place for these, which names of files may hold.
      case _ where scalar.value < 0x20 && !"\t\n\r".unicodeScalars.contains(scalar), "\u{FFFE}", "\u{FFFF}":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Markup: ExpressibleByStringInterpolation {
  /// Text.
  package init(stringLiteral value: String) {
    self.init(text: value)
  }
}
