import Hummingbird
import ImageIngestion

/// Whether the server lives, whether it takes requests, and what it has done.
struct StatusController: Sendable {
  package let queue: ClassificationQueue
  package let memory: MemoryBudget
  package let metrics: ServerMetrics

  func health(_ request: Request, context: DigitRequestContext) -> Response {
    Answer.json("{\"status\":\"ok\"}")
  }

  func readiness(_ request: Request, context: DigitRequestContext) throws -> Response {
    if let refusal = queue.refusal { throw refusal }
    return Answer.json("{\"status\":\"ok\"}")
  }

  package func counts(_ request: Request, context: DigitRequestContext) -> Response {
    Answer.text(metrics.text(queued: queue.count, held: memory.held), type: "text/plain; version=0.0.4; charset=utf-8")
  }
}
