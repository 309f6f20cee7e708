import ImageIngestion
import Imaging
import Testing

struct PaperFlattenerTests {
  /// What the ink keeps of the light that falls on it.
  private static let reflectance: Float = 0.3
  private static let inkColumns = 77..<83

  /// A stroke across a page whose light falls off from left to right and a little downwards.
  private func page(from left: Float, to right: Float) -> GrayImage {
    var page = GrayImage(width: 160, height: 120)
    for y in 0..<120 {
      for x in 0..<160 {
        let light = (left + (right - left) * Float(x) / 159) * (1 - 0.1 * Float(y) / 119)
        let isInk = Self.inkColumns.contains(x / 2 + y / 3 + 20) && 15..<105 ~= y
        page[x, y] = UInt8(isInk ? light * Self.reflectance : light)
      }
    }
    return page
  }

  @Test(arguments: [(Float(240), Float(240)), (250, 110), (90, 230), (130, 60)])
  func contrastIsEvenUnderAnyLight(left: Float, right: Float) {
    let page = page(from: left, to: right)
    let contrast = PaperFlattener.contrast(of: page, isCutOut: false)
    var (ink, paper): ([Int], [Int]) = ([], [])
    for y in 18..<102 {
      // Within an eighth of the border the paper is that of its brighter neighbourhood.
      for x in 20..<140 {
        let place = x / 2 + y / 3 + 20
        if place == 79 || place == 80 { ink.append(Int(contrast[x, y])) }
        if !(74..<86).contains(place) { paper.append(Int(contrast[x, y])) }
      }
    }
    let expected = Int(255 * (1 - Self.reflectance))
    #expect(ink.allSatisfy { abs($0 - expected) <= 12 }, "\(ink.min() ?? 0) … \(ink.max() ?? 0)")
    // The field is interpolated, so that half a step of it shows as contrast.
    #expect((paper.max() ?? 0) <= 14)
  }

  @Test func cutOutsAreMeasuredAgainstOneShade() {
    let paper = GrayImage(width: 28, height: 28, filledWith: 200)
    // Ink covers more than half, as it may in a tight cut-out.
    let ink = GrayImage(width: 20, height: 24, filledWith: 255)
    let contrast = PaperFlattener.contrast(of: paper.inked(with: ink, left: 4, top: 2, shade: 50), isCutOut: true)
    #expect(contrast[0, 0] == 0)
    #expect(abs(Int(contrast[14, 14]) - 191) <= 1)
  }
}
