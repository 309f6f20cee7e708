import Files
import Platform

/// Values along one side of a chart → positions in its drawing.
package struct Axis {
  var name: String
  /// The values at both ends; both positive where the axis is logarithmic.
  var range: ClosedRange<Double>
  var isLogarithmic = false
  /// Where there are grid lines.
  package var ticks: [Double]
  package var label: (Double) -> String

  /// The positions of the ends of `range`, in the units of the drawing.
  func position(_ value: Double, from start: Double, to end: Double) -> Double {
    let (low, high) = (scaled(range.lowerBound), scaled(range.upperBound))
    let share = high > low ? (scaled(min(max(value, range.lowerBound), range.upperBound)) - low) / (high - low) : 0.5
    return start + share * (end - start)
  }

  private func scaled(_ value: Double) -> Double {
    isLogarithmic ? log10(value) : value
  }
}

extension Axis {
  /// From 0 (or from the smallest value, when `includesZero` is false) to a little above the largest, with round ticks.
  package static func linear(
    _ name: String, for values: [Double], includesZero: Bool = true, label: ((Double, Int) -> String)? = nil
  ) -> Axis {
    let low = includesZero ? 0 : values.min() ?? 0
    let high = max(values.max() ?? 1, low)
    // Differences that nobody sees have no ticks.
    let span = max(high > low ? high - low : high.magnitude / 2, max(high.magnitude, 1e-6) * 1e-9)
    let step = roundStep(span / 4)
    let (first, last) = ((low / step).rounded(.down), ((high > low ? high : high + span) / step).rounded(.up))
    let ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    let places = max(0, Int((-log10(step)).rounded(.up)))
    return Axis(name: name, range: first * step...last * step, ticks: ticks) {
      label?($0, places) ?? $0.decimal(places: min(places, 12))
    }
  }

  /// Whole powers of ten around `values`, which must be positive; with twice and five times them where those are few.
  static func logarithmic(_ name: String, for values: [Double], label: @escaping (Double, Int) -> String) -> Axis {
    let low = Int(log10(values.min() ?? 0.1).rounded(.down))
    let high = max(Int(log10(values.max() ?? 1).rounded(.up)), low + 1)
    let ticks = (low...high).flatMap { exponent in
      (high - low > 2 || exponent == high ? [1.0] : [1, 2, 5]).map { $0 * pow(10, Double(exponent)) }
    }
    let range = pow(10, Double(low))...pow(10, Double(high))
    return Axis(name: name, range: range, isLogarithmic: true, ticks: ticks) {
      label($0, max(0, -Int((log10($0) + 1e-9).rounded(.down))))
    }
  }

  /// The next larger of 1, 2 and 5 times a power of ten.
  private static func roundStep(_ step: Double) -> Double {
    let power = pow(10, log10(step).rounded(.down))
    return ([1, 2, 5].first { $0 * power >= step * 0.999_999 } ?? 10) * power
  }
}
