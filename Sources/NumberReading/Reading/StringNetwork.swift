import DigitRecognition
import Imaging
import NeuralNetwork

/// What the string network says of strips of any width, for one worker thread. The network is convolutional throughout,
/// so that one set of weights serves all widths; it is made ready for a width when the first such strip comes.
package final class StringNetwork {
  private let source: ModelSource
  private var sessions: [Int: InferenceSession] = [:]
  private var planes: [UInt8] = []

  /// Makes a reader for one thread.
  package init(_ source: ModelSource) { self.source = source }

  /// The logits of the signs and the boxes, column by column.
  package func columns(of strip: NumberStrip) throws(NetworkError) -> ColumnLogits {
    let session = try session(for: strip.picture.width)
    planes = Array(repeating: 0, count: strip.picture.pixels.count)
    strip.picture.pixels.withUnsafeBufferPointer { pixels in
      planes.withUnsafeMutableBufferPointer { InkPlanes.split(pixels, width: strip.picture.width, into: $0) }
    }
    let outputs = try planes.withUnsafeBufferPointer { (planes) throws(NetworkError) in
      try session.outputs(of: planes)
    }
    return ColumnLogits(
      count: strip.picture.width / NumberStrip.columnWidth, logits: outputs[0],
      boxes: outputs.count > 1 ? outputs[1] : nil)
  }

  /// By what the logits are divided before softmax.
  package var temperature: Float {
    get throws(NetworkError) { try source.model().temperature }
  }

  private func session(for width: Int) throws(NetworkError) -> InferenceSession {
    if let session = sessions[width] { return session }
    let model = try source.model()
    var description = model.description
    description.inputShape = [4, NumberStrip.height / 2, width / 2]
    let widened = try Model(description: description, tensors: model.tensors, metadata: model.metadata)
    let session = try InferenceSession(model: widened, batchSize: 1)
    sessions[width] = session
    return session
  }
}
