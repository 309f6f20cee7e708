import Imaging
import NeuralNetwork

/// What a network does.
public enum NetworkTask: Sendable {
  /// To tell digits of 28×28 pixels apart.
  case digits
  /// To find a digit's ink on a page, and to name the digit.
  case pages
  /// To read the signs of a number in a strip.
  case strings

  /// What networks that read strips are called.
  static let stringsName = NetworkDescription.strings(width: NumberStrip.trainingWidth).name

  /// The task of `network`, as its layers tell.
  public init(for network: NetworkDescription) {
    self = network.readsLines ? .strings : network.layers.contains(.output) ? .pages : .digits
  }

  /// Whether `network` has the inputs and the outputs of the task.
  package func suits(_ network: NetworkDescription) -> Bool {
    switch self {
    case .digits:
      return Probabilities.canBeMade(ofLogits: network.classCount)
        && network.inputShape == NetworkDescription.digitShape
    case .pages:
      guard let outputs = try? network.outputShapes() else { return false }
      return network.inputShape == NetworkDescription.ink.inputShape
        && outputs == (try? NetworkDescription.ink.outputShapes())
    case .strings:
      guard network.inputShape.count == 3, let outputs = try? network.outputShapes() else { return false }
      let width = 2 * network.inputShape[2]
      let strings = NetworkDescription.strings(width: width)
      return width % NumberStrip.columnWidth == 0 && network.inputShape == strings.inputShape
        && outputs == (try? strings.outputShapes())
    }
  }
}
