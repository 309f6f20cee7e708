import DigitRecognition
import Imaging
import NeuralNetwork

extension Model {
  /// What an ONNX file says of the model, beside what training has noted in it (`recipe`, `temperature`): all that
  /// another program needs to use it.
  var exportedMetadata: [String: String] {
    let task = NetworkTask(for: description)
    var texts = metadata
    texts["name"] = name
    texts["digits"] = Provenance.program
    texts[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    texts[ModelCatalog.MetadataKey.temperature] = String(temperature)
    texts["labels"] = task.labels(description.classCount)
    texts["normaliser"] = task.normaliser
    return texts
  }
}

extension NetworkTask {
  /// What the classes stand for, in the order of the logits, as JSON.
  fileprivate func labels(_ count: Int) -> String {
    let others =
      switch self {
      case .digits: ["not a digit"]
      case .pages: ["something else", "nothing"]
      case .strings:
        NumberSign.allCases.filter { $0.digit == nil }.map { $0.character.map(String.init) ?? "junk" } + ["blank"]
      }
    let labels = (0..<Probabilities.classCount).map(String.init) + others
    return "[" + labels.prefix(count).map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }

  /// How the pixels are made that the network takes.
  fileprivate var normaliser: String {
    switch self {
    case .digits:
      """
      28x28 uint8, row-major, 0 paper, 255 ink, made as MNIST was: the paper is flattened and the ink of one digit is \
      cut out; in a digit 20 pixels tall, strokes thinner than 1.5 pixels are grown to 1.8, and thicker than 4.2 shrunk \
      to 4.2; the longer side of the ink's box becomes 20 pixels by area averaging, and the aspect is kept; the darkest \
      pixel becomes 255; the centre of mass goes to the middle, by whole pixels. digits preview --pixels writes them.
      """
    case .pages:
      """
      96x96 uint8, row-major, 0 black, 255 white: a picture with dark ink, or a square window of it, 1.5 times as large \
      as the digit in its middle, resampled by triangles as wide as two pixels of the coarser grid; its shades are \
      stretched over the whole range, but for the darkest and the lightest thousandth of the pixels.
      """
    case .strings:
      """
      48 rows of uint8, row-major, 0 black, 255 white: a line of a picture, its digits about 30 rows high, resampled as \
      the pages of the ink network are, its shades stretched in the same way. The answer has a column for every 4 columns of \
      the picture.
      """
    }
  }
}
