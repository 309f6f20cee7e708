import ImageIngestion
import Imaging
import NeuralNetwork

/// Reads a picture with the ink network, which finds the digit's ink and names the digit by itself. One instance belongs
/// to one worker.
public final class InkReader {
  /// What the network sees through a window.
  public struct View: Sendable {
    /// The part of the picture that the network saw.
    public var window: InkWindow
    /// Of the window: 0 surely not ink of the digit … 255 surely.
    public var mask: GrayImage
    /// The ink that the network marked as the digit; nil where there is none.
    public var ink: LearnedInk?
    /// By that ink, as MNIST was made; nil where it vanishes.
    public var digit: DigitImage?
    /// What the network itself takes the picture for.
    public var answer: Probabilities
    /// How likely there is nothing written, 0 … 1; part of `answer.notADigit`.
    public var blankness: Float
  }

  private let model: ReadyModel
  private var planes = [UInt8](repeating: 0, count: InkPlanes.pixelCount)

  /// Makes a reader for one thread from an ink network.
  public convenience init(_ model: Model) {
    self.init(ModelSource(model))
  }

  init(_ source: ModelSource) {
    model = ReadyModel(source, batchSize: 1)
  }

  /// Looks at all of `picture`, then closer at the digit. Where somebody has framed the digit, the picture as it was
  /// framed counts as a second look; the first of `looks` is the one to show.
  public func read(_ picture: GrayImage) throws(NetworkError) -> (overview: View, looks: [View]) {
    let overview = try look(through: InkWindow(wholeOf: picture), at: picture)
    guard let ink = overview.ink else { return (overview, [overview]) }
    let closer = try look(through: overview.window.closer(to: ink.box), at: picture)
    guard closer.ink != nil else { return (overview, [overview]) }
    return (overview, closer.window.side * 2 >= overview.window.side ? [closer, overview] : [closer])
  }

  package func look(through window: InkWindow, at picture: GrayImage) throws(NetworkError) -> View {
    let view = window.view(of: picture)
    view.pixels.withUnsafeBufferPointer { pixels in
      planes.withUnsafeMutableBufferPointer { InkPlanes.split(pixels, into: $0) }
    }
    let (session, temperature) = try model.ready()
    let outputs = try planes.withUnsafeBufferPointer { (planes) throws(NetworkError) in
      try session.outputs(of: planes)
    }
    let mask = window.inside(picture, of: InkPlanes.joined(logits: outputs[1]))
    let shares = Probabilities.softmax(outputs[0], temperature: temperature)
    let ink = LearnedInk(mask: mask)
    return View(
      window: window, mask: mask, ink: ink, digit: ink?.digit(), answer: Probabilities(shares: shares),
      blankness: shares[Int(PageContent.nothing.label)])
  }
}
