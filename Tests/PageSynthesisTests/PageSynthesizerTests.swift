import Imaging
import PageSynthesis
import Synthesis
import TestSupport
import Testing

struct PageSynthesizerTests {
  @Test func sameSeedDrawsTheSamePage() {
    func page(seed: UInt64) -> ColorImage {
      var generator = SeededGenerator(seed: seed)
      let hand = HandStyle(using: &generator)
      let page = Page(width: 90, height: 70, using: &generator)
      return PageSynthesizer.draw(digit: 4, hand: hand, on: page, using: &generator)
    }
    #expect(page(seed: 3) == page(seed: 3))
    #expect(page(seed: 3) != page(seed: 4))
  }

  @Test(arguments: [Float(0), 0.02, 0.05])
  func blankPageHasThePapersColourAndTheSensorsNoise(noise: Float) {
    var page = Page(width: 200, height: 200, paper: Paper(color: [0.8, 0.6, 0.4], roughness: 0))
    page.light.noise = noise
    let image = draw(nil, on: page)
    for channel in 0..<3 {
      let values = stride(from: channel, to: image.samples.count, by: 3).map { Float(image.samples[$0]) / 255 }
      let mean = values.reduce(0, +) / Float(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
      #expect(abs(mean - page.paper.color[channel]) < 0.003)
      #expect(abs(variance.squareRoot() - noise) < 0.002)
    }
  }

  @Test(arguments: [Float(0.1), 0.3, 0.8], [SIMD2<Float>(0.5, 0.5), [0.45, 0.55]])
  func digitIsWhereAndAsLargeAsThePageSays(size: Float, center: SIMD2<Float>) {
    var page = Page(width: 300, height: 200, paper: Paper(color: [1, 1, 1], roughness: 0))
    page.light.noise = 0
    (page.digitSize, page.digitCenter) = (size, center)
    let image = draw(8, on: page)
    let ink = darkness(image)
    let box = inkBox(ink, threshold: 60)
    #expect(abs(Float(max(box.width, box.height)) / 200 - size) < 0.06 * size + 0.015)
    let mass = ink.pixels.reduce(0) { $0 + Int($1) }
    let x = ink.pixels.indices.reduce(0) { $0 + $1 % 300 * Int(ink.pixels[$1]) } / mass
    let y = ink.pixels.indices.reduce(0) { $0 + $1 / 300 * Int(ink.pixels[$1]) } / mass
    #expect(abs(Float(x) - center.x * 300) < 3 + 20 * size)
    #expect(abs(Float(y) - center.y * 200) < 3 + 20 * size)
  }

  @Test func randomPagesKeepTheDigitInside() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<500 {
      let page = Page(width: 320, height: 240, using: &generator)
      #expect(Page.digitSizes.contains(page.digitSize))
      let reach = SIMD2<Float>(repeating: page.digitSize * 120) / [320, 240]
      #expect((page.digitCenter - reach).min() > -0.001)
      #expect((page.digitCenter + reach).max() < 1.001)
    }
  }

  @Test func linesAreEvenlySpacedWithTheDigitBetweenThem() {
    let ruling = Ruling(isSquared: false, pitch: 0.25, color: [0, 0, 0], strength: 1)
    var page = Page(width: 200, height: 200, paper: Paper(color: [1, 1, 1], roughness: 0, ruling: ruling))
    page.light.noise = 0
    let ink = darkness(draw(nil, on: page))
    let lines = (0..<200).filter { ink[10, $0] > 100 }
    #expect(lines.allSatisfy { [25, 75, 125, 175].contains($0) || [24, 74, 124, 174].contains($0) })
    #expect(Set(lines.map { $0 / 50 }).count == 4)
    page.paper.ruling?.isSquared = true
    let squared = darkness(draw(nil, on: page))
    #expect((0..<200).count { squared[$0, 10] > 100 } == lines.count)
  }

  @Test func lightFadesTowardsCornersAndIntoShadow() {
    var page = Page(width: 100, height: 100, paper: Paper(color: [0.8, 0.8, 0.8], roughness: 0))
    page.light.noise = 0
    page.light.vignette = 0.4
    let vignetted = darkness(draw(nil, on: page))
    #expect(vignetted[50, 50] == 51)
    #expect(vignetted[0, 0] > 51 + 60 && vignetted[99, 99] > 51 + 60)
    page.light.vignette = 0
    var generator = SeededGenerator(seed: 9)
    var shadow = Light.Shadow(using: &generator)
    shadow.center = [0, 0.5]
    shadow.radius = 0.5
    shadow.softness = 0.1
    shadow.depth = 0.5
    page.light.shadow = shadow
    let shadowed = darkness(draw(nil, on: page))
    #expect(shadowed[10, 50] == 255 - 102 && shadowed[90, 50] == 51)
  }

  @Test func marksLieWhereThePageSays() {
    var page = Page(width: 200, height: 100, paper: Paper(color: [1, 1, 1], roughness: 0))
    page.light.noise = 0
    page.marks = [Mark(from: [0.25, 0], to: [0.25, 0.5], width: 0.1, color: [0, 0, 0], strength: 1)]
    let line = darkness(draw(nil, on: page))
    #expect((0..<200).filter { line[$0, 20] == 255 } == Array(45..<55))
    #expect(line[50, 54] > 100 && line[50, 56] == 0)
    page.marks = [Mark(at: [0.5, 0.5], width: 0.4, color: [0.2, 0.2, 0.2], softness: 0.2)]
    let disc = darkness(draw(nil, on: page))
    #expect(disc[100, 50] == 204 && disc[120, 50] > 80 && disc[120, 50] < 120 && disc[131, 50] == 0)
    page.marks = []
    page.addBox(halfSize: [0.4, 0.3], lineWidth: 0.02, color: [0, 0, 0])
    let box = inkBox(darkness(draw(nil, on: page)), threshold: 200)
    #expect((box.width, box.height) == (82, 62))
  }

  @Test func neighboursAreCutByTheFrame() {
    var page = Page(width: 200, height: 100, paper: Paper(color: [1, 1, 1], roughness: 0))
    page.light.noise = 0
    let alone = darkness(draw(3, on: page))
    page.neighbours = [Page.Neighbour(digit: 8, center: [0, 0.5])]
    let both = darkness(draw(3, on: page))
    #expect((0..<100).contains { both[0, $0] > 100 } && !(0..<100).contains { alone[0, $0] > 0 })
    #expect((0..<100).allSatisfy { y in (60..<200).allSatisfy { both[$0, y] == alone[$0, y] } })
  }

  private func draw(_ digit: Int?, on page: Page) -> ColorImage {
    var generator = SeededGenerator(seed: 77)
    let hand = HandStyle(using: &generator)
    return PageSynthesizer.draw(digit: digit, hand: hand, on: page, using: &generator)
  }

  /// 255 less the green channel.
  private func darkness(_ image: ColorImage) -> GrayImage {
    let pixels = stride(from: 1, to: image.samples.count, by: 3).map { 255 - image.samples[$0] }
    return GrayImage(width: image.width, height: image.height, pixels: pixels)
  }
}
