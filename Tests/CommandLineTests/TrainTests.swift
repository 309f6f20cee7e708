import DigitRecognition
import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct TrainUsageTests {
  @Test(arguments: [
    (["--epochs", "0"], "Error: --epochs must be from 1 to 100000."),
    (["--epochs", "9223372036854775807"], "Error: --epochs must be from 1 to 100000."),
    (["--batch-size", "16"], "Error: --batch-size must be from 32 to 8192."),
    (["--batch-size", "9223372036854775776"], "Error: --batch-size must be from 32 to 8192."),
    (["--batch-size", "50"], "Error: --batch-size must be a multiple of 32."),
    (["--learning-rate", "0"], "Error: --learning-rate must be greater than 0 and at most 100.0."),
    (["--learning-rate", "inf"], "Error: --learning-rate must be greater than 0 and at most 100.0."),
    (["--learning-rate", "nan"], "Error: --learning-rate must be greater than 0 and at most 100.0."),
    (["--temperature", "0"], "Error: --temperature must be from 0.01 to 100.0."),
    (["--temperature", "nan"], "Error: --temperature must be from 0.01 to 100.0."),
    (["--synthetic=-1"], "Error: --synthetic must be from 0 to 10000000."),
    (["--synthetic", "4294967296"], "Error: --synthetic must be from 0 to 10000000."),
    (["--non-digits=-1"], "Error: --non-digits must be from 0 to 10000000."),
    (["--non-digits", "9223372036854775807"], "Error: --non-digits must be from 0 to 10000000."),
    (["--label-smoothing", "1"], "Error: --label-smoothing must be at least 0 and below 1."),
    (["--teacher-share", "1.1"], "Error: --teacher-share must be from 0 to 1."),
    (["--teacher-temperature", "nan"], "Error: --teacher-temperature must be from 1.0 to 100.0."),
    (["--precision", "fp16"], "Error: The value 'fp16' is invalid for '--precision <precision>'."),
    (["--patience", "0"], "Error: --patience must be from 1 to 100000."),
    (["--schedule", "flat"], "Error: The value 'flat' is invalid for '--schedule <schedule>'."),
    (
      ["--from", "model.safetensors", "--model-size", "fast"],
      "Error: --from brings its own network; leave --network out."
    ),
    (["--scale", "1"], "Error: --scale must be from 0.0 to 0.9."),
    (["--jobs", "0"], "Error: --jobs must be from 1 to 1024."),
    (["--model-size", "huge"], "Error: The value 'huge' is invalid for '--model-size <network>'."),
  ]) func wrongUsageIsTwo(options: [String], message: String) throws {
    let workspace = try Workspace()
    let result = try workspace.run(["train", "mnist", "-o", "own.safetensors"] + options)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == ["model.safetensors"])
  }

  @Test func missingDataIsFourAndNoFolderIsThree() throws {
    let workspace = try Workspace()
    let mnist = try workspace.run(["train", "-o", "own.safetensors"])
    #expect(mnist.status == 4)
    #expect(mnist.error.hasPrefix("digits: MNIST was not found. Looked in: \(workspace.path)/.cache/digits.\n"))
    let folder = try workspace.run(["train", "nowhere", "-o", "own.safetensors"])
    #expect(folder.status == 3)
    #expect(folder.error.hasPrefix("digits: no labelled digits in nowhere: looked for labels.csv"))
    #expect(try workspace.names() == ["model.safetensors"])
  }
}

