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

  func validate() throws {
    guard maxPixels >= 1 else { throw ValidationError("--max-pixels must be at least 1.") }
  }

  var normalizerOptions: ScanNormalizer.Options {
    var options = ScanNormalizer.Options()
    options.polarity = Polarity(rawValue: polarity.rawValue)
    options.maximumPixels = maxPixels
    return options
  }
}

extension MNIST.Split: ExpressibleByArgument {}
extension RowFormatter.Format: ExpressibleByArgument {}

/// What to read.
struct InputOptions: ParsableArguments {
  @Argument(help: "Image files, folders (with all that is in them), or - for a list of paths on standard input.")
  var inputs: [String] = []

  @Flag(help: "The list on standard input is separated by zero bytes, as find -print0 writes it.")
  var null = false

  func validate() throws {
    guard !null || inputs.contains("-") else {
      throw ValidationError("--null needs the input -, a list on standard input.")
    }
  }

  /// For commands that cannot do without.
  func requireAny() throws {
    guard !inputs.isEmpty else { throw ValidationError("Missing expected argument '<inputs> ...'") }
  }

  /// Throws `noInput` when none of them exists.
  var arguments: [InputList.Argument] {
    get throws {
      let arguments = inputs.map { input in
        input == "-" ? .standardInput(isNullTerminated: null) : InputList.Argument.path(RawArguments.path(input))
      }
      guard InputList.leadsSomewhere(arguments) else {
        throw RecognitionError.noInput(detail: "no such file or folder: \(inputs.joined(separator: ", "))")
      }
      return arguments
    }
  }
}
