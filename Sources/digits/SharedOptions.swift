import ArgumentParser
import BatchClassification
import DigitRecognition
import Files
import ImageIngestion
import Inputs
import LabelledData

/// Where the weights come from.
struct ModelOption: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      """
      Read with this model alone: fast, accurate, or a model file. (default: fast, and accurate as well for digits of \
      which fast is unsure)
      """,
      valueName: "name|file"),
    completion: .readers
  )
  var nameOrFile: String?
}

/// How many threads work.
struct JobsOption: ParsableArguments {
  private static let range = 1...1_024

  @Option(
    help: ArgumentHelp(
      "Number of worker threads, 1 to \(range.upperBound); by default one for each processor that this process may use.",
      valueName: "n"))
  var jobs = ProcessorCount.available

  func validate() throws { try Self.range.check(jobs, "--jobs") }
}

/// Where MNIST is looked for first.
struct DataOption: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "The folder with the MNIST files. (default: $DIGITS_DATA, $XDG_CACHE_HOME/digits or ~/.cache/digits)",
      valueName: "dir"
    ),
    completion: .directory
  )
  var directory: String?
}

/// How the pictures are decoded, and which are refused.
struct ScanOptions: ParsableArguments {
  /// A square of 31,000 pixels each way.
  static let pixelRange = 1...1_000_000_000
  private static let sizeRange = ByteSize(bytes: 1)...ByteSize.megabytes(16 << 10)

  enum PolarityChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, dark, light
  }

  @Option(help: "Whether the ink is darker or lighter than the paper; auto decides for each image.")
  var polarity = PolarityChoice.auto

  @Option(help: ArgumentHelp("Images with more pixels than this become error rows.", valueName: "n"))
  var maxPixels = ScanNormalizer.Options().maximumPixels

  @Option(
    help: ArgumentHelp("Files larger than this become error rows: a number of bytes, or 200M, 1G.", valueName: "size"))
  var maxFileSize = ScanNormalizer.Options().maximumFileSize

  func validate() throws {
    try Self.pixelRange.check(maxPixels, "--max-pixels")
    try Self.sizeRange.check(maxFileSize, "--max-file-size")
  }

  var normalizerOptions: ScanNormalizer.Options {
    var options = ScanNormalizer.Options()
    options.polarity = Polarity(rawValue: polarity.rawValue)
    options.maximumPixels = maxPixels
    options.maximumFileSize = maxFileSize
    return options
  }
}

/// How scans of single digits are read.
struct IngestionOptions: ParsableArguments {
  @OptionGroup var scans: ScanOptions

  @Option(
    help: """
      What finds the ink: rules alone, the ink network alone, or both (auto): the network looks where the rules are in \
      doubt.
      """)
  var finder = ScanNormalizer.Finder.auto

  var normalizerOptions: ScanNormalizer.Options {
    var options = scans.normalizerOptions
    options.finder = finder
    return options
  }
}

extension MNIST.Split: ExpressibleByArgument {}
extension ScanNormalizer.Finder: ExpressibleByArgument {}

extension ByteSize: ExpressibleByArgument {
  /// Reads a size from a command line.
  public init?(argument: String) { self.init(argument) }
  /// The size as help shows it.
  public var defaultValueDescription: String { description }
}

/// What to read.
struct InputOptions: ParsableArguments {
  @Argument(
    help: "Image files; folders, sub-folders included; or - for a list of paths on standard input.",
    completion: .file())
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Also read the images whose paths are in this file, one on each line; - is standard input.", valueName: "file"),
    completion: .file()
  )
  var filesFrom: String?

  @Flag(help: "Paths in a list end with a zero byte, as find -print0 writes them, not with a line break.")
  var null = false

  @Flag(help: "Follow symbolic links in folders. A folder that several links lead to is read once.")
  var followSymlinks = false

  func validate() throws {
    guard !null || inputs.contains("-") || filesFrom != nil else {
      throw ValidationError("--null needs a list: the input -, or --files-from.")
    }
  }

  /// Whether the user named any.
  var areGiven: Bool { !inputs.isEmpty || filesFrom != nil }

  /// For commands, or modes of them, that need an input.
  func validateNotEmpty() throws {
    guard areGiven else { throw ValidationError("Missing expected argument '<inputs> ...'") }
  }

  /// Those that the user named, if they are few; nil with a list, which cannot be read again.
  var few: [String]? { inputs.count <= 3 && !inputs.contains("-") && filesFrom == nil ? inputs : nil }

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
