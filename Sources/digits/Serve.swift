import ArgumentParser
import CMalloc
import DigitRecognition
import DigitServer

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Opens a web page to draw digits and drop scans on, and the HTTP service behind it.",
    discussion: """
      Examples:
        digits serve
        digits serve --port 0 --jobs 4
        curl --data-binary @scan.png http://127.0.0.1:8080/v1/classify

      Answers this machine alone unless --host names another of its addresses (0.0.0.0: all). There is no password: who \
      can reach the port can use it. Nothing is stored. docs/API.md describes the service, and so does /openapi.json.

      Control-C, or SIGTERM, ends it: what is under way is finished, for at most 10 s.

      Exit codes: 0 ended on request, 2 wrong usage, also a --host that is none, 4 model unreadable, 5 the port cannot be \
      had.
      """
  )

  @Option(help: ArgumentHelp("The address to answer at.", valueName: "address"))
  var host = ServerSettings().host

  @Option(help: ArgumentHelp("0 for any that is free.", valueName: "n"))
  var port = ServerSettings().port

  @OptionGroup var model: ModelOption
  @OptionGroup var jobs: JobsOption

  @Option(help: ArgumentHelp("Below this confidence, 0 … 1, the status is review.", valueName: "p"))
  var minConfidence = ServerSettings().minimumConfidence

  @Option(help: ArgumentHelp("Larger requests are refused; 8M and so on are understood.", valueName: "size"))
  var maxBodySize = ServerSettings().maximumBodySize

  @Option(help: ArgumentHelp("Images with more pixels than this are refused.", valueName: "n"))
  var maxPixels = ServerSettings().maximumPixels

  @Option(
    help: ArgumentHelp(
      "Messages on standard error as text, or as json: an object on each line.", valueName: "text|json"))
  var logFormat = LogFormat.text

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port must be between 0 and 65535.") }
    guard (0...1).contains(minConfidence) else {
      throw ValidationError("--min-confidence must be between 0 and 1.")
    }
    guard maxPixels >= 1 else { throw ValidationError("--max-pixels must be at least 1.") }
  }

  func run() throws {
    let cascade = try ModelCatalog.cascade(model.nameOrFile)
    let server = try DigitServer(cascade: cascade, settings: settings)
    if logFormat == .json { Provenance(cascade).say() }
    OpenFileLimit.raise(to: 4_096)
    Serve.returnFreedMemory()
    let outcome = Monitor<Result<Void, any Error>?>(nil)
    Task {
      let result: Result<Void, any Error>
      do {
        result = .success(try await server.run { url in Terminal.say("digits: \(url) (Control-C to stop)") })
      } catch {
        result = .failure(error)
      }
      outcome.update { $0 = result }
    }
    try outcome.wait { $0 }.get()
  }

  private var settings: ServerSettings {
    var settings = ServerSettings()
    (settings.host, settings.port, settings.jobs) = (host, port, jobs.jobs)
    settings.minimumConfidence = minConfidence
    (settings.maximumBodySize, settings.maximumPixels) = (maxBodySize, maxPixels)
    return settings
  }

  /// Makes the system's allocator give large blocks back when they are freed. Of its own accord it begins to keep them,
  /// in a heap for each thread, and under attack the server would hold twice as much.
  private static func returnFreedMemory() {
    #if canImport(Glibc)
      _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
    #endif
  }
}
