import Foundation
import Imaging
import PageSynthesis
import Testing

/// The fast ways of drawing against slow and obvious ones.
struct PlaneTests {
  private static let seed = UInt64.random(in: 0...UInt64.max)
  private let note: Comment = "seed \(seed)"
  private var generator = SeededGenerator(seed: seed)

  @Test(arguments: [(96, 96), (20, 37), (96, 51)])
  mutating func capsulesCoverByDistance(width: Int, height: Int) {
    var plane = plane(width, height)
    for _ in 0..<20 {
      let ends = (0..<2).map { _ in
        (point: point(beyond: 10, width, height), radius: generator.uniform(0.5...8))
      }
      var track = PenTrack()
      track.add(ends[0].point, radius: ends[0].radius, isStart: true)
      track.add(ends[1].point, radius: ends[1].radius, isStart: false)
      let before = plane
      plane.draw(track)
      expect(plane) { x, y in
        let along = ends[1].point - ends[0].point
        let offset = SIMD2(Float(x) + 0.5, Float(y) + 0.5) - ends[0].point
        let share = min(max((offset * along).sum() / max((along * along).sum(), 1e-9), 0), 1)
        let aside = offset - share * along
        let distance = (aside * aside).sum().squareRoot()
        let radius = ends[0].radius + share * (ends[1].radius - ends[0].radius)
        return max(before.values[y * Plane.rowLength + x], min(max(radius + 0.5 - distance, 0), 1))
      }
    }
  }

  @Test func hairlinesCoverAPartOfThePictureAndAllOfTheTruth() {
    var track = PenTrack()
    track.add([10, 48.5], radius: 0.2, isStart: true)
    track.add([80, 48.5], radius: 0.2, isStart: false)
    var (seen, meant) = (plane(96, 96), plane(96, 96))
    seen.draw(track)
    meant.draw(track, as: .meant)
    #expect(abs(seen.values[48 * Plane.rowLength + 40] - 0.4) < 1e-4)
    #expect(abs(meant.values[48 * Plane.rowLength + 40] - 1) < 1e-4)
  }

  @Test mutating func linesCoverByDistanceToTheNearest() {
    for _ in 0..<20 {
      let angle = generator.uniform(0...6)
      let (normal, offset) = (SIMD2(cos(angle), sin(angle)), generator.uniform(-50...50))
      let (pitch, weight) = (generator.uniform(4...60), generator.uniform(1...5))
      var plane = plane(96, 70)
      plane.cover(with: LineFamily(normal: normal, offset: offset, pitch: pitch, weight: weight))
      expect(plane) { x, y in
        let place = (SIMD2(Float(x) + 0.5, Float(y) + 0.5) * normal).sum() - offset
        let distances = (-60...60).map { abs(place - Float($0) * pitch) }
        return min(max(weight / 2 + 0.5 - (distances.min() ?? 0), 0), 1)
      }
    }
  }

  @Test(arguments: [Float(0.3), 0.8, 1.5])
  mutating func blurIsTheSumOverAllWeights(deviation: Float) {
    let source = noise(50, 96)
    let weights = GaussianWeights(deviation)
    let reach = weights.values.count - 1
    #expect(abs(2 * weights.values.reduce(0, +) - weights.values[0] - 1) < 1e-5)
    var (across, blurred) = (Plane(), Plane())
    across.blurRows(of: source, weights)
    blurred.blurColumns(of: across, weights)
    expect(blurred) { x, y in
      var sum: Float = 0
      for down in -reach...reach {
        for right in -reach...reach {
          let (column, row) = (min(max(x + right, 0), 49), min(max(y + down, 0), 95))
          sum += weights.values[abs(down)] * weights.values[abs(right)] * source.values[row * Plane.rowLength + column]
        }
      }
      return sum
    }
  }

  @Test mutating func enlargingIsBilinear() {
    let source = noise(24, 33)
    var (large, scratch) = (Plane(), Plane())
    large.enlarge(source, using: &scratch)
    #expect(large.width == 96 && large.height == 96)
    expect(large) { x, y in
      let column = min(max((Float(x) + 0.5) * 24 / 96 - 0.5, 0), 23)
      let row = min(max((Float(y) + 0.5) * 33 / 96 - 0.5, 0), 32)
      var sum: Float = 0
      for j in 0..<33 {
        for i in 0..<24 {
          let weight = max(1 - abs(column - Float(i)), 0) * max(1 - abs(row - Float(j)), 0)
          sum += weight * source.values[j * Plane.rowLength + i]
        }
      }
      return sum
    }
  }

  /// Fine steps leave a picture as it is; coarse ones leave only the means of its blocks.
  @Test mutating func blockQuantizerKeepsWhatItsStepsAllow() {
    let source = noise(96, 40)
    var fine = source
    BlockQuantizer().apply(to: &fine, step: 1e-5)
    expect(fine, tolerance: 1e-3) { x, y in source.values[y * Plane.rowLength + x] }
    var coarse = plane(96, 40, shade: 0.5)
    BlockQuantizer().apply(to: &coarse, step: 1)
    expect(coarse, tolerance: 1e-4) { _, _ in 0.5 }
  }

  @Test mutating func noiseHasTheDeviationAskedFor() {
    var plane = plane(96, 96)
    plane.addNoise(0.1, using: &generator)
    let mean = plane.values.reduce(0, +) / 9_216
    let variance = plane.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9_216
    #expect(abs(mean) < 0.006, note)
    #expect(abs(variance.squareRoot() - 0.1) < 0.004, note)
  }

  private func plane(_ width: Int, _ height: Int, shade: Float = 0) -> Plane {
    var plane = Plane()
    plane.reset(PageFrame(width: width, height: height), to: shade)
    return plane
  }

  private mutating func noise(_ width: Int, _ height: Int) -> Plane {
    var plane = plane(width, height)
    for index in plane.values.indices { plane.values[index] = generator.unit() }
    return plane
  }

  private mutating func point(beyond margin: Float, _ width: Int, _ height: Int) -> SIMD2<Float> {
    [generator.uniform(-margin...Float(width) + margin), generator.uniform(-margin...Float(height) + margin)]
  }

  private func expect(_ plane: Plane, tolerance: Float = 2e-3, at value: (Int, Int) -> Float) {
    var worst: Float = 0
    for y in 0..<plane.height {
      for x in 0..<plane.width { worst = max(worst, abs(plane.values[y * Plane.rowLength + x] - value(x, y))) }
    }
    #expect(worst < tolerance, note)
  }
}
