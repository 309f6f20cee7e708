/// Whether the server lives, whether it takes requests, and what it has done.
struct StatusController: Sendable {
  let queue: ReadingQueue
  let memory: MemoryBudget
  let metrics: ServerMetrics

  func health() -> Response {
    .json("{\"status\":\"ok\"}")
  }

  func readiness() throws(RequestError) -> Response {
    if let refusal = queue.refusal { throw refusal }
    return .json("{\"status\":\"ok\"}")
  }

  func counts() -> Response {
    .text(metrics.text(queued: queue.count, held: memory.held), type: "text/plain; version=0.0.4; charset=utf-8")
  }
}
