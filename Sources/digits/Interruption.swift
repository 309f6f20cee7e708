import Files
import Platform
import Threads

/// What happens when the user presses Control-C, and when nothing more can be written.
enum Interruption {
  /// A write into a closed pipe then fails with EPIPE, and one beyond the largest size that the user may give a file
  /// (`ulimit -f`) with EFBIG, instead of killing the process before it can tidy up.
  static func ignoreFailingWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// From now on SIGINT, SIGTERM and SIGHUP leave no trace of `files` that are incomplete and end the process (130 for
  /// SIGINT), unless the request that is returned takes them. To be called before threads are started, which inherit the
  /// signal mask.
  @discardableResult
  static func discardWhenInterrupted(_ files: OutputFile?...) -> StopRequest {
    // The thread below outlives the files, which tidy up when they go.
    let discards: [@Sendable () -> Void] = files.compactMap { $0 }.map { file in { [weak file] in file?.discard() } }
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) { sigaddset(&awaited, signal) }
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    let signals = awaited
    let request = StopRequest()
    // A thread that waits may do what a signal handler may not.
    _ = WorkerThread.start {
      var signals = signals
      var signal: Int32 = 0
      while sigwait(&signals, &signal) == 0 {
        if request.takes(signal) { continue }
        for discard in discards { discard() }
        Terminal.close()
        _exit(128 + signal)
      }
    }
    return request
  }

  /// As a shell leaves it for a command in the background, or `nohup` for one that shall survive.
  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    #if canImport(Darwin)
      guard let handler = action.__sigaction_u.__sa_handler else { return false }
    #else
      guard let handler = action.__sigaction_handler.sa_handler else { return false }
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

extension StopRequest {
  /// The exit code of a process that the signal ended, as shells have it.
  var status: Int32 { 128 + (signal ?? SIGINT) }
}
