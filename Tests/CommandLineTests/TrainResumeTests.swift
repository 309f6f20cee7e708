import DigitRecognition
import DigitTraining
import Foundation
import Imaging
import TestSupport
import Testing

/// Trainings that end before their time, and go on.
@Suite(.timeLimit(.minutes(10))) struct TrainResumeTests {
  private static let epochs = 60

  /// A folder of drawn digits in IDX files, beside the small model of the workspace.
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    let digits = SyntheticDigits(digits: 256, seed: 1).drawings()
    let images = idx([256, 28, 28], digits.pixels)
    let labels = idx([256], digits.labels)
    for name in ["train", "t10k"] {
      try workspace.write(images, to: "drawn/\(name)-images-idx3-ubyte")
      try workspace.write(labels, to: "drawn/\(name)-labels-idx1-ubyte")
    }
    return workspace
  }

  private func idx(_ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
    let sizes = dimensions.flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
    return [0, 0, 8, UInt8(dimensions.count)] + sizes + elements
  }

  private func arguments(_ options: [String]) -> [String] {
    let settings = ["--from", "model.safetensors", "--batch-size", "32"]
    let epochs = options.contains("--epochs") ? [] : ["--epochs", "\(Self.epochs)"]
    return ["train", "drawn", "-o", "own.safetensors"] + settings + epochs + options
  }

  private func train(_ options: String..., in workspace: Workspace) throws -> RunResult {
    try workspace.run(arguments(options))
  }

  private func bytes(_ name: String, in workspace: Workspace) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/" + name))
  }

  /// The file of a training that nobody disturbs.
  private func undisturbed(_ workspace: Workspace) throws -> Data {
    let result = try train(in: workspace)
    try #require(result.status == 0, "\(result.error)")
    #expect(try workspace.names() == ["drawn", "model.safetensors", "own.safetensors"])
    let file = try bytes("own.safetensors", in: workspace)
    try FileManager.default.removeItem(atPath: workspace.path + "/own.safetensors")
    return file
  }

  /// Starts a training and waits until it has saved another checkpoint than the one that is there.
  private func startAndAwaitCheckpoint(_ options: [String], in workspace: Workspace) throws -> (Process, Pipe) {
    let process = DigitsProcess.make(arguments(options), in: workspace.path)
    let error = Pipe()
    process.standardError = error
    let earlier = try? bytes("own.safetensors.checkpoint", in: workspace)
    try process.run()
    for _ in 0..<5000 where process.isRunning {
      let present = try? bytes("own.safetensors.checkpoint", in: workspace)
      if present != nil, present != earlier { break }
      usleep(2000)
    }
    return (process, error)
  }

  @Test func aKilledTrainingGoesOnToTheSameBytes() throws {
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<6 {
      let (process, _) = try startAndAwaitCheckpoint(["--resume"], in: workspace)
      usleep(UInt32.random(in: 0...20_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let wasUnfinished = try workspace.names().contains("own.safetensors.checkpoint")
    let result = try train("--resume", "--jobs", "1", in: workspace)
    #expect(result.status == 0)
    let beginnings = ["no checkpoint beside ", "own.safetensors is complete: nothing to do"]
    let going = "going on with own.safetensors.checkpoint, after "
    #expect((wasUnfinished ? [going] : beginnings).contains { result.error.hasPrefix($0) }, "\(result.error)")
    #expect(try bytes("own.safetensors", in: workspace) == expected)
    #expect(try workspace.names() == ["drawn", "model.safetensors", "own.safetensors"])
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func anInterruptedTrainingSaysHowToGoOn(signalNumber: Int32, status: Int32) throws {
    signal(signalNumber, SIG_DFL)
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    let (process, error) = try startAndAwaitCheckpoint(["--log", "log.csv"], in: workspace)
    kill(process.processIdentifier, signalNumber)
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    let message = String(decoding: try error.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(message.contains("\nstopped; go on with: ") && message.hasSuffix("--log log.csv --resume\n"), "\(message)")
    #expect(
      try workspace.names() == ["drawn", "log.csv", "model.safetensors", "own.safetensors.checkpoint"])
    let other = try train("--resume", "--seed", "2", in: workspace)
    #expect(other.status == 2)
    #expect(other.error.contains("digits: the checkpoint is of another run (seed: 1, now 2); "), "\(other.error)")
    let result = try train("--resume", "--log", "log.csv", in: workspace)
    #expect(result.status == 0, "\(result.error)")
    #expect(try bytes("own.safetensors", in: workspace) == expected)
    let rows = try workspace.read("log.csv").split(separator: "\n").dropFirst()
    #expect(rows.map { $0.prefix { $0 != "," } } == (1...Self.epochs).map { "\($0)" })
  }

  @Test func aCheckpointIsNotTakenUnasked() throws {
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    try workspace.write(Array("of another run".utf8), to: "own.safetensors.checkpoint")
    let refused = try train("--resume", in: workspace)
    #expect(refused.status == 4)
    #expect(refused.error.hasPrefix("digits: own.safetensors.checkpoint: no usable checkpoint: "), "\(refused.error)")
    let result = try train(in: workspace)
    #expect(result.status == 0)
    #expect(result.error.hasPrefix("own.safetensors.checkpoint is there, "), "\(result.error)")
    #expect(try bytes("own.safetensors", in: workspace) == expected)
    #expect(try workspace.names() == ["drawn", "model.safetensors", "own.safetensors"])
  }

  @Test func withoutACheckpointResumingIsStarting() throws {
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    let result = try train("--resume", in: workspace)
    #expect(result.status == 0)
    #expect(result.error.hasPrefix("no checkpoint beside own.safetensors: starting from the beginning\n"))
    #expect(try bytes("own.safetensors", in: workspace) == expected)
  }

  @Test func aModelIsNotReplacedUnasked() throws {
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    try workspace.write(expected, to: "own.safetensors")
    let refused = try train(in: workspace)
    #expect(refused.status == 2)
    let advice = "name another file with -o, or add --force"
    let exists = "digits: own.safetensors is there already, and would be replaced: \(advice)\n"
    #expect(refused.error == exists)
    let own = try train("--resume", in: workspace)
    #expect(own.status == 0 && own.error == "own.safetensors is complete: nothing to do\n", "\(own.error)")
    let other = try train("--resume", "--seed", "2", in: workspace)
    #expect(other.status == 2 && other.error == exists, "\(other.error)")
    #expect(try bytes("own.safetensors", in: workspace) == expected)
    let forced = try train("--force", "--seed", "2", in: workspace)
    #expect(forced.status == 0, "\(forced.error)")
    #expect(try bytes("own.safetensors", in: workspace) != expected)
    #expect(try workspace.names() == ["drawn", "model.safetensors", "own.safetensors"])
  }

  @Test func oneTrainingAtATime() throws {
    let workspace = try workspace()
    let (process, _) = try startAndAwaitCheckpoint(["--epochs", "100000"], in: workspace)
    defer { process.waitUntilExit() }
    let other = try train(in: workspace)
    kill(process.processIdentifier, SIGKILL)
    #expect(other.status == 5)
    let advice = "wait until that ends, or name another file with -o"
    #expect(other.error == "digits: own.safetensors: another run is writing it; \(advice)\n")
  }

  @Test func patienceNeedsHeldOutDigits() throws {
    let workspace = try workspace()
    let result = try train("--patience", "2", in: workspace)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("Error: --patience needs held-out digits"), "\(result.error)")
  }

  @Test func anUnknownModelToStartFromIsFour() throws {
    let workspace = try workspace()
    let result = try workspace.run(["train", "drawn", "--from", "nothing"])
    #expect(result.status == 4)
    #expect(result.error.hasPrefix("digits: no model \"nothing\""), "\(result.error)")
  }
}
