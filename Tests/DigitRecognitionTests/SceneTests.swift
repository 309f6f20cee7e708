import DigitRecognition
import Files
import ImageEncoding
import TestSupport
import Testing

/// Pictures that are not one large digit in the middle: they must not be taken for something else without a word.
struct SceneTests {
  @Test(arguments: Scene.all) func saysWhatIsThere(scene: Scene) throws {
    let file = try ImageEncoder.png(gray: scene.draw().image)
    let classifier = Classifier(cascade: try ModelCatalog.cascade(), options: .init())
    let input = ClassificationInput(path: FilePath(scene.name), bytes: file[...])
    let result = try #require(try classifier.classify([input]).first)
    let verdict = ReviewPolicy().verdict(of: result)
    switch scene.content {
    case .digit(let digit):
      #expect(result.digits.map(\.probabilities.digit) == [digit], "\(verdict)")
      #expect([.ok, .review].contains(verdict.status))
    case .digits(let digits):
      #expect(result.digits.count == digits.count, "\(verdict)")
      #expect(verdict.status == .review)
    case .nothing:
      #expect([.blank, .review].contains(verdict.status), "\(verdict)")
    }
  }
}

/// A picture, and what a person sees in it.
struct Scene: Sendable, CustomTestStringConvertible {
  enum Content {
    case digit(Int)
    /// In no matter which order they are found.
    case digits([Int])
    /// No digit; a doubt is allowed.
    case nothing
  }

  var name: String
  var content: Content
  var draw: @Sendable () -> DrawnPage

  var testDescription: String { name }

  static let all = onPages + onStrips + inRows + besideMarks
}

extension Scene {
  /// Pixels of a scan at 300 dots per inch.
  private static func pixels(millimetres: Int) -> Int { millimetres * 300 * 10 / 254 }

  /// One digit on a sheet of A4, or a page as large.
  fileprivate static let onPages: [Scene] =
    [(20, 2), (15, 7), (12, 5), (10, 3), (8, 6), (6, 9)].map { height, digit in
      Scene(name: "\(height) mm on A4", content: .digit(digit)) {
        var page = DrawnPage(width: 2480, height: 3508, shade: 250)
        page.write(digit, x: 900 + 11 * height, y: 1500 - 13 * height, side: pixels(millimetres: height))
        return page
      }
    } + [
      Scene(name: "4 on a large page", content: .digit(4)) {
        var page = DrawnPage(width: 3000, height: 3000, shade: 255)
        page.ink = 0
        page.write(4, x: 1060, y: 1060, side: 140)
        return page
      }
    ]

  fileprivate static let onStrips: [Scene] = [
    Scene(name: "3 on a long strip", content: .digit(3)) {
      var page = DrawnPage(width: 6000, height: 200)
      page.write(3, x: 2600, y: 30, side: 130)
      return page
    },
    Scene(name: "8 on a high strip", content: .digit(8)) {
      var page = DrawnPage(width: 200, height: 4000)
      page.write(8, x: 40, y: 2900, side: 110)
      return page
    },
  ]
}

extension Scene {
  /// Digits in squares of `side` whose corners are `pitch` apart, with as much paper around them as they are high.
  private static func row(
    _ digits: [Int], _ name: String, side: Int, pitch: Int, downwards: Bool = false, shade: UInt8 = 240,
    ink: UInt8 = 50, penWidth: Float = 0.08
  ) -> Scene {
    Scene(name: name, content: .digits(digits)) {
      let (long, short) = (2 * side + (digits.count - 1) * pitch + side, 3 * side)
      var page = DrawnPage(width: downwards ? short : long, height: downwards ? long : short, shade: shade)
      (page.ink, page.penWidth) = (ink, penWidth)
      page.write(digits, x: side, y: side, side: side, pitch: pitch, downwards: downwards)
      return page
    }
  }

  fileprivate static let inRows: [Scene] = [
    row([1, 3, 5, 7, 9, 0], "135790", side: 110, pitch: 120),
    row([1, 3, 5, 7, 9, 0], "135790, faint", side: 150, pitch: 210, shade: 96, ink: 70, penWidth: 0.03),
    row(Array(1...9), "1 to 9, in a column", side: 60, pitch: 74, downwards: true),
    row([1, 7], "17", side: 150, pitch: 90),
    row([1, 1], "11", side: 150, pitch: 80),
    row([4, 1], "41", side: 150, pitch: 100),
    row(Array(0...9), "ten small ones", side: 40, pitch: 46),
    row([2, 0, 2, 6], "2026, close together", side: 60, pitch: 46),
    Scene(name: "2 + 2", content: .digits([2, 2])) {
      var page = DrawnPage(width: 520, height: 200)
      page.write([2, 2], x: 60, y: 40, side: 110, pitch: 280)
      page.fill(x: 246..<255, y: 60..<140)
      page.fill(x: 210..<290, y: 96..<105)
      return page
    },
  ]

  fileprivate static let besideMarks: [Scene] =
    [("left", 0..<70, 0..<300), ("bottom", 0..<260, 235..<300)].map { edge, columns, rows in
      Scene(name: "dark band along the \(edge)", content: .digit(2)) {
        var page = DrawnPage(width: 260, height: 300, shade: 225)
        page.ink = 15
        page.fill(x: columns, y: rows)
        page.ink = 60
        page.write(2, x: 140, y: 90, side: 60)
        return page
      }
    } + [
      Scene(name: "4 with its bar on a rule, in a box", content: .digit(4)) {
        var page = DrawnPage(width: 160, height: 160)
        page.ink = 90
        page.box(x: 6..<154, y: 6..<154, width: 3)
        page.fill(x: 6..<154, y: 79..<82)
        page.ink = 40
        page.write(4, x: 35, y: 22, side: 90)
        return page
      },
      Scene(name: "empty tick box", content: .nothing) {
        var page = DrawnPage(width: 24, height: 24, shade: 250)
        page.ink = 60
        page.box(x: 4..<20, y: 4..<20, width: 1)
        return page
      },
      Scene(name: "slashed zero", content: .digit(0)) {
        var page = DrawnPage(width: 120, height: 120)
        page.write(0, form: "slashed", x: 20, y: 20, side: 80)
        return page
      },
    ]
}
