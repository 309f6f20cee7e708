import DigitRecognition
import Threads

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
    var numbers: [ScanStatus: Int] = [:]
    var classifyTimes = Times()
    var readTimes = Times()
    var connections = 0
  }

  private struct Times {
    /// Requests that took no longer than each bound but longer than the one before; then the rest.
    var counts = Array(repeating: 0, count: bounds.count + 1)
    var totalSeconds = 0.0

    mutating func add(_ seconds: Double) {
      counts[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
      totalSeconds += seconds
    }
  }

  private let counts = ConditionLock(Counts())

  /// `route`: nil for what is on none. `time`: from the head of the request to its answer.
  func add(_ route: Route?, status: Int, time: Duration) {
    let seconds = time / .seconds(1)
    let name = route?.rawValue ?? "other"
    counts.update { counts in
      counts.requests[Request(route: name, status: status), default: 0] += 1
      if route == .classify { counts.classifyTimes.add(seconds) }
      if route == .read { counts.readTimes.add(seconds) }
    }
  }

  func add(_ result: ImageResult, status: ScanStatus) {
    counts.update { counts in
      switch result {
      case .digit: counts.classifications[status, default: 0] += 1
      case .number: counts.numbers[status, default: 0] += 1
      }
    }
  }

  func connectionOpened() { counts.update { $0.connections += 1 } }
  func connectionClosed() { counts.update { $0.connections -= 1 } }

  /// The text format of Prometheus. `queued`: images that wait or are being read; `held`: bytes of bodies and answers.
  package func text(queued: Int, held: Int) -> String {
    let counts = counts.update { $0 }
    var lines = ServerMetrics.head("digits_requests_total", "counter", "Requests by route and status.")
    for (request, count) in counts.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
    ) {
      lines.append("digits_requests_total{route=\"\(request.route)\",status=\"\(request.status)\"} \(count)")
    }
    lines += ServerMetrics.statuses(
      "digits_classifications_total", "Images read as digits, by the status of their result.", counts.classifications)
    lines += ServerMetrics.statuses(
      "digits_numbers_total", "Images read as numbers, by the status of their result.", counts.numbers)
    lines += ServerMetrics.histogram("digits_classify_seconds", of: .classify, counts.classifyTimes)
    lines += ServerMetrics.histogram("digits_read_seconds", of: .read, counts.readTimes)
    lines += ServerMetrics.gauge("digits_queue_images", "Images that wait or are being read.", queued)
    lines += ServerMetrics.gauge("digits_held_bytes", "Bodies that come and answers that go.", held)
    lines += ServerMetrics.gauge("digits_open_connections", "Connections.", counts.connections)
    if let resident = ResidentMemory.bytes {
      lines += ServerMetrics.gauge("process_resident_memory_bytes", "Memory in use.", resident)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func statuses(_ name: String, _ help: String, _ counts: [ScanStatus: Int]) -> [String] {
    head(name, "counter", help)
      + ScanStatus.allCases.map { "\(name){status=\"\($0.rawValue)\"} \(counts[$0] ?? 0)" }
  }

  private static func histogram(_ name: String, of route: Route, _ times: Times) -> [String] {
    var lines = head(name, "histogram", "Time from the head of a request to \(route.rawValue) to its answer.")
    var sum = 0
    for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], times.counts) {
      sum += count
      lines.append("\(name)_bucket{le=\"\(bound)\"} \(sum)")
    }
    return lines + ["\(name)_sum \(times.totalSeconds)", "\(name)_count \(sum)"]
  }

  private static func gauge(_ name: String, _ help: String, _ value: Int) -> [String] {
    head(name, "gauge", help) + ["\(name) \(value)"]
  }

  private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
  }
}
