import Platform

/// Standard input, output and error of a process that may have been started without them.
enum StandardStreams {
  /// Opens those that are closed: the first file that is opened would take their place, and messages would get into it.
  /// What is to be read or written there fails, rather than that rows vanish.
  static func openClosedOnes() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The system gives the lowest number that is free, which is this one. Messages may be lost.
      _ = open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY)
    }
  }
}
