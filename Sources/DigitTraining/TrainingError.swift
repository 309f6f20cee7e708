/// Why a training cannot begin or go on. The description says what to do about it.
public enum TrainingError: Error, Equatable {
  case tooFewDigits(count: Int, needed: Int)
  case oneDigitOnly(digit: UInt8)
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
