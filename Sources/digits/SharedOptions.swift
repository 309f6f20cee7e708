import ArgumentParser
import DigitRecognition
import ImageIngestion

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where the weights come from.
struct ModelOption: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "One bundled model by name, or a file. (default: the fastest bundled one, and the next for unsure digits)",
      valueName: "name|file")
  )
  var nameOrFile: String?
}

/// How many threads work.
struct JobsOption: ParsableArguments {
  @Option(help: ArgumentHelp("Number of worker threads.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs must be at least 1.") }
  }
}

/// Where MNIST is looked for first.
struct DataOption: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "The folder that holds the MNIST files. (default: $DIGITS_DATA, $XDG_CACHE_HOME/digits or ~/.cache/digits)",
      valueName: "dir"
    )
  )
  var directory: String?
}

/// How scans are read.
struct IngestionOptions: ParsableArguments {
  enum PolarityChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, dark, light
  }

  @Option(help: "Whether the ink is dark or light; auto decides for each image.")
  var polarity = PolarityChoice.auto

  @Option(help: ArgumentHelp("Images with more pixels than this become error rows.", valueName: "n"))
  var maxPixels = ScanNormalizer.Options().maximumPixels

  @Option(
    help: ArgumentHelp("Larger files become error rows; 200M, 1G and so on are understood.", valueName: "size"))
  var maxFileSize = ScanNormalizer.Options().maximumFileSize

  @Option(
    help: "What finds the ink: rules, the ink network, or auto: rules, and the network where they are doubtful.")
  var finder = ScanNormalizer.Finder.auto

  func validate() throws {
    guard maxPixels >= 1 else { throw ValidationError("--max-pixels must be at least 1.") }
  }

  var normalizerOptions: ScanNormalizer.Options {
    var options = ScanNormalizer.Options()
    options.polarity = Polarity(rawValue: polarity.rawValue)
    options.maximumPixels = maxPixels
    options.maximumFileSize = maxFileSize
    options.finder = finder
    return options
  }
}

extension MNIST.Split: ExpressibleByArgument {}
extension ScanNormalizer.Finder: ExpressibleByArgument {}
extension RowFormatter.Format: ExpressibleByArgument {}

extension ByteSize: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
  public var defaultValueDescription: String { description }
}

/// What to read.
struct InputOptions: ParsableArguments {
  @Argument(help: "Image files, folders (with all that is in them), or - for a list of paths on standard input.")
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp("Also read the paths in this file, one a line, after the inputs; - as above.", valueName: "file")
  )
  var filesFrom: String?

  @Flag(help: "Paths in a list end with a zero byte, as find -print0 writes them.")
  var null = false

  @Flag(help: "Also follow the symbolic links in folders; each folder is read once.")
  var followSymlinks = false

  func validate() throws {
    guard !null || inputs.contains("-") || filesFrom != nil else {
      throw ValidationError("--null needs a list: the input -, or --files-from.")
    }
  }

  /// For commands, or modes of them, that need an input.
  func validateNotEmpty() throws {
    guard !inputs.isEmpty || filesFrom != nil else { throw ValidationError("Missing expected argument '<inputs> ...'") }
  }

  /// Throws `noInput` when none of them exists, or a list does not.
  var arguments: [InputList.Argument] {
    get throws {
      var arguments = inputs.map { input in
        input == "-"
          ? .standardInput(isNullTerminated: null)
          : InputList.Argument.path(FilePath(input), followsLinks: followSymlinks)
      }
      if let filesFrom {
        arguments.append(
          filesFrom == "-"
            ? .standardInput(isNullTerminated: null)
            : .list(FilePath(filesFrom), isNullTerminated: null))
      }
      try InputList.check(arguments)
      return arguments
    }
  }
}
