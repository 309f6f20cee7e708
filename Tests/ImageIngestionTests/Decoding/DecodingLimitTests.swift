import Dispatch
import ImageEncoding
import ImageIngestion
import Imaging
import Synchronization
import Testing

/// What keeps one file from taking all the memory or time, and the reduction that makes it possible.
@Suite struct DecodingLimitTests {
  private static func noise(width: Int, height: Int, _ generator: inout SeededGenerator) -> GrayImage {
    let pixels = (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// The naive twin: block by block.
  private static func averaged(_ image: GrayImage, by factor: Int) -> GrayImage {
    var small = GrayImage(
      width: (image.width + factor - 1) / factor, height: (image.height + factor - 1) / factor, filledWith: 0)
    for y in 0..<small.height {
      for x in 0..<small.width {
        let rows = y * factor..<min((y + 1) * factor, image.height)
        let columns = x * factor..<min((x + 1) * factor, image.width)
        let block = rows.flatMap { row in columns.map { Int(image[$0, row]) } }
        small[x, y] = UInt8((block.reduce(0, +) + block.count / 2) / block.count)
      }
    }
    return small
  }

  @Test func reducesLargePNGs() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    for round in 0..<40 {
      let width = Int.random(in: 1...70, using: &generator)
      // Of fewer than six pixels, all could have close shades, which are drawn apart.
      let height = Int.random(in: (width < 6 ? 6 : 1)...70, using: &generator)
      let planes = (0..<3).map { _ in DecodingLimitTests.noise(width: width, height: height, &generator) }
      let factor = [1, 2, 4, 8][round % 4]
      let target = max(1, max(width, height) / factor)
      let decoder = ImageDecoder(targetSide: target)
      for isInterlaced in [false, true] {
        let gray = try ImageEncoder.png(PNGSamples(gray: planes[0]), interlaced: isInterlaced)
        let decoded = try gray.withUnsafeBytes { try decoder.decode($0, coarsely: false) }
        #expect(decoded.image == DecodingLimitTests.averaged(planes[0], by: decoded.scale), "seed \(seed)")
        let samples = zip(planes[0].pixels, zip(planes[1].pixels, planes[2].pixels)).flatMap { [$0, $1.0, $1.1] }
        let color = try ImageEncoder.png(
          PNGSamples(rgb: ColorImage(width: width, height: height, samples: samples)), interlaced: isInterlaced)
        let channels = try color.withUnsafeBytes { try decoder.channels(of: $0, coarsely: false) }
        #expect(
          channels == planes.map { DecodingLimitTests.averaged($0, by: decoded.scale) } || channels.isEmpty,
          "seed \(seed)")
      }
    }
  }

  /// A page comes out in one size, whichever format it was saved as.
  @Test func reducesBothFormatsAlike() throws {
    let page = GrayImage(width: 2003, height: 1501, filledWith: 230)
    let decoder = ImageDecoder()
    for file in [try ImageEncoder.png(gray: page), try ImageEncoder.jpeg(gray: page)] {
      let decoded = try file.withUnsafeBytes { try decoder.decode($0, coarsely: false) }
      #expect([decoded.scale, decoded.image.width, decoded.image.height] == [2, 1002, 751])
    }
  }

  /// 10,000 × 10,000 pixels in three components, in enough bytes to be possible.
  @Test func refusesCoefficientsBeyondMemory() throws {
    var bytes = try DecodingFixtures.bytes("images/color-progressive.jpg")
    let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0xC2]) })
    let side: [UInt8] = [0x27, 0x10]
    bytes.replaceSubrange(frame + 5..<frame + 9, with: side + side)
    let error = IngestionError.impossibleSize(
      format: "JPEG", width: 10_000, height: 10_000, byteCount: bytes.count)
    #expect(throws: error) { try DecodingFixtures.decode(bytes) }

    let comment: [UInt8] = [0xFF, 0xFE, 0xFF, 0xFF] + Array(repeating: 0, count: 65_533)
    for _ in 0..<12 { bytes.insert(contentsOf: comment, at: 2) }
    #expect {
      try DecodingFixtures.decode(bytes)
    } throws: { error in
      guard case .tooMuchMemory(10_000, 10_000, let needed, 220_000_000)? = error as? IngestionError else {
        return false
      }
      return needed >= 300_000_000
    }
  }

  @Test(arguments: ["rgb-8.png", "gray-16-interlaced.png", "color.jpg", "color-progressive.jpg"])
  func stopsAfterSomeTime(name: String) throws {
    var decoder = ImageDecoder()
    decoder.maximumSeconds = 0
    let bytes = try DecodingFixtures.bytes("images/\(name)")
    let error = IngestionError.tooSlow(format: name.hasSuffix("png") ? "PNG" : "JPEG", seconds: 0)
    #expect(throws: error) { try DecodingFixtures.decode(bytes, with: decoder) }
  }

  @Test func neverHoldsMoreThanTheBudget() throws {
    let budget = MemoryBudget(10)
    let held = Mutex((now: 0, most: 0))
    DispatchQueue.concurrentPerform(iterations: 200) { index in
      let bytes = index % 11
      try? budget.holding(bytes) {
        held.withLock {
          $0.now += bytes
          $0.most = max($0.most, $0.now)
        }
        held.withLock { $0.now -= bytes }
      }
    }
    #expect(held.withLock { $0.most } <= 10)
    #expect(held.withLock { $0.now } == 0)
  }
}
