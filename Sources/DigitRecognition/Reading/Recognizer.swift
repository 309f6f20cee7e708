import NeuralNetwork

/// 28×28 → probabilities by a cascade, for one worker thread, which owns all the memory it needs.
public final class Recognizer {
  /// Digits that a model takes at a time. More gain nothing: these networks are so small that the cache serves them best.
  private static let batchSize = 1

  private let stages: [ReadyModel]
  /// Pixels of the digits that go on to the next model.
  private var unsurePixels: [UInt8] = []

  /// Makes a recognizer for one thread.
  public init(_ cascade: Cascade) {
    stages = cascade.readers.map { ReadyModel($0, batchSize: Recognizer.batchSize) }
  }

  /// `pixels` holds n × 784 bytes (0 paper … 255 ink), for any n; returns n results in order. The result for a digit
  /// does not depend on the others.
  public func probabilities(of pixels: ArraySlice<UInt8>) throws(NetworkError) -> [Probabilities] {
    var answers: [Probabilities] = []
    for (index, stage) in stages.enumerated() {
      if index == 0 {
        answers = try stage.probabilities(of: pixels)
      } else {
        try improve(&answers, of: pixels, by: stage)
      }
    }
    return answers
  }

  /// Lets `stage` answer too where the answer is unsure, and pools both: two networks err less than the better one.
  private func improve(
    _ answers: inout [Probabilities], of pixels: ArraySlice<UInt8>, by stage: ReadyModel
  ) throws(NetworkError) {
    let unsure = answers.indices.filter { answers[$0].confidence < Cascade.sureConfidence }
    guard !unsure.isEmpty else { return }
    unsurePixels.removeAll(keepingCapacity: true)
    for index in unsure {
      let start = pixels.startIndex + index * DigitImage.pixelCount
      unsurePixels.append(contentsOf: pixels[start..<start + DigitImage.pixelCount])
    }
    for (index, answer) in zip(unsure, try stage.probabilities(of: unsurePixels[...])) {
      answers[index] = .pooled([answers[index], answer])
    }
  }
}

extension ReadyModel {
  /// `pixels` holds n × 784 bytes, for any n; returns n results in order.
  fileprivate func probabilities(of pixels: ArraySlice<UInt8>) throws(NetworkError) -> [Probabilities] {
    let (session, temperature) = try ready()
    return Probabilities.rows(
      try session.allLogits(of: pixels), width: session.classCount, temperature: temperature)
  }
}

extension InferenceSession {
  /// `pixels` holds n × 784 bytes, for any n; returns n × classCount logits.
  package func allLogits(of pixels: ArraySlice<UInt8>) throws(NetworkError) -> [Float] {
    var logits: [Float] = []
    var rest = pixels
    while !rest.isEmpty {
      logits += try self.logits(of: rest.prefix(batchSize * DigitImage.pixelCount))
      rest = rest.dropFirst(batchSize * DigitImage.pixelCount)
    }
    return logits
  }

  private func logits(of pixels: ArraySlice<UInt8>) throws(NetworkError) -> [Float] {
    let result = pixels.withUnsafeBufferPointer { buffer in
      Result { () throws(NetworkError) in try logits(pixels: buffer) }
    }
    return try result.get()
  }
}
