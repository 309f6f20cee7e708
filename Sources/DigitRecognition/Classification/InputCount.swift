/// How many inputs there will be, found out beside the run.
public final class InputCount: Sendable {
  private struct State {
    var total: Int?
  }

  private let state = Monitor(State())

  /// Begins to count, on a thread of its own.
  public init(_ arguments: [InputList.Argument]) {
    let state = state
    _ = WorkerThread.start {
      let total = InputList.count(arguments)
      state.update { $0.total = total }
    }
  }

  /// nil as long as it is not known, and for good where a list tells only as it arrives.
  public var total: Int? { state.update { $0.total } }
}
