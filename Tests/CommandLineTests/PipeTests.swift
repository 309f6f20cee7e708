import BatchClassification
import DigitRecognition
import DigitTraining
import Files
import Foundation
import LabelledData
import TestSupport
import Testing

@Suite struct PipeTests {
  /// Whatever is read: of each, a pipe without a writer would keep a process for ever.
  @Test(.timeLimit(.minutes(1))) func nothingWaitsForAPipe() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(symlink(pipe, folder.path + "/labels.csv") == 0)
    let part = folder.path + "/rows.csv.shard-0-of-1"
    #expect(mkfifo(part, 0o600) == 0)
    let sentence = "a pipe, not a regular file"
    for read: () throws -> Void in [
      { _ = try ModelCatalog.load(pipe) }, { _ = try GzipFile.read(pipe, limit: .megabytes(1)) },
      { _ = try RunState(contentsOf: pipe) },
      { _ = try LabelledFolder(folder.path) }, { _ = try PartMerge(paths: [part]) },
    ] {
      let error = #expect(throws: (any Error).self) { try read() }
      #expect("\(error.map { "\($0)" } ?? "")".contains(sentence))
    }
    #expect(mkfifo(folder.path + "/model.checkpoint", 0o600) == 0)
    let error = #expect(throws: (any Error).self) {
      _ = try CheckpointFile(besideModel: folder.path + "/model").load()
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains(sentence))
  }
}
