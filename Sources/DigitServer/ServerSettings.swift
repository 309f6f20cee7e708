import DigitRecognition

/// What a server is told at its start.
public struct ServerSettings: Sendable {
  public var host = "127.0.0.1"
  /// 0 for any that is free.
  public var port = 8080
  /// Number of worker threads.
  public var jobs = 1
  /// Below it, a digit is to be reviewed.
  public var minimumConfidence = 0.8
  public var maximumBodySize = ByteSize.megabytes(16) {
    // A body of that size must find room.
    didSet { limits.bodyBudget = ByteSize(bytes: max(limits.bodyBudget.bytes, maximumBodySize.bytes)) }
  }
  /// Pictures with more pixels are refused before memory is taken.
  public var maximumPixels = 50_000_000
  var limits = ServerLimits()

  public init() {}
}

/// What keeps the server answering, whoever asks and however much.
struct ServerLimits: Sendable {
  /// Images that wait or are being read.
  var queueCapacity = 256
  /// Images of these that one address may have.
  var shareOfOneAddress: Int { max(1, queueCapacity * 3 / 4) }
  /// Images of one archive that are in the queue at a time.
  var archiveWindow = 32
  /// How long an image may wait for a worker.
  var patience = Duration.seconds(10)
  /// All request bodies that are there at a time.
  var bodyBudget = ByteSize.megabytes(40)
  /// For a progressive JPEG beside its picture: enough for 33 million pixels with colours at half detail.
  var coefficientBytes = 100_000_000
  var connections = 2_000
  /// From the connection, or the first byte of a later request, to the end of its head.
  var secondsForHead = 10
  var secondsForBody = 30
  /// Between two requests of a connection.
  var secondsOfIdleness = 60
  /// How long a connection whose request was refused unread is listened to, or its client might miss the answer.
  var secondsOfLingering = 5
  /// What is under way at a stop gets so long.
  var secondsForStop = 10
}
