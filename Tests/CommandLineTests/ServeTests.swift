import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// `digits serve`, run as a user runs it.
@Suite(.timeLimit(.minutes(10))) struct ServeTests {
  /// A server that runs until the test ends it.
  private struct Running {
    var process: Process
    var url: URL
  }

  private func start(_ arguments: [String] = [], in folder: String) throws -> Running {
    let process = DigitsProcess.make(["serve", "--port", "0"] + arguments, in: folder)
    let stderr = Pipe()
    process.standardError = stderr
    try process.run()
    var line = ""
    while !line.contains("\n") {
      let data = stderr.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    let match = try #require(line.wholeMatch(of: /digits: (http:\/\/127\.0\.0\.1:\d+\/) \(Control-C to stop\)\n/))
    return Running(process: process, url: try #require(URL(string: String(match.1))))
  }

  @Test(arguments: [SIGTERM, SIGINT]) func servesUntilItIsToldToStop(signal: Int32) async throws {
    let workspace = try Workspace()
    let server = try start(in: workspace.path)
    let (data, _) = try await URLSession.shared.data(from: server.url.appendingPathComponent("healthz"))
    #expect(String(decoding: data, as: UTF8.self) == "{\"status\":\"ok\"}")
    kill(server.process.processIdentifier, signal)
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit && server.process.terminationStatus == 0)
    #expect(try workspace.names() == ["model.safetensors"])
  }

  @Test func tellsWhichPortOrHostCannotBeHad() async throws {
    let workspace = try Workspace()
    let server = try start(in: workspace.path)
    defer { server.process.terminate() }
    let port = String(try #require(server.url.port))
    let taken = try DigitsProcess.run(["serve", "--port", port], in: workspace.path)
    #expect(taken.status == 5)
    #expect(
      taken.error == """
        digits: port \(port) of 127.0.0.1 is taken: stop the program that has it, or choose another with --port (0: any)

        """)
    let foreign = try DigitsProcess.run(["serve", "--port", "0", "--host", "203.0.113.7"], in: workspace.path)
    #expect(foreign.status == 2)
    #expect(foreign.error.contains("203.0.113.7 is no address of this machine"))
    let unknown = try DigitsProcess.run(["serve", "--port", "0", "--host", "no.such.invalid"], in: workspace.path)
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("no host \"no.such.invalid\""))
    #expect(try DigitsProcess.run(["serve", "--port", "70000"], in: workspace.path).status == 2)
    #expect(try DigitsProcess.run(["serve", "--model", "none"], in: workspace.path).status == 4)
  }

  @Test func warnsWhereOthersCanReachIt() throws {
    let workspace = try Workspace()
    let process = DigitsProcess.make(["serve", "--port", "0", "--host", "0.0.0.0"], in: workspace.path)
    let stderr = Pipe()
    process.standardError = stderr
    try process.run()
    var text = ""
    while text.split(separator: "\n").count < 2 {
      let data = stderr.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    process.terminate()
    process.waitUntilExit()
    #expect(text.contains("digits: warning: every machine that can reach this address can use the server"))
  }

  @Test func answersForTheNamesThatAreAllowed() async throws {
    let workspace = try Workspace()
    let server = try start(["--allow-host", "digits.example"], in: workspace.path)
    defer { server.process.terminate() }
    for (name, status) in [("digits.example", 200), ("other.example", 403)] {
      var request = URLRequest(url: server.url.appendingPathComponent("healthz"))
      request.setValue(name, forHTTPHeaderField: "Host")
      let (_, response) = try await URLSession.shared.data(for: request)
      #expect((response as? HTTPURLResponse)?.statusCode == status, "\(name)")
    }
    let wrong = try DigitsProcess.run(["serve", "--allow-host", "http://a.example/"], in: workspace.path)
    #expect(wrong.status == 2 && wrong.error.contains("--allow-host takes a host's name"))
  }
}
