import Foundation
import Testing

struct PreviewTests {
  private func preview(_ arguments: String..., in workspace: Workspace) throws -> RunResult {
    try DigitsProcess.run(["preview", "--model", "model.safetensors"] + arguments, in: workspace.path)
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func writesAPNG() throws {
    let workspace = try Workspace()
    let result = try preview(Fixtures.samples, "-o", "sheet.png", in: workspace)
    #expect(result.status == 0 && result.output == "" && result.error == "")
    #expect(try workspace.names() == ["model.safetensors", "sheet.png"])
    let sheet = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/sheet.png"))
    #expect(sheet.starts(with: [0x89] + Array("PNG\r\n".utf8)))
    #expect(sheet.count > 10_000)
  }

  @Test func saysWhatDidNotFit() throws {
    let workspace = try Workspace()
    for index in 0..<123 { try workspace.write([], to: "scans/\(index).png") }
    let result = try preview("scans", "-o", "sheet.png", in: workspace)
    #expect(result.status == 0)
    #expect(result.error == "sheet.png shows the first 120 images; 3 more did not fit\n")
  }

  @Test func noInputIsThree() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/notes.txt")
    for input in ["nowhere", "scans"] {
      let result = try preview(input, "-o", "sheet.png", in: workspace)
      #expect(result.status == 3)
      #expect(result.error.hasPrefix("digits: no input found: "))
    }
    #expect(try workspace.names() == ["model.safetensors", "scans"])
  }

  @Test func nothingIsWrittenWithoutAModel() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let arguments = ["preview", "a.png", "-o", "sheet.png", "--model", "a.png"]
    #expect(try DigitsProcess.run(arguments, in: workspace.path).status == 4)
    #expect(try workspace.names() == ["a.png", "model.safetensors"])
  }

  @Test func outputIsNeededAndMustBeWritable() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let missing = try preview("a.png", in: workspace)
    #expect(missing.status == 2)
    #expect(missing.error.hasPrefix("Error: Missing expected argument '--output <file>'"))
    let result = try preview("a.png", "-o", "none/sheet.png", in: workspace)
    #expect(result.status == 5)
    #expect(result.error == "digits: none/sheet.png: cannot be written: No such file or directory\n")
  }
}
