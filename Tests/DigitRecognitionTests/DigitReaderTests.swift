import DigitRecognition
import Foundation
import ImageEncoding
import TestSupport
import Testing
import Threads

/// The library as its users see it.
@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct DigitReaderTests {
  private static let broken: [([UInt8], ErrorCause)] = [
    ([], .empty), (Array("<html></html>".utf8), .notAnImage),
    (Array("GIF89a------------------------".utf8), .unsupportedFormat),
  ]

  private let reader: DigitReader
  private let names: [String]

  init() throws {
    reader = try DigitReader()
    names = try TestData.sampleNames().enumerated().filter { $0.offset % 7 == 0 }.map(\.element) + ["blank.png"]
  }

  private func path(_ name: String) -> FilePath { FilePath(TestData.samples + "/" + name) }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: TestData.samples + "/" + name)))
  }

  @Test func saysWhatClassifierAndPolicySay() throws {
    let classifier = Classifier(cascade: try ModelCatalog.cascade(), options: .init())
    let results = try classifier.classify(names.map { ClassificationInput(path: path($0)) })
    for (name, result) in zip(names, results) {
      let (answer, verdict) = (try reader.read(path(name)), ReviewPolicy().verdict(of: result))
      #expect(answer == (try reader.read(bytes(name))), "\(name)")
      #expect(answer.result == result && answer.digits == result.digits, "\(name)")
      #expect(answer.status == verdict.status && answer.message == verdict.message, "\(name)")
      #expect(answer.digit == result.reading?.probabilities.digit, "\(name)")
      #expect(answer.probabilities == result.reading?.probabilities.values ?? [], "\(name)")
      #expect(answer.confidence == answer.probabilities.max() ?? 0, "\(name)")
    }
  }

  /// All at once, each in an order of its own.
  @Test func answersEightThreadsAtOnce() throws {
    struct State {
      var started = 0
      var answers: [[String: DigitAnswer]] = []
    }
    let (threadCount, state) = (8, ConditionLock(State()))
    let (reader, names, expected) = (reader, names, try answers())
    for thread in 0..<threadCount {
      let paths = (names[thread...] + names[..<thread]).map { ($0, path($0)) }
      let isStarted = WorkerThread.start {
        state.update { $0.started += 1 }
        state.wait { $0.started == threadCount ? () : nil }
        var answers: [String: DigitAnswer] = [:]
        for (name, path) in paths { answers[name] = try? reader.read(path) }
        state.update { $0.answers.append(answers) }
      }
      try #require(isStarted)
    }
    let all = state.wait { $0.answers.count == threadCount ? $0.answers : nil }
    for answers in all { #expect(answers == expected) }
  }

  /// More tasks than there are threads for them.
  @Test func answersManyTasksAtOnce() async throws {
    let (reader, expected) = (reader, try answers())
    let answers = await withTaskGroup(of: (String, DigitAnswer?).self) { group in
      for name in names {
        let path = path(name)
        group.addTask { (name, try? await reader.read(path)) }
      }
      return await group.reduce(into: [String: DigitAnswer]()) { $0[$1.0] = $1.1 }
    }
    #expect(answers == expected)
    #expect(try await reader.read(bytes("blank.png")) == expected["blank.png"])
    await #expect(throws: Unreadable.self) { try await reader.read([0]) }
  }

  private func answers() throws -> [String: DigitAnswer] {
    var answers: [String: DigitAnswer] = [:]
    for name in names { answers[name] = try reader.read(path(name)) }
    return answers
  }

  @Test func aBlankPageHasNoDigit() throws {
    let answer = try reader.read(path("blank.png"))
    #expect(answer.status == .blank && answer.message == "nothing like a digit")
    #expect(answer.digit == nil && answer.confidence == 0 && answer.probabilities == [] && answer.digits.isEmpty)
  }

  @Test func severalDigitsEachHaveTheirPlace() throws {
    var page = DrawnPage(width: 700, height: 300)
    page.write([4, 7, 3], x: 50, y: 80, side: 120, pitch: 220)
    let answer = try reader.read(ImageEncoder.png(gray: page.image))
    #expect(answer.status == .review && answer.message == "3 digits in the picture")
    #expect(answer.digit == nil && answer.digits.map(\.probabilities.digit) == [4, 7, 3])
    for (index, digit) in answer.digits.enumerated() {
      let square = PixelBox(x: 50 + index * 220, y: 80, width: 120, height: 120)
      #expect(square.grown(by: 10).contains(digit.box), "\(digit.box)")
    }
  }

  @Test(arguments: broken) func whatIsNoPictureIsAnError(bytes: [UInt8], cause: ErrorCause) throws {
    let error = #expect(throws: Unreadable.self) { try reader.read(bytes) }
    #expect(error?.cause == cause && error?.reason.isEmpty == false)
  }

  @Test func aMissingFileIsAnError() throws {
    let error = #expect(throws: Unreadable.self) { try reader.read(path("no-such-file.png")) }
    #expect(error?.cause == .missing)
    let whole = try bytes("0-felt-cardboard.jpg")
    let cut = #expect(throws: Unreadable.self) { try reader.read(Array(whole.prefix(whole.count / 2))) }
    #expect(cut?.cause == .truncated)
  }

  @Test func modelAndConfidenceAreAsAsked() throws {
    let strict = try DigitReader(model: "fast", minimumConfidence: 1).read(path("3-felt-mirrored.jpg"))
    #expect(strict.digit == 3 && strict.status == .review && !strict.message.isEmpty)
    let known = ["fast", "accurate"]
    let error = #expect(throws: RecognitionError.self) { try DigitReader(model: "no-such-model") }
    guard case .unknownModel("no-such-model", let names) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(Set(names).isSuperset(of: known))
  }
}
