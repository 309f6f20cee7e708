import Imaging
import NumberReading
import Testing

@Suite("Lines of digits in pictures")
struct StripFinderTests {
  /// Pictures with one line of the digits 3 5 2 8.
  enum Scene: CaseIterable {
    case page, tilted, box, besideBand, ruled, largePage, wideSpaced, negative

    var written: WrittenPage {
      let digits = [3, 5, 2, 8]
      var page: WrittenPage
      switch self {
      case .page, .negative:
        page = WrittenPage(width: 400, height: 300)
        page.write(digits, x: 90, y: 120, side: 40, pitch: 38)
      case .tilted:
        page = WrittenPage(width: 400, height: 300)
        // 10 degrees.
        page.write(digits, x: 90, y: 90, side: 40, pitch: 40, rise: 7)
      case .box:
        page = WrittenPage(width: 400, height: 300)
        page.draw { $0.box(x: 60..<290, y: 90..<180, width: 3) }
        page.write(digits, x: 95, y: 115, side: 40, pitch: 38)
      case .besideBand:
        page = WrittenPage(width: 300, height: 400)
        page.draw { $0.fill(x: 0..<130, y: 0..<400) }
        page.write(digits, x: 150, y: 160, side: 30, pitch: 28)
      case .ruled:
        page = WrittenPage(width: 400, height: 300)
        page.draw { $0.fill(x: 0..<400, y: 158..<160) }
        page.write(digits, x: 90, y: 120, side: 42, pitch: 40)
      case .largePage:
        page = WrittenPage(width: 1240, height: 1754)
        page.write(digits, x: 700, y: 300, side: 50, pitch: 48)
      case .wideSpaced:
        page = WrittenPage(width: 600, height: 400)
        page.write(digits, x: 60, y: 150, side: 50, pitch: 110)
      }
      return page
    }

    var image: GrayImage { self == .negative ? written.image.inverted() : written.image }
  }

  @Test("A strip holds all digits of a line, upright and at their height", arguments: Scene.allCases)
  func wholeLine(scene: Scene) throws {
    let candidates = StripFinder().search(scene.image).candidates
    let found = try #require(candidates.first { $0.origin == .ink })
    try #require(found.lines.count == 1)
    let frame = found.lines[0].frame
    for box in scene.written.boxes {
      let inStrip = frame.inStrip(box)
      let width = Float(found.lines[0].strip.picture.width)
      #expect(inStrip.left >= 0 && inStrip.right <= width && inStrip.top >= 0 && inStrip.bottom <= 48)
      #expect(20...43 ~= inStrip.bottom - inStrip.top)
    }
  }

  @Test(
    "The digits' ink in the strip maps back onto the picture within two pixels",
    arguments: [Scene.page, .tilted, .largePage])
  func mapBack(scene: Scene) throws {
    let found = try #require(StripFinder().search(scene.image).candidates.first { $0.origin == .ink }).lines[0]
    let pieces = found.strip.picture.darkColumns(below: 128)
    let boxes = scene.written.boxes
    try #require(pieces.count == boxes.count)
    for (piece, box) in zip(pieces, boxes) {
      let back = found.frame.inPicture(
        left: Float(piece.x), top: Float(piece.y), right: Float(piece.maxX), bottom: Float(piece.maxY))
      #expect(abs(back.middleX - box.middleX) <= 2 && abs(back.middleY - box.middleY) <= 2, "\(back) \(box)")
      let tolerance = found.frame.angle == 0 ? 3 : 12
      #expect(abs(back.width - box.width) <= tolerance && abs(back.height - box.height) <= tolerance, "\(back) \(box)")
    }
  }

  @Test("A tilted line is straightened")
  func straightened() throws {
    let found = try #require(StripFinder().search(Scene.tilted.image).candidates.first { $0.origin == .ink }).lines[0]
    #expect(abs(found.frame.angle - 0.173) < 0.03)
    let middles = found.strip.picture.darkColumns(below: 128).map(\.middleY)
    #expect(middles.allSatisfy { abs($0 - 24) <= 5 })
  }

