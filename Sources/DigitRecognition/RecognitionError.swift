#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the product could not do what it was asked. Each case says what failed, on which file, and its description says
/// what to do about it.
public enum RecognitionError: Error, Equatable {
  // Data.
  case dataNotFound(missing: [String], searched: [String])
  case notGzip(path: String, looksLikeHTML: Bool)
  case damagedGzip(path: String)
  case malformedIDX(path: String, detail: String)
  case wrongDigest(path: String, expected: String, found: String)
  case writersMissing(path: String)
  case malformedTable(path: String, line: Int, detail: String)
  /// `found`: what is there instead.
  case notLabelled(path: String, found: String)
  /// `first` of the labelled images, and why it could not be read.
  case noneReadable(path: String, count: Int, first: String, reason: String)
  case splitNotAvailable(split: String, path: String)
  case unreadableFile(path: String, reason: String, cause: ErrorCause = .unreadable)
  case tooFewDigits(count: Int, needed: Int)
  case oneDigitOnly(digit: UInt8)
  case onlyDigits(network: String)
  // Training.
  case unusableCheckpoint(path: String, detail: String)
  case otherCheckpoint(differences: [String])
  case trainingDiverged(epoch: Int)
  // Models.
  case unknownModel(name: String, known: [String])
  case unreadableModel(path: String, reason: String)
  // Inputs and outputs.
  case noInput(detail: String)
  /// What was given for a list of paths is none.
  case notAList(path: String, mistake: ListMistake)
  case unwritableOutput(path: String, reason: String)
  case outputInUse(path: String)
  /// Only `--force` says that the file may go.
  case outputExists(path: String)
  /// Beside the file are rows of a run that did not end, and its state.
  case unfinishedOutput(path: String)
  /// `input` is read by the run that is to write `output`.
  case outputIsInput(output: String, input: String)
  case sameOutputs(path: String, other: String)
  // Going on with an unfinished run.
  case unusableState(path: String, detail: String)
  case otherRun(path: String, differences: [String])
  /// `found`: how many inputs there are, where they are fewer than the `done` ones.
  case otherInputs(done: Int, found: Int?)
  /// Parts of a run that are to become one file.
  case cannotMerge(MergeProblem)
  /// The reader of standard output went away, as `head` does. Not a failure.
  case closedPipe
  /// The system gave not a single thread.
  case noThreads
}

extension RecognitionError {
  /// Whether the disk is full, or the user's share of it.
  public var isLackOfRoom: Bool {
    guard case .unwritableOutput(_, let reason) = self else { return false }
    return [ENOSPC, EDQUOT].contains { SystemError.message($0) == reason }
  }
}

extension RecognitionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dataNotFound(let missing, let searched):
      """
      MNIST was not found. Looked in: \(searched.joined(separator: ", ")).
      Put these files (with or without .gz) into one of these folders, or name theirs with --data DIR: \
      \(missing.joined(separator: ", "))
      This fetches them: \(MNIST.commandToFetch(into: searched.last ?? "."))
      """
    case .notGzip(let path, let looksLikeHTML):
      looksLikeHTML
        ? "\(path): this is a web page saved under a .gz name, not the data; download the file again"
        : "\(path): not a gzip file; download it again"
    case .damagedGzip(let path):
      "\(path): the gzip file is cut short or damaged; download it again"
    case .malformedIDX(let path, let detail):
      "\(path): not a valid IDX file: \(detail)"
    case .wrongDigest(let path, let expected, let found):
      "\(path): not the MNIST file of that name (SHA-256 \(found), expected \(expected)); download it again"
    case .writersMissing(let path):
      "\(path): not found; held-out writers are chosen by this file of the QMNIST project, which goes beside the IDX files"
    case .malformedTable(let path, let line, let detail):
      "\(path), line \(line): \(detail)"
    case .notLabelled(let path, let found):
      """
      no labelled digits in \(path): looked for labels.csv (with the columns file,digit), for folders named 0 … 9 with \
      images in them, and for MNIST's files; found \(found)
      """
    case .noneReadable(let path, let count, let first, let reason):
      "\(path): none of its labelled images (\(count)) could be read; the first, \(first): \(reason)"
    case .splitNotAvailable(let split, let path):
      "\(path): a labelled folder has no split \"\(split)\"; leave --split out to use all of it"
    case .unreadableFile(let path, let reason, _), .unreadableModel(let path, let reason):
      "\(path): \(reason)"
    case .tooFewDigits(0, _):
      "not one labelled digit could be read: there is nothing to train on"
    case .tooFewDigits(let count, let needed):
      "only \(count) labelled digits to train on, and a batch takes \(needed); add digits"
        + (needed > TrainingSettings.smallestBatch ? " or lower --batch-size" : "")
    case .oneDigitOnly(let digit):
      "all labelled digits are a \(digit): there is nothing to tell apart; add images of the other digits"
    case .onlyDigits(let network):
      "the network \(network) has no class for what is no digit: use --non-digits 0, or another network"
    case .unusableCheckpoint(let path, let detail):
      "\(path): no usable checkpoint: \(detail); leave --resume out to start anew"
    case .otherCheckpoint(let differences):
      "the checkpoint is of another run (\(differences.joined(separator: "; "))); repeat that run's options and data, "
        + "or leave --resume out to start anew"
    case .trainingDiverged(let epoch):
      "the loss grew beyond all bounds in epoch \(epoch); lower --learning-rate"
    case .unknownModel(let name, let known):
      "no model \"\(name)\": neither a file nor a bundled model (bundled: "
        + (known.isEmpty ? "none" : known.joined(separator: ", ")) + ")"
    case .noInput(let detail):
      "no input found: \(detail)"
    case .notAList(let path, let mistake):
      "\(path) holds \(mistake)"
    case .unwritableOutput(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .outputInUse(let path):
      "\(path): another run is writing it; wait until that ends, or name another file with -o"
    case .outputExists(let path):
      "\(path) is there already, and training would replace it: name another file with -o, or add --force"
    case .unfinishedOutput(let path):
      "\(path).partial has rows of an unfinished digits classify: go on with it, by the same command with --resume; or "
        + "remove \(path).partial and \(path).resume; or name another file"
    case .outputIsInput(let output, let input):
      (output == input ? "\(output) is an input" : "\(output) is the same file as the input \(input)")
        + " of this run, which would be replaced by its output: name another file to write"
    case .sameOutputs(let path, let other):
      "\(path) and \(other) are one file, and two are to be written: name two files"
    case .unusableState(let path, let detail):
      "\(path) \(detail); leave --resume out to start again"
    case .otherRun(let path, let differences):
      "\(path) is of another run: \(differences.joined(separator: "; ")); repeat that run's options and inputs, "
        + "or leave --resume out to start again"
    case .otherInputs(let done, let found):
      (found.map { "the unfinished run had read \(done) inputs, and now there are only \($0)" }
        ?? "the first \(done) inputs are no longer those that the unfinished run had read")
        + "; bring them back, or leave --resume out to start again"
    case .cannotMerge(let problem):
      "\(problem)"
    case .closedPipe:
      "the reader of the output has gone"
    case .noThreads:
      "the system would not start a thread; close other programs and try again"
    }
  }
}
