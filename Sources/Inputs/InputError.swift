/// Why a run cannot begin, or go on, with its inputs. The description says what to do about it.
public enum InputError: Error, Equatable {
  case noInput(detail: String)
  /// What was given for a list of paths is none.
  case notAList(path: String, mistake: ListMistake)
  /// `input` is read by the run that is to write `output`.
  case outputIsInput(output: String, input: String)
  case sameOutputs(path: String, other: String)
}

extension InputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noInput(let detail):
      "no input found: \(detail)"
    case .notAList(let path, let mistake):
      "\(path) holds \(mistake)"
    case .outputIsInput(let output, let input):
      (output == input ? "\(output) is an input" : "\(output) is the same file as the input \(input)")
        + " of this run, which would be replaced by its output: name another file to write"
    case .sameOutputs(let path, let other):
      "\(path) and \(other) are one file, and two are to be written: name two files"
    }
  }
}
