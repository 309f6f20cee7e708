/// Why a training cannot begin or go on. The description says what to do about it.
public enum TrainingError: Error, Equatable {
  case tooFewDigits(count: Int, needed: Int)
  case oneDigitOnly(digit: UInt8)
  case tooFewNumbers(count: Int, needed: Int)
  /// `network`: the model to start from; nil for none.
  case numbersForDigits(path: String, network: String?)
  case digitsForNumbers(path: String, network: String)
  case onlyDigits(network: String)
  case otherClasses(teacher: String, network: String)
  case unusableCheckpoint(path: String, detail: String)
  case otherCheckpoint(differences: [String])
  case trainingDiverged(epoch: Int)
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewDigits(0, _):
      "not one labelled digit could be read: there is nothing to train on"
    case .tooFewDigits(let count, let needed):
      "only \(count) labelled digits to train on, and a batch takes \(needed); add digits"
        + (needed > TrainingSettings.smallestBatch ? " or lower --batch-size" : "")
    case .oneDigitOnly(let digit):
      "all labelled digits are a \(digit): there is nothing to tell apart; add images of the other digits"
    case .tooFewNumbers(0, _):
      "not one labelled number could be used: there is nothing to train on"
    case .tooFewNumbers(let count, let needed):
      "\(count) labelled numbers and what is drawn beside them do not fill a batch of \(needed); lower --batch-size"
    case .numbersForDigits(let path, let network):
      "\(path) holds numbers (its labels.csv has file,text), which only the string network learns, "
        + (network.map { "and \($0) is none" } ?? "and only from its trained weights")
        + "; use --from strings, or for single digits name the columns file,digit"
    case .digitsForNumbers(let path, let network):
      "\(path) holds single digits, and \(network) reads numbers: give it a folder with a labels.csv (file,text) of "
        + "numbers, or teach the digits to another model, as with --from accurate"
    case .onlyDigits(let network):
      "the network \(network) has no class for what is no digit: use --non-digits 0, or another network"
    case .otherClasses(let teacher, let network):
      "the network \(teacher) cannot teach \(network), since its images or classes are others; fast and accurate can "
        + "teach each other"
    case .unusableCheckpoint(let path, let detail):
      "\(path): no usable checkpoint: \(detail); leave --resume out to start anew"
    case .otherCheckpoint(let differences):
      "the checkpoint is of another run (\(differences.joined(separator: "; "))); repeat that run's options and data, "
        + "or leave --resume out to start anew"
    case .trainingDiverged(let epoch):
      "the loss grew beyond all bounds in epoch \(epoch); lower --learning-rate"
    }
  }
}
