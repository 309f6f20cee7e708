import Platform

/// Spoils a picture as JPEG does: the cosine transform of each 8×8 block, rounded coarsely.
package struct BlockQuantizer: Sendable {
  private static let side = 8
  /// `basis[frequency][place]`, orthonormal.
  private let basis: [SIMD8<Float>]
  /// `transposed[place][frequency]`.
  private let transposed: [SIMD8<Float>]

  /// Computes the cosines once.
  package init() {
    var basis = [SIMD8<Float>](repeating: .zero, count: 8)
    var transposed = basis
    for frequency in 0..<8 {
      for place in 0..<8 {
        let scale: Float = frequency == 0 ? 0.125 : 0.25
        let value = scale.squareRoot() * cos(Float(frequency) * (Float(place) + 0.5) * .pi / 8)
        basis[frequency][place] = value
        transposed[place][frequency] = value
      }
    }
    (self.basis, self.transposed) = (basis, transposed)
  }

  /// Rounds the coefficients of `plane` to multiples of `step` (in the plane's brightness) at the lowest frequencies
  /// and up to five times as much at the highest. The last incomplete blocks stay as they are.
  package func apply(to plane: inout Plane, step: Float) {
    let steps = (0..<8).map { row in
      step * (1 + (SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7) + Float(row)) * (4 / 14))
    }
    let (columns, rows) = (plane.width / 8, plane.height / 8)
    plane.updateRows { y, row in
      guard y % 8 == 0, y / 8 < rows else { return }
      for block in 0..<columns { quantize(row + block * 8, steps) }
    }
  }

  private func quantize(_ corner: UnsafeMutablePointer<Float>, _ steps: [SIMD8<Float>]) {
    let raw = UnsafeMutableRawPointer(corner)
    let rowBytes = Plane.rowLength * MemoryLayout<Float>.stride
    withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: 16) { scratch in
      for y in 0..<8 { scratch[y] = (raw + y * rowBytes).loadUnaligned(as: SIMD8<Float>.self) }
      // Down, then across; each result row is a sum of rows, or a row times the basis.
      Self.mixRows(scratch, from: 0, to: 8, by: basis)
      Self.mixColumns(scratch, from: 8, to: 0, by: transposed)
      let rounding: Float = 0x1.8p23
      for y in 0..<8 {
        let levels = scratch[y] / steps[y]
        scratch[y] = ((levels + rounding) - rounding) * steps[y]
      }
      Self.mixColumns(scratch, from: 0, to: 8, by: basis)
      Self.mixRows(scratch, from: 8, to: 0, by: transposed)
      for y in 0..<8 { (raw + y * rowBytes).storeBytes(of: scratch[y], as: SIMD8<Float>.self) }
    }
  }

  /// Row i of the result is the sum over j of `weights[i][j]` × row j.
  @inline(__always)
  private static func mixRows(
    _ rows: UnsafeMutableBufferPointer<SIMD8<Float>>, from: Int, to: Int, by weights: [SIMD8<Float>]
  ) {
    for i in 0..<8 {
      var sum = SIMD8<Float>.zero
      for j in 0..<8 { sum += weights[i][j] * rows[from + j] }
      rows[to + i] = sum
    }
  }

  /// Each row of the result is the sum over j of the row's value j × `weights[j]`.
  @inline(__always)
  private static func mixColumns(
    _ rows: UnsafeMutableBufferPointer<SIMD8<Float>>, from: Int, to: Int, by weights: [SIMD8<Float>]
  ) {
    for i in 0..<8 {
      var sum = SIMD8<Float>.zero
      for j in 0..<8 { sum += rows[from + i][j] * weights[j] }
      rows[to + i] = sum
    }
  }
}
