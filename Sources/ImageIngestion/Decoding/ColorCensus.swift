/// Which colours a picture has, as long as they are few, and how often one follows another along its rows.
struct ColorCensus {
  /// Two shades and what smoothing leaves between them.
  private static let most = 5
  /// Marks are on average at least so wide, in pixels; those of noise are hardly ever 2.
  private static let leastMeanWidth = 2.5
  /// A row crosses so many marks on average, at most: digits in a row have fewer, the texture of paper more.
  private static let mostMarks = 12
  /// In 1/65535, three steps of 8 bits. The shades of even paper that was stored as a JPEG once lie closer together.
  private static let leastStep = 3 * 257

  private let width, channels: Int
  private var colorChannels: Int { channels > 2 ? 3 : 1 }
  /// Up to three samples of 16 bits in one number each.
  private var colors: [UInt64] = []
  private var counts = [Int](repeating: 0, count: most)
  /// At `from * most + to`, of neighbours in a row.
  private var changes = [Int](repeating: 0, count: most * most)
  /// The colours with which rows begin.
  private var starts = [Int](repeating: 0, count: most)
  private var hasOthers = false

  /// `channels` are 1 grey, 2 grey and alpha, 3 RGB or 4 RGBA.
  init(width: Int, channels: Int) {
    (self.width, self.channels) = (width, channels)
  }

  /// Takes whole rows of a pass, of which only the pixels that it has at their beginning count.
  ///
  /// - Returns: whether all colours are opaque and still few; if not, the census is over.
  mutating func add(_ samples: [UInt16], of pass: InterlacePass) -> Bool {
    let columns = pass.columns(of: width)
    for row in 0..<samples.count / (width * channels) {
      var last: Int?
      for column in 0..<columns {
        let pixel = (row * width + column) * channels
        let isAsBefore = (pixel..<pixel + channels).allSatisfy { column > 0 && samples[$0] == samples[$0 - channels] }
        guard let color = isAsBefore ? last : number(of: samples, at: pixel) else { return false }
        counts[color] += 1
        // Neighbours in the pass are neighbours in the picture.
        if pass.columnStep == 1, color != last {
          if let last { changes[last * Self.most + color] += 1 } else { starts[color] += 1 }
        }
        last = color
      }
    }
    return true
  }

  /// Which of the colours a pixel has; nil where it is none of the few, or not opaque.
  private mutating func number(of samples: [UInt16], at pixel: Int) -> Int? {
    var color: UInt64 = 0
    for channel in 0..<colorChannels { color = color << 16 | UInt64(samples[pixel + channel]) }
    let isOpaque = channels == colorChannels || samples[pixel + colorChannels] == .max
    if isOpaque, let known = colors.firstIndex(of: color) { return known }
    hasOthers = !isOpaque || colors.count == Self.most
    guard !hasOthers else { return nil }
    colors.append(color)
    return colors.count - 1
  }

  /// The darkest and the lightest of all samples; nil if the colours are not few, or the same everywhere.
  var range: ClosedRange<UInt16>? {
    guard colors.count > 1, !hasOthers else { return nil }
    let samples = colors.flatMap(samples)
    guard let low = samples.min(), let high = samples.max(), low < high else { return nil }
    return low...high
  }

  private func samples(of color: UInt64) -> [UInt16] {
    (0..<colorChannels).map { UInt16(truncatingIfNeeded: color >> (16 * $0)) }
  }

  /// Whether the colours seem to be chosen, and what is not of the commonest to be strokes, rather than noise.
  var isMeant: Bool {
    let ranking = colors.indices.sorted { (counts[$0], $0) > (counts[$1], $1) }
    guard ranking.count > 1, isChosen(colors[ranking[0]], colors[ranking[1]]) else { return false }
    return hasStrokes(on: ranking[0])
  }

  /// Whether two colours seem to be chosen: they lie far apart, or one of them is 0, as in a mask.
  private func isChosen(_ first: UInt64, _ second: UInt64) -> Bool {
    let steps = zip(samples(of: first), samples(of: second)).map { abs(Int($0) - Int($1)) }
    return first == 0 || second == 0 || steps.contains { $0 >= Self.leastStep }
  }

  private func hasStrokes(on paper: Int) -> Bool {
    let others = counts.indices.filter { $0 != paper }
    let rows = starts.reduce(0, +)
    // Of a picture in passes, only the last has whole rows.
    let marks = others.reduce(0) { $0 + starts[$1] + changes[paper * Self.most + $1] }
    let isOneInTwo = rows * width < counts.reduce(0, +)
    let pixels = others.reduce(0) { $0 + counts[$1] } / (isOneInTwo ? 2 : 1)
    return Double(pixels) >= Self.leastMeanWidth * Double(marks) && marks <= Self.mostMarks * rows
  }
}
