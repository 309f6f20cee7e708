import ImageIngestion
import Imaging
import TestSupport
import Testing

struct InkComponentTests {
  private static let threshold = 100

  @Test(arguments: [(1, 1), (1, 20), (20, 1), (17, 23), (40, 31)], [Float(0.05), 0.3, 0.45, 0.7, 1])
  func agreesWithFloodFill(size: (width: Int, height: Int), share: Float) {
    for seed in UInt64(1)...4 {
      let mask = Drawing.mask(width: size.width, height: size.height, share: share, seed: seed)
      // Ink of many shades, some of it below the threshold.
      var contrast = GrayImage.randomShades(width: size.width, height: size.height, seed: seed + 100)
      for index in contrast.pixels.indices where mask.pixels[index] == 0 { contrast.pixels[index] /= 3 }
      let found = InkComponent.find(in: contrast, threshold: Self.threshold).map(Summary.init)
      #expect(found == naiveComponents(in: contrast), "seed \(seed)")
    }
  }

  @Test func cornersTouch() {
    let diagonals = GrayImage(width: 4, height: 3, pixels: [255, 0, 0, 255, 0, 255, 255, 0, 255, 0, 0, 255])
    let components = InkComponent.find(in: diagonals, threshold: Self.threshold)
    #expect(components.map(\.area) == [6])
    #expect(components.map(\.box) == [PixelBox(x: 0, y: 0, width: 4, height: 3)])
  }

  @Test func armsThatMeetBelowAreOne() {
    let u = GrayImage(width: 3, height: 3, pixels: [255, 0, 255, 255, 0, 255, 255, 255, 255])
    #expect(InkComponent.find(in: u, threshold: Self.threshold).map(\.area) == [7])
  }

  @Test func theThresholdItselfIsInk() {
    let shades = GrayImage(width: 3, height: 1, pixels: [99, 100, 99])
    #expect(InkComponent.find(in: shades, threshold: 100).map(\.area) == [1])
    #expect(InkComponent.find(in: shades, threshold: 101).isEmpty)
  }

  private struct Summary: Equatable {
    var area = 0
    var contrastSum = 0
    var box: PixelBox
    var pixels: Set<Int> = []

    init(box: PixelBox) { self.box = box }

    init(_ component: InkComponent) {
      area = component.area
      contrastSum = component.contrastSum
      box = component.box
      for run in component.runs { for x in run.start..<run.end { pixels.insert(run.y * 1000 + x) } }
    }
  }

  private func naiveComponents(in contrast: GrayImage) -> [Summary] {
    var seen = [Bool](repeating: false, count: contrast.pixels.count)
    var summaries: [Summary] = []
    for start in contrast.pixels.indices where !seen[start] && contrast.pixels[start] >= Self.threshold {
      summaries.append(flood(from: start, in: contrast, seen: &seen))
    }
    return summaries
  }

  private func flood(from start: Int, in contrast: GrayImage, seen: inout [Bool]) -> Summary {
    let (width, height) = (contrast.width, contrast.height)
    var waiting = [start]
    seen[start] = true
    var (columns, rows) = (Set<Int>(), Set<Int>())
    var summary = Summary(box: PixelBox(x: 0, y: 0, width: 0, height: 0))
    while let pixel = waiting.popLast() {
      let (x, y) = (pixel % width, pixel / width)
      columns.insert(x)
      rows.insert(y)
      summary.area += 1
      summary.contrastSum += Int(contrast.pixels[pixel])
      summary.pixels.insert(y * 1000 + x)
      for neighbourY in max(0, y - 1)...min(height - 1, y + 1) {
        for neighbourX in max(0, x - 1)...min(width - 1, x + 1) {
          let neighbour = neighbourY * width + neighbourX
          guard !seen[neighbour], contrast.pixels[neighbour] >= Self.threshold else { continue }
          seen[neighbour] = true
          waiting.append(neighbour)
        }
      }
    }
    let (left, right) = (columns.min() ?? 0, columns.max() ?? 0)
    let (top, bottom) = (rows.min() ?? 0, rows.max() ?? 0)
    summary.box = PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    return summary
  }
}
