/// The user's wish that a run stops, which it fulfils at the next place where it can go on later.
public final class StopRequest: Sendable {
  private struct State {
    var isTaken = false
    var signal: Int32?
    var action: (@Sendable () -> Void)?
  }

  private let state = ConditionLock(State())

  /// No signal has come.
  public init() {}

  /// From now on the first signal does nothing but appear here; the second ends the process.
  public func take() { state.update { $0.isTaken = true } }

  /// The signal that has come, if one has.
  public var signal: Int32? { state.update { $0.signal } }

  /// For the thread that waits for signals: whether the run stops by itself.
  public func takes(_ signal: Int32) -> Bool {
    let (isTaken, action) = state.update { state in
      guard state.isTaken, state.signal == nil else { return (false, State().action) }
      state.signal = signal
      return (true, state.action)
    }
    action?()
    return isTaken
  }

  /// Runs `action` when the signal comes, or now if it has come.
  package func whenStopped(_ action: @escaping @Sendable () -> Void) {
    let hasCome = state.update { state in
      state.action = action
      return state.signal != nil
    }
    if hasCome { action() }
  }
}