@Suite(.enabled(if: Fixtures.hasSamples, "needs samples/"), .timeLimit(.minutes(10))) struct TrainTests {
  /// The samples sorted into a sub-folder for each digit.
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    for name in try FileManager.default.contentsOfDirectory(atPath: Fixtures.samples) {
      guard let digit = name.first, digit.isNumber else { continue }
      let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/" + name))
      try workspace.write(Array(picture), to: "own/\(digit)/\(name)")
    }
    return workspace
  }

  private func train(_ options: String..., in workspace: Workspace) throws -> RunResult {
    try DigitsProcess.run(
      ["train", "own", "--epochs", "1", "--batch-size", "32", "--precision", "fp32"] + options, in: workspace.path)
  }

  @Test func aTrainedModelIsUsable() throws {
    let workspace = try workspace()
    let result = try train("-o", "own.safetensors", "--seed", "7", in: workspace)
    #expect(result.status == 0 && result.output == "")
    let start = "fast: 80 digits and 20 for validation, 1 epoch, seed 7, fp32\nepoch 1/1  loss "
    #expect(result.error.hasPrefix(start), "\(result.error)")
    #expect(result.error.contains(", fitted on the digits for validation\nwrote own.safetensors; "))
    #expect(try workspace.names() == ["model.safetensors", "own", "own.safetensors"])
    let model = try ModelCatalog.load(workspace.path + "/own.safetensors")
    #expect(model.description == .fast)
    // After two steps the network knows little.
    #expect(model.metadata["temperature"] != nil && model.temperature > 1)
    let rows = try workspace.run(["classify", "own", "--model", "own.safetensors"])
    #expect(rows.status == 0)
    #expect(rows.output.split(separator: "\n").count == 101)
  }

  @Test func learnsFromTeachers() throws {
    let workspace = try workspace()
    let result = try train("--teacher", "fast", "--teacher", "accurate", "-o", "own.safetensors", in: workspace)
    #expect(result.status == 0, "\(result.error)")
    let recipe = try #require(try ModelCatalog.load(workspace.path + "/own.safetensors").metadata["recipe"])
    for model in ["fast", "accurate"] {
      #expect(recipe.contains("{\"sha256\":\"\(try ModelCatalog.load(model).digest)\"}"), "\(recipe)")
    }
    let unfit = try train("--teacher", "fast", "--network", "keras-tutorial", "-o", "other.safetensors", in: workspace)
    #expect(unfit.status == 2)
    #expect(
      unfit.error.contains(
        "digits: the network fast cannot teach keras-tutorial, since its images or classes are others"))
    #expect(try !workspace.names().contains("other.safetensors"))
  }

  @Test func twoCorrectionsFineTuneABundledModel() throws {
    let workspace = try Workspace()
    for name in ["3-pencil-cream.png", "5-ballpoint-scan.png"] {
      let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/" + name))
      try workspace.write(Array(picture), to: "my own/\(name.prefix(1))/\(name)")
    }
    let result = try workspace.run([
      "train", "my own", "--from", "fast", "--epochs", "1", "-o", "own.safetensors", "--log", "log.csv",
    ])
    #expect(result.status == 0, "\(result.error)")
    for part in [
      "no images of 0, 1, 2, 4, 6, 7, 8, 9: the model goes on reading them as it does\n",
      "too few images to keep some for validation: the model is judged by those that it is trained on\n",
      "fast: 2 digits, 1 epoch, seed 1, ", "\nMNIST is not at hand; ", "\nyour images ",
      "\nwrote own.safetensors; measure it with: digits evaluate 'my own' --model own.safetensors\n",
    ] { #expect(result.error.contains(part), "\(result.error)") }
    let row = try #require(try workspace.read("log.csv").split(separator: "\n").last)
    #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == 10 && !row.contains(",,"))
    let name = result.error.contains("nothing was gained") ? "fast" : "own, from fast"
    let figures = try workspace.run(["evaluate", "my own", "--model", "own.safetensors"])
    #expect(figures.output.hasPrefix("model              \(name)\n"), "\(figures.output)")
  }

  @Test func theFileDoesNotDependOnTheNumberOfJobs() throws {
    let workspace = try workspace()
    for jobs in ["1", "2"] {
      #expect(try train("-o", "\(jobs).safetensors", "--jobs", jobs, in: workspace).status == 0)
    }
    let files = try ["1", "2"].map { name in
      try Data(contentsOf: URL(fileURLWithPath: "\(workspace.path)/\(name).safetensors"))
    }
    #expect(files[0] == files[1] && files[0].count > 100_000)
  }

  @Test func aGivenTemperatureIsKept() throws {
    let workspace = try workspace()
    let result = try train("-o", "own.safetensors", "--temperature", "1.25", in: workspace)
    #expect(result.status == 0 && !result.error.contains("fitted"))
    #expect(try ModelCatalog.load(workspace.path + "/own.safetensors").temperature == 1.25)
  }

  @Test func faultsOfTheFolderAreToldFirst() throws {
    let workspace = try workspace()
    let files = FileManager.default
    try workspace.write(Array("no picture".utf8), to: "own/3/text.png")
    try workspace.write([], to: "own/letters/a.png")
    try files.removeItem(atPath: workspace.path + "/own/8")
    let picture = workspace.path + "/own/5/5-ballpoint-scan.png"
    try files.copyItem(atPath: picture, toPath: workspace.path + "/own/5/copy.png")
    let contradiction = workspace.path + "/own/6/6-1.png"
    try files.copyItem(atPath: workspace.path + "/own/6/6-felt-1-bit.png", toPath: contradiction)
    try files.copyItem(atPath: contradiction, toPath: workspace.path + "/own/1/6.png")
    let result = try train("-o", "own.safetensors", in: workspace)
    #expect(result.status == 0)
    let start = """
      not read, as the names are not 0 … 9: letters
      no images of 8: the model will not learn to read them
      left out 1 of 94 images:
        own/3/text.png: plain text, not an image: replace it by the PNG or JPEG that was meant
      copies of others with the same label: 1 of 93 images
      1 × the same image under several labels; correct them:
        own/1/6.png, own/6/6-1.png, own/6/6-felt-1-bit.png
      fast: 76 digits and 17 for validation, 1 epoch, seed 1, fp32

      """
    #expect(result.error.hasPrefix(start), "\(result.error)")
  }

  @Test func tooFewDigitsAreFour() throws {
    let workspace = try workspace()
    let result = try train("-o", "own.safetensors", "--batch-size", "96", in: workspace)
    #expect(result.status == 4)
    let message = "digits: only 80 labelled digits to train on, and a batch takes 96"
    #expect(result.error == message + "; add digits or lower --batch-size\n")
    for digit in 0...6 { try FileManager.default.removeItem(atPath: workspace.path + "/own/\(digit)") }
    let few = try workspace.run(["train", "own", "-o", "own.safetensors"])
    #expect(few.status == 4)
    let end = "digits: only 30 labelled digits to train on, and a batch takes 32; add digits\n"
    #expect(few.error.hasSuffix(end), "\(few.error)")
    #expect(try workspace.names() == ["model.safetensors", "own"])
  }

  @Test func aSingleKindOfDigitIsFour() throws {
    let workspace = try workspace()
    for name in try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/own/4") {
      let picture = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/own/4/" + name))
      for copy in 1...6 { try workspace.write(Array(picture), to: "fours/4/\(copy)-\(name)") }
    }
    let result = try workspace.run(["train", "fours", "-o", "own.safetensors"])
    #expect(result.status == 4)
    let end = "digits: all labelled digits are a 4: there is nothing to tell apart; add images of the other digits\n"
    #expect(result.error.hasSuffix(end), "\(result.error)")
  }

  @Test func aFolderHasNoSplits() throws {
    let workspace = try workspace()
    #expect(try train("-o", "own.safetensors", "--split", "test", in: workspace).status == 2)
  }

  @Test func unwritableOutputIsFive() throws {
    let workspace = try workspace()
    let result = try train("-o", "none/own.safetensors", in: workspace)
    #expect(result.status == 5)
    #expect(result.error == "digits: none/own.safetensors: cannot be written: No such file or directory\n")
  }
}
