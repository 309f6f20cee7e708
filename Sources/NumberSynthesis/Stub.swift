import Imaging
import PageSynthesis
public struct StripSynthesizer: Sendable {
  public init(digits: [UInt8] = [], labels: [UInt8] = [], writers: [Int32] = [], marks: TrainingPageSynthesizer.MarkSource? = nil) {}
  public mutating func strip(picture: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator) -> [PlacedSign] {
    for i in picture.indices { picture[i] = UInt8(truncatingIfNeeded: generator.next()) }
    return [PlacedSign(.three, left: 20, top: 10, right: 40, bottom: 40)]
  }
}
