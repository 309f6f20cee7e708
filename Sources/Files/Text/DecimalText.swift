/// Numbers for people, without a locale.
extension Double {
  /// With so many digits after the point.
  package func decimal(places: Int) -> String {
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    let shifted = (magnitude * Double(scale)).rounded()
    // What fits no integer is left to the standard library.
    guard shifted < 1e15 else { return String(self) }
    let scaled = Int(shifted)
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(sign)\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A share as `99.71 %`.
  package func percent(places: Int = 2) -> String {
    (100 * self).decimal(places: places) + " %"
  }
}

extension Int {
  /// With `noun` behind it, in the plural where that is due: `1 epoch`, `2 epochs`.
  public func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }

  /// With a comma after every three digits.
  package var grouped: String {
    let digits = Array(String(magnitude))
    let text = digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index).isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
    }
    return (self < 0 ? "-" : "") + text.joined()
  }
}
