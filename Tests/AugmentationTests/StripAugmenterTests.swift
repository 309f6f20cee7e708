import Augmentation
import Imaging
import Testing

struct StripAugmenterTests {
  /// White paper with a black bar of `columns`.
  private func strip(width: Int, bar columns: Range<Int>, rows: Range<Int> = 10..<38) -> NumberStrip {
    var picture = GrayImage(width: width, height: NumberStrip.height)
    for y in rows { for x in columns { picture[x, y] = 0 } }
    return NumberStrip(picture)
  }

  private func augmented(_ strip: NumberStrip, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    var picture = GrayImage(width: NumberStrip.trainingWidth, height: NumberStrip.height, filledWith: 9)
    picture.pixels.withUnsafeMutableBufferPointer { StripAugmenter().augment(strip, into: $0, using: &generator) }
    return picture
  }

  private func darkColumns(_ picture: GrayImage) -> [Int] {
    (0..<picture.width).filter { x in (0..<picture.height).contains { picture[x, $0] < 100 } }
  }

  @Test(arguments: [32, 96, 192, 224]) func theNumberStaysWholeWhereverItIsPut(width: Int) throws {
    let strip = strip(width: width, bar: 8..<width - 8)
    var places: Set<Int> = []
    for seed in UInt64(0)..<60 {
      let columns = darkColumns(augmented(strip, seed: seed))
      let (first, last) = try (#require(columns.first), #require(columns.last))
      places.insert(first)
      #expect(last - first + 1 == columns.count, "seed \(seed)")
      let scale = min(1, Float(NumberStrip.trainingWidth) / Float(width))
      let wanted = Float(width - 16) * scale
      // Slant makes the bar wider by up to 28 rows times its tangent.
      #expect(0.86 * wanted - 2...1.15 * wanted + 6 ~= Float(columns.count), "seed \(seed): \(columns.count)")
      #expect(first > 0 && last < NumberStrip.trainingWidth - 1, "seed \(seed)")
    }
    if width <= 96 { #expect(places.count > 10) }
  }

  @Test func beyondTheStripItsPaperGoesOn() {
    let strip = strip(width: 32, bar: 12..<20)
    for seed in UInt64(0)..<20 {
      let picture = augmented(strip, seed: seed)
      #expect(picture.pixels.count { $0 > 200 } > 192 * 48 * 8 / 10, "seed \(seed)")
    }
  }

  @Test func theSameGeneratorGivesTheSameStrip() {
    let strip = strip(width: 64, bar: 20..<30)
    #expect(augmented(strip, seed: 3) == augmented(strip, seed: 3))
    #expect(augmented(strip, seed: 3) != augmented(strip, seed: 4))
  }

  @Test func someStripsStaySharp() {
    let strip = strip(width: 64, bar: 20..<30)
    let sharp = (UInt64(0)..<100).count { Set(augmented(strip, seed: $0).pixels) == [0, 255] }
    #expect(5...30 ~= sharp)
  }
}
