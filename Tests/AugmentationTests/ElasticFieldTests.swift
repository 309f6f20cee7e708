import Augmentation
import Foundation
import Imaging
import Testing

struct ElasticFieldTests {
  private static let count = 2_000

  /// Fields of RMS displacement 0.8, one after the other, x and y displacements.
  private func forEachField(sigma: Float, _ body: ([Float]) -> Void) {
    var field = ElasticField(sigma: sigma)
    for index in 0..<Self.count {
      var generator = SeededGenerator(seed: 3, epoch: 0, index: index)
      field.draw(displacement: 0.8, using: &generator)
      field.evaluate(at: Framing())
      body(field.dx)
      body(field.dy)
    }
  }

  @Test(arguments: [2, 4, 5, 8] as [Float])
  func displacementIsWhatWasAsked(sigma: Float) {
    var (sum, squares) = (0.0, 0.0)
    forEachField(sigma: sigma) { field in
      for value in field {
        sum += Double(value)
        squares += Double(value) * Double(value)
      }
    }
    let samples = Double(2 * Self.count * DigitImage.pixelCount)
    #expect(abs((squares / samples).squareRoot() / 0.8 - 1) < 0.05)
    #expect(abs(sum / samples) < 0.02)
  }

  /// White noise smoothed by a Gaussian has the correlation exp(-r² / 4 sigma²).
  @Test(arguments: [3, 5, 7] as [Float])
  func correlationIsThatOfTheGaussian(sigma: Float) {
    var (products, squares) = ([Double](repeating: 0, count: 15), [Double](repeating: 0, count: 15))
    forEachField(sigma: sigma) { field in
      for y in 0..<28 {
        for lag in 0..<15 {
          // Along rows and along columns.
          let (across, down) = (Double(field[y * 28 + 6 + lag]), Double(field[(6 + lag) * 28 + y]))
          products[lag] += Double(field[y * 28 + 6]) * across + Double(field[6 * 28 + y]) * down
          squares[lag] += across * across + down * down
        }
      }
    }
    for lag in 0..<15 {
      let distance = Double(lag) / Double(sigma)
      let correlation = products[lag] / (squares[0] * squares[lag]).squareRoot()
      #expect(abs(correlation - exp(-distance * distance / 4)) < 0.06, "lag \(lag)")
    }
  }

  @Test func framingSamplesTheSameField() {
    var field = ElasticField(sigma: 5)
    var generator = SeededGenerator(seed: 5)
    field.draw(displacement: 1, using: &generator)
    field.evaluate(at: Framing())
    let whole = field.dx
    var framing = Framing()
    framing.step = 0.5
    framing.x0 = 3
    framing.y0 = 7
    field.evaluate(at: framing)
    // Pixel (10, 4) lies at (8, 9).
    #expect(abs(field.dx[4 * 28 + 10] - whole[9 * 28 + 8]) < 1e-5)
  }
}
