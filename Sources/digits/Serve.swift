#if Server
  import ArgumentParser
  import CMalloc
  import DigitRecognition
  import DigitServer
  import Files
  import Threads

  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Opens a web page to draw digits and numbers and drop scans on, and the HTTP service behind it.",
      discussion: """
        Examples:
          digits serve
          digits serve --port 0 --jobs 4
          curl --data-binary @scan.png http://127.0.0.1:8080/v1/classify
          curl --data-binary @amount.png 'http://127.0.0.1:8080/v1/read?alphabet=decimal'

        Answers this machine alone unless --host names another of its addresses (0.0.0.0: all). There is no password: who \
        can reach the port can use it. Behind a proxy on this machine, name the host that browsers see with --allow-host. \
        Nothing is stored. docs/API.md describes the service, and so does /openapi.json.

        Control-C, or SIGTERM, ends it: what is under way is finished, for at most 10 s.

        Exit codes: 0 ended on request, 2 wrong usage, also an unknown --host, 4 model unreadable, 5 the port cannot be \
        had.
        """
    )

    @Option(
      help: ArgumentHelp("The address to listen on; 0.0.0.0 for all addresses of this machine.", valueName: "address"))
    var host = ServerSettings().host

    @Option(help: ArgumentHelp("The port to listen on; 0 chooses a free one.", valueName: "n"))
    var port = ServerSettings().port

    @Option(
      help: ArgumentHelp(
        "Also answer requests for this host name, the one that browsers use for a proxy. May be given several times.",
        valueName: "name"))
    var allowHost: [String] = []

    @OptionGroup var model: ModelOption

    @Option(
      help: ArgumentHelp(
        "The string network that reads numbers, a model file. (default: the bundled one)", valueName: "name|file"),
      completion: .stringReaders)
    var numberModel: String?

    @OptionGroup var jobs: JobsOption

    @Option(help: ArgumentHelp("Digits with a confidence below this, 0 … 1, get the status review.", valueName: "p"))
    var minConfidence = ServerSettings().minimumConfidence

    @Option(help: ArgumentHelp("Requests with a larger body are refused: a number of bytes, or 8M.", valueName: "size"))
    var maxBodySize = ServerSettings().maximumBodySize

    @Option(help: ArgumentHelp("Images with more pixels than this are refused.", valueName: "n"))
    var maxPixels = ServerSettings().maximumPixels

    @Option(
      help: ArgumentHelp(
        "The form of messages on standard error: text, or json, one object on each line.", valueName: "text|json"))
    var logFormat = LogFormat.text

    private static let bodySizeRange = ByteSize(bytes: 1)...ByteSize.megabytes(1 << 10)

    func validate() throws {
      try (0...65_535).check(port, "--port")
      try ConfidenceRange.check(minConfidence)
      try ScanOptions.pixelRange.check(maxPixels, "--max-pixels")
      try Self.bodySizeRange.check(maxBodySize, "--max-body-size")
      for name in allowHost where name.isEmpty || name.contains(where: { ":/ ".contains($0) }) {
        throw ValidationError("--allow-host takes a host's name without scheme, port and path, not \"\(name)\".")
      }
    }

    func run() throws {
      let stop = Interruption.discardWhenInterrupted()
      let cascade = try ModelCatalog.cascade(model.nameOrFile)
      let server = try DigitServer(cascade: cascade, strings: strings, settings: settings)
      if logFormat == .json { try Provenance(cascade).say() }
      OpenFileLimit.raise(to: 4_096)
      Serve.returnFreedMemory()
      stop.take()
      try server.run(until: stop, whenRunning: Serve.tell)
    }

    /// nil where none is bundled: then there are digits only.
    private var strings: ModelSource? {
      get throws(RecognitionError) {
        numberModel == nil && ModelCatalog.stringReaderNames.isEmpty ? nil : try ModelCatalog.strings(numberModel)
      }
    }

    private static func tell(of place: DigitServer.Place) {
      Terminal.say("digits: \(place.url) (Control-C to stop)")
      guard place.isOpenToOthers else { return }
      Terminal.say(
        "digits: warning: every machine that can reach this address can use the server: there is no password and no "
          + "encryption; leave --host out for this machine alone, or put a proxy in front (docs/API.md)",
        level: .warning)
    }

    private var settings: ServerSettings {
      var settings = ServerSettings()
      (settings.host, settings.port, settings.jobs) = (host, port, jobs.jobs)
      (settings.minimumConfidence, settings.allowedHosts) = (minConfidence, allowHost)
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

  extension ServerError: CommandFailure {
    var exitStatus: ExitStatus {
      switch self {
      case .unknownHost, .foreignHost: .wrongUsage
      case .portTaken, .portNotAllowed, .cannotListen: .unwritableOutput
      case .noThreads: .systemExhausted
      }
    }
  }
#endif
