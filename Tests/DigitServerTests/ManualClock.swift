import NIOCore
import Threads

/// A clock that stands until a test moves it.
final class ManualClock: Sendable {
  private let time = ConditionLock(NIODeadline.now())

  var now: NIODeadline { time.update { $0 } }

  func advance(bySeconds seconds: Int) {
    time.update { $0 = $0 + .seconds(Int64(seconds)) }
  }
}

extension RawConnection {
  /// What comes until the server closes; time passes until it does, and from one look to the next so many seconds. nil
  /// when it does not close.
  func receiveAll(advancing clock: ManualClock, bySeconds seconds: Int) async -> String? {
    async let rest = receiveAll()
    let mover = Task {
      while !Task.isCancelled {
        clock.advance(bySeconds: seconds)
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    let received = await rest
    mover.cancel()
    await mover.value
    return received
  }
}
