/// Runs a model forward, single-threaded, on batches of up to `batchSize` digits. One session belongs to one worker thread.
public final class InferenceSession {
  public let batchSize: Int

  public init(model: Model, batchSize: Int = 32) throws(NetworkError) {
    self.batchSize = batchSize
  }

  /// `pixels` holds n × 784 bytes (28×28 row-major, 0 paper … 255 ink), n ≤ batchSize; returns n × 10 logits.
  /// The logits of an image do not depend on its place in the batch nor on what else is in it.
  public func logits(pixels: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> [Float] {
    Array(repeating: 0, count: pixels.count / 784 * 10)
  }
}
