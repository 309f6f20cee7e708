import DigitRecognition
import Files
import NIOCore

/// What a server is told at its start.
public struct ServerSettings: Sendable {
  /// The address to listen on.
  public var host = "127.0.0.1"
  /// 0 for any that is free.
  public var port = 8080
  /// Number of worker threads.
  public var jobs = 1
  /// Below it, a digit is to be reviewed.
  public var minimumConfidence = ReviewPolicy.defaultMinimumConfidence
  /// The largest body of a request.
  public var maximumBodySize = ByteSize.megabytes(16) {
    // A body of that size and its answer must find room in the share of one address.
    didSet { limits.memory = ServerLimits.memory(forBodiesOf: maximumBodySize) }
  }
  /// Pictures with more pixels are refused before memory is taken.
  public var maximumPixels = 50_000_000
  /// Names of hosts for which requests may be, beside the server's own: those that a proxy hands on.
  public var allowedHosts: [String] = []
  package var limits = ServerLimits()

  /// The settings of `digits serve` without options.
  public init() {}
}

/// What keeps the server answering, whoever asks and however much.
package struct ServerLimits: Sendable {
  /// Images that wait or are being read.
  package var queueCapacity = 256
  /// Images of one archive that are in the queue at a time.
  var archiveWindow = 32
  /// How long an image may wait for a worker.
  package var patience = Duration.seconds(10)
  /// All bodies and answers that are there at a time.
  package var memory = ServerLimits.memory(forBodiesOf: .megabytes(16))
  /// Beside it, for requests of which each holds no more than `smallRequest`.
  package var memoryForSmallRequests = ByteSize.megabytes(8)
  package var smallRequest = ByteSize(bytes: 64 << 10)
  /// For a progressive JPEG beside its picture: enough for 33 million pixels with colours at half detail.
  var coefficientBytes = 100_000_000
  package var connections = 2_000
  /// Files and sockets that are kept free for all else.
  var ownDescriptors = 64
  /// From the connection, or the first byte of a later request, to the end of its head.
  package var secondsForHead = 10
  package var secondsForBody = 30
  /// From the head of an answer until the client has taken the last of it.
  package var secondsForAnswer = 30
  /// Between two requests of a connection.
  package var secondsOfIdleness = 60
  /// How long a connection whose request was refused unread is listened to, or its client might miss the answer.
  package var secondsOfLingering = 5
  /// What is under way at a stop gets so long.
  var secondsForStop = 10
  /// Requests of a connection that come before the first of them is answered.
  var requestsAhead = 8
  /// Bytes of such requests.
  var bytesAhead = 32 << 10
  /// The clock by which connections are late, looked at about once a second.
  package var now: @Sendable () -> NIODeadline = { .now() }

  package init() {}

  /// Twice what one address may have: a body, and 16 MB for an answer.
  package static func memory(forBodiesOf size: ByteSize) -> ByteSize {
    let share = min(size.bytes, Int.max / 4) + ByteSize.megabytes(16).bytes
    return ByteSize(bytes: 2 * share)
  }
}
