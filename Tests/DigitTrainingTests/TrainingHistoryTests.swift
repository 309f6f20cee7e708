import DigitTraining
import Files
import TestSupport
import Testing

@Suite struct TrainingHistoryTests {
  private let header =
    "epoch,images,seconds,images_per_second,loss,learning_rate,held_out_accuracy,held_out_loss\n"

  private func read(_ text: String) throws -> [TrainingHistory.Epoch] {
    let folder = try TemporaryFolder()
    return try TrainingHistory(path: folder.write(text.utf8, to: "log.csv")).epochs
  }

  @Test func readsItsColumns() throws {
    let epochs = try read(header + "1,60000,8.5,7058.8,0.31,0.001,,\n3,60000,8.5,7058.8,0.2,5e-4,0.991,0.03\n")
    #expect(epochs.map(\.epoch) == [1, 3])
    #expect(epochs.map(\.loss) == [0.31, 0.2])
    #expect(epochs.map(\.learningRate) == [0.001, 0.0005])
    #expect(epochs.map(\.heldOutAccuracy) == [nil, 0.991])
    #expect(epochs.map(\.heldOutLoss) == [nil, 0.03])
  }

  @Test func readsTheLogOfAFineTuning() throws {
    let header = header.dropLast() + ",others_accuracy,others_loss\n"
    let epochs = try read(header + "1,60000,8.5,7058.8,0.31,0.001,0.99,0.05,0.995,0.02\n")
    #expect(epochs.map(\.heldOutLoss) == [0.05])
  }

  @Test(arguments: [
    ("", 1, "not a training log, which begins with"),
    ("epoch,loss\n1,2\n", 1, "not a training log, which begins with"),
    ("HEADER", 2, "the log holds no epoch yet"),
    ("HEADER1,2,3,4,5,6\n", 2, "expected 8 fields, found 6"),
    ("HEADER0,2,3,4,5,6,,\n", 2, "epoch \"0\" is no number of an epoch"),
    ("HEADER9223372036854775807,2,3,4,5,6,,\n", 2, "epoch \"9223372036854775807\" is no number of an epoch"),
    ("HEADER1,2,3,4,5,6,,\n1,2,3,4,5,6,,\n", 3, "the epochs are not in order"),
    ("HEADER1,2,fast,4,5,6,,\n", 2, "seconds \"fast\" is no number that can be drawn"),
    ("HEADER1,2,3,4,nan,6,,\n", 2, "loss \"nan\" is no number that can be drawn"),
    ("HEADER1,2,3,4,1e300,6,,\n", 2, "loss \"1e300\" is no number that can be drawn"),
    ("HEADER1,2,3,4,5,6,99.5,\n", 2, "held_out_accuracy \"99.5\" is no share between 0 and 1"),
  ])
  func saysWhatIsWrong(text: String, line: Int, detail: String) throws {
    let text = text.hasPrefix("HEADER") ? header + text.dropFirst(6) : text
    let folder = try TemporaryFolder()
    let path = try folder.write(text.utf8, to: "log.csv")
    let error = #expect(throws: FileError.self) { try TrainingHistory(path: path) }
    let description = try #require(error).description
    #expect(description.hasPrefix("\(path), line \(line): \(detail)"), "\(description)")
  }

  @Test func aMissingFileIsNamed() {
    let reason = "No such file or directory"
    #expect(throws: FileError.unreadableFile(path: "no/log.csv", reason: reason, cause: .missing)) {
      try TrainingHistory(path: "no/log.csv")
    }
  }
}
