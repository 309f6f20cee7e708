/// Why the rows of a run cannot be written, gone on with or joined. The description says what to do about it.
public enum BatchError: Error, Equatable {
  case unusableState(path: String, detail: String)
  case otherRun(path: String, differences: [String])
  /// `found`: how many inputs there are, where they are fewer than the `done` ones.
  case otherInputs(done: Int, found: Int?)
  /// Parts of a run that are to become one file.
  case cannotMerge(MergeProblem)
}

extension BatchError: CustomStringConvertible {
  public var description: String {
    switch self {
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
    }
  }
}