  @Test("Two lines are two strips, from top to bottom")
  func twoLines() throws {
    var page = WrittenPage(width: 400, height: 300)
    page.write([4, 7, 1], x: 150, y: 180, side: 40, pitch: 38)
    page.write([3, 5, 2, 8], x: 90, y: 60, side: 40, pitch: 38)
    let found = try #require(StripFinder().search(page.image).candidates.first)
    try #require(found.lines.count == 2)
    #expect(found.lines[0].frame.y < found.lines[1].frame.y)
    for box in page.boxes.prefix(3) { #expect(found.lines[1].holds(box)) }
    for box in page.boxes.suffix(4) { #expect(found.lines[0].holds(box)) }
  }

  @Test("A picture cut around a number is a strip as a whole, and says that the number may go on")
  func cutOut() throws {
    var page = WrittenPage(width: 130, height: 40)
    page.write([3, 5, 2, 8], x: 2, y: 0, side: 40, pitch: 30)
    let search = StripFinder().search(page.image)
    let first = try #require(search.candidates.first)
    #expect(first.origin == .frame && first.lines.count == 1)
    #expect(first.lines[0].holds(PixelBox(x: 0, y: 0, width: 130, height: 40)))
  }

  @Test("A digit at the edge is cut, one inside is not")
  func cut() {
    var whole = WrittenPage(width: 300, height: 300)
    whole.write([3, 5], x: 100, y: 100, side: 40, pitch: 40)
    #expect(StripFinder().search(whole.image).candidates.first?.lines.first?.isCut == false)
    let box = whole.boxes[0]
    let part = PixelBox(x: box.middleX, y: 0, width: 300 - box.middleX, height: 300)
    #expect(StripFinder().search(whole.image.cropped(to: part)).candidates.first?.lines.first?.isCut == true)
  }

  @Test("Blank paper has no strips")
  func blank() {
    let search = StripFinder().search(GrayImage(width: 300, height: 300, filledWith: 230))
    #expect(search.candidates.isEmpty && search.blankReason == .noInk)
  }
}

extension FoundStrip {
  /// Whether all of a box of the picture shows in the strip, but for a pixel.
  fileprivate func holds(_ box: PixelBox) -> Bool {
    let inStrip = frame.inStrip(box)
    return inStrip.left >= -1 && inStrip.right <= Float(strip.picture.width) + 1 && inStrip.top >= -1
      && inStrip.bottom <= 49
  }
}

extension StripFrame {
  /// Around the four corners of a box of the picture, in pixels of the strip.
  fileprivate func inStrip(_ box: PixelBox) -> (left: Float, top: Float, right: Float, bottom: Float) {
    let (origin, along, down) = (
      inPicture(column: 0, row: 0), inPicture(column: 1, row: 0), inPicture(column: 0, row: 1)
    )
    func place(_ x: Int, _ y: Int) -> (Float, Float) {
      let offset = (Float(x) - origin.x, Float(y) - origin.y)
      let (u, v) = ((along.x - origin.x, along.y - origin.y), (down.x - origin.x, down.y - origin.y))
      return (
        (offset.0 * u.0 + offset.1 * u.1) / (u.0 * u.0 + u.1 * u.1),
        (offset.0 * v.0 + offset.1 * v.1) / (v.0 * v.0 + v.1 * v.1)
      )
    }
    let places = [place(box.x, box.y), place(box.maxX, box.y), place(box.x, box.maxY), place(box.maxX, box.maxY)]
    let (columns, rows) = (places.map(\.0), places.map(\.1))
    return (columns.min() ?? 0, rows.min() ?? 0, columns.max() ?? 0, rows.max() ?? 0)
  }
}

extension GrayImage {
  /// Around the ink of each run of columns that has any.
  fileprivate func darkColumns(below shade: UInt8) -> [PixelBox] {
    let isDark = (0..<width).map { x in (0..<height).contains { self[x, $0] < shade } }
    var boxes: [PixelBox] = []
    var start: Int?
    for x in 0...width {
      if x < width, isDark[x] {
        start = start ?? x
      } else if let first = start {
        let box = cropped(to: PixelBox(x: first, y: 0, width: x - first, height: height)).darkBox(below: shade)
        boxes.append(box.moved(right: first, down: 0))
        start = nil
      }
    }
    return boxes
  }
}
