import Files

/// An SVG with two axes and a grid. Its letters are 12 units high.
struct Chart {
  /// Margins around the grid.
  static let (left, right, bottom) = (68.0, 20.0, 46.0)

  var title: String
  /// What a person who does not see the drawing should know.
  var summary: String
  var x: Axis
  var y: Axis
  /// Few enough for the letters to be read on a phone, where the whole width becomes that of the screen.
  var width = 420.0
  var height = 330.0
  /// Room above the grid.
  var top = 14.0

  init(title: String, summary: String, x: Axis, y: Axis) {
    (self.title, self.summary, self.x, self.y) = (title, summary, x, y)
  }

  func x(_ value: Double) -> Double { x.position(value, from: Chart.left, to: width - Chart.right) }
  func y(_ value: Double) -> Double { y.position(value, from: height - Chart.bottom, to: top) }

  /// The chart with `marks` on its grid.
  func drawing(_ marks: [Markup]) -> Markup {
    Markup.drawing(title: title, summary: summary, width: width, height: height, grid + marks)
  }

  /// A line through `points`, in the values of the axes.
  func line(_ points: [(x: Double, y: Double)], class name: String) -> Markup {
    let places = points.map { "\(Markup.units(x($0.x))),\(Markup.units(y($0.y)))" }
    return Markup("polyline", ["class": name, "points": places.joined(separator: " ")])
  }

  /// A dot at a point, in the values of the axes.
  func dot(_ x: Double, _ y: Double, class name: String, radius: Double = 3.5) -> Markup {
    Markup(
      "circle",
      [
        "class": name, "cx": Markup.units(self.x(x)), "cy": Markup.units(self.y(y)), "r": Markup.units(radius),
      ])
  }

  private var grid: [Markup] {
    let (left, edge, floor) = (Chart.left, width - Chart.right, height - Chart.bottom)
    let across = y.ticks.flatMap { tick in
      [
        Markup.line(left, y(tick), edge, y(tick), class: "grid"),
        Markup.label(y.label(tick), left - 8, y(tick) + 4, class: "end"),
      ]
    }
    let upright = x.ticks.flatMap { tick in
      [
        Markup.line(x(tick), floor, x(tick), floor + 4, class: "axis"),
        Markup.label(x.label(tick), x(tick), floor + 18, class: "middle"),
      ]
    }
    return across + upright + [
      Markup.line(left, floor, edge, floor, class: "axis"),
      Markup.label(x.name, (left + edge) / 2, height - 6, class: "middle name"),
      Markup.uprightLabel(y.name, 12, (top + floor) / 2, class: "middle name"),
    ]
  }
}

extension Markup {
  /// A picture with a description, as wide as the page lets it be.
  static func drawing(
    title: String, summary: String, width: Double, height: Double, _ content: [Markup]
  ) -> Markup {
    Markup(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "role": "img", "viewBox": "0 0 \(units(width)) \(units(height))",
        "aria-label": title,
      ],
      [Markup("title", [:], Markup(text: title)), Markup("desc", [:], Markup(text: summary))] + content)
  }

  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) -> Markup {
    Markup("line", ["class": name, "x1": units(x1), "y1": units(y1), "x2": units(x2), "y2": units(y2)])
  }

  static func label(_ text: String, _ x: Double, _ y: Double, class name: String) -> Markup {
    Markup("text", ["class": name, "x": units(x), "y": units(y)], Markup(text: text))
  }

  /// Read from below to above.
  static func uprightLabel(_ text: String, _ x: Double, _ y: Double, class name: String) -> Markup {
    let transform = "translate(\(units(x)) \(units(y))) rotate(-90)"
    return Markup("text", ["class": name, "transform": transform], Markup(text: text))
  }

  /// A position in a drawing, to a hundredth.
  static func units(_ value: Double) -> String {
    value.decimal(places: value == value.rounded() ? 0 : 2)
  }
}
