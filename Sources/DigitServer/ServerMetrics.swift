import DigitRecognition
import Hummingbird
import NIOConcurrencyHelpers

/// What the server has done, as Prometheus reads it.
final class ServerMetrics: Sendable {
  /// Upper bounds of the histogram, in seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct Request: Hashable {
    /// Its path as the routes have it.
    var route: String
    var status: Int
  }

  private struct Counts {
    var requests: [Request: Int] = [:]
    var classifications: [ScanStatus: Int] = [:]
    /// Requests for a classification that took no longer than each bound but longer than the one before; then the rest.
    var times = Array(repeating: 0, count: bounds.count + 1)
    var totalSeconds = 0.0
    var connections = 0
  }

  private let counts = NIOLockedValueBox(Counts())

  package func add(route: String, status: Int, seconds: Double) {
    counts.withLockedValue { counts in
      counts.requests[Request(route: route, status: status), default: 0] += 1
      guard route == Route.classify.rawValue else { return }
      let index = ServerMetrics.bounds.firstIndex { seconds <= $0 } ?? ServerMetrics.bounds.count
      counts.times[index] += 1
      counts.totalSeconds += seconds
    }
  }

  func addClassification(_ status: ScanStatus) {
    counts.withLockedValue { $0.classifications[status, default: 0] += 1 }
  }

  func connectionOpened() { counts.withLockedValue { $0.connections += 1 } }
  func connectionClosed() { counts.withLockedValue { $0.connections -= 1 } }

  /// The text format of Prometheus. `queued`: images that wait or are being read; `held`: bytes of bodies and answers.
  package func text(queued: Int, held: Int) -> String {
    let counts = counts.withLockedValue { $0 }
    var lines = ServerMetrics.head("digits_requests_total", "counter", "Requests by route and status.")
    for (request, count) in counts.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
    ) {
      lines.append("digits_requests_total{route=\"\(request.route)\",status=\"\(request.status)\"} \(count)")
    }
    lines += ServerMetrics.head("digits_classifications_total", "counter", "Images by the status of their result.")
    lines += ScanStatus.allCases.map { status in
      "digits_classifications_total{status=\"\(status.rawValue)\"} \(counts.classifications[status] ?? 0)"
    }
    lines += ServerMetrics.histogram(counts)
    lines += ServerMetrics.gauge("digits_queue_images", "Images that wait or are being read.", queued)
    lines += ServerMetrics.gauge("digits_held_bytes", "Bodies that come and answers that go.", held)
    lines += ServerMetrics.gauge("digits_open_connections", "Connections.", counts.connections)
    if let resident = ResidentMemory.bytes {
      lines += ServerMetrics.gauge("process_resident_memory_bytes", "Memory in use.", resident)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func histogram(_ counts: Counts) -> [String] {
    let name = "digits_classify_seconds"
    var lines = head(name, "histogram", "Time from the head of a request to /v1/classify to its answer.")
    var sum = 0
    for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], counts.times) {
      sum += count
      lines.append("\(name)_bucket{le=\"\(bound)\"} \(sum)")
    }
    return lines + ["\(name)_sum \(counts.totalSeconds)", "\(name)_count \(sum)"]
  }

  private static func gauge(_ name: String, _ help: String, _ value: Int) -> [String] {
    head(name, "gauge", help) + ["\(name) \(value)"]
  }

  private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
  }
}

/// Counts each request when it is answered.
struct RequestCounting: RouterMiddleware {
  typealias Context = DigitRequestContext

  package let metrics: ServerMetrics
  private let clock = ContinuousClock()

  package init(metrics: ServerMetrics) {
    self.metrics = metrics
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = clock.now
    let response = try await next(request, context)
    let parts = (clock.now - start).components
    let seconds = Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    // Hummingbird has a name of its own for what is on no route.
    let path = context.endpointPath.flatMap(Route.init)?.rawValue ?? "other"
    metrics.add(route: path, status: response.status.code, seconds: seconds)
    return response
  }
}
