import Logging
import Platform

/// What a message on standard error is about: its `event`.
enum MessageKind: String {
  case start, notice, progress, summary, error, usage

  static let key = "event"

  var value: Logger.MetadataValue { .string(rawValue) }
}

extension Terminal {
  /// Says one thing on standard error, through the log. `facts` are what a program wants to know of it.
  static func say(
    _ text: String, level: Logger.Level = .notice, kind: MessageKind = .notice, facts: Logger.Metadata = [:]
  ) {
    Logger(label: "digits").log(
      level: level, "\(text)", metadata: facts.merging([MessageKind.key: kind.value]) { $1 })
  }
}
