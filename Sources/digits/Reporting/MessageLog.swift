import Files
import Logging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes each message as one line: for people as it is, or as a JSON object with its time, its level and its facts.
package struct MessageLog: LogHandler {
  var format: LogFormat
  package var logLevel = Logger.Level.info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var now: @Sendable () -> Date = { Date() }
  package var write: @Sendable (String) -> Void = Terminal.write

  package init(format: LogFormat) {
    self.format = format
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let facts = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
    switch format {
    case .text: write(text(event, facts) + "\n")
    case .json: write(json(event, facts) + "\n")
    }
  }

  private func text(_ event: LogEvent, _ facts: Logger.Metadata) -> String {
    // What the parser of the command line says begins with "Error:".
    let isError = event.level >= .error && facts[MessageKind.key] != MessageKind.usage.value
    return TerminalText.harmless(isError ? "digits: \(event.message)" : "\(event.message)")
  }

  private func json(_ event: LogEvent, _ facts: Logger.Metadata) -> String {
    let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    var members = [
      ("timestamp", JSONText.string(time)),
      ("level", JSONText.string(event.level.rawValue)),
      ("message", JSONText.string(TerminalText.named("\(event.message)"))),
    ]
    members += facts.sorted { $0.key < $1.key }.map { ($0.key, MessageLog.json($0.value)) }
    return MessageLog.object(members)
  }

  /// Numbers as numbers, all else as strings, objects and arrays.
  private static func json(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): return JSONText.string(text)
    case .stringConvertible(let number as any BinaryInteger): return "\(number)"
    case .stringConvertible(let number as Double): return number.isFinite ? "\(number)" : "null"
    case .stringConvertible(let other): return JSONText.string(other.description)
    case .dictionary(let members): return object(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    case .array(let values): return "[" + values.map(json).joined(separator: ",") + "]"
    }
  }

  private static func object(_ members: [(name: String, value: String)]) -> String {
    "{" + members.map { "\(JSONText.string($0.name)):\($0.value)" }.joined(separator: ",") + "}"
  }
}
