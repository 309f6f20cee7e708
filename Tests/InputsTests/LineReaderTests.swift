import Foundation
import Imaging
import Inputs
import Testing
import Threads

@Suite(.timeLimit(.minutes(5))) struct LineReaderTests {
  /// What a reader makes of `pieces` that come through a pipe one after another.
  private func lines(
    _ pieces: [[UInt8]], isNullTerminated: Bool = false
  ) -> (lines: [LineReader.Line], mistake: ListMistake?) {
    let (pipe, isWritten) = (Pipe(), ConditionLock(false))
    let writer = pipe.fileHandleForWriting
    _ = WorkerThread.start {
      for piece in pieces {
        try? writer.write(contentsOf: piece)
        if pieces.count < 20 { usleep(1000) }
      }
      try? writer.close()
      isWritten.update { $0 = true }
    }
    return withExtendedLifetime(pipe) {
      var reader = LineReader(
        descriptor: pipe.fileHandleForReading.fileDescriptor, isNullTerminated: isNullTerminated)
      var lines: [LineReader.Line] = []
      while let line = reader.next() { lines.append(line) }
      #expect(reader.failure == nil && reader.hasLine && reader.next() == nil)
      // Whoever writes into a pipe that nobody reads is killed.
      isWritten.wait { $0 ? () : nil }
      return (lines, reader.mistake)
    }
  }

  private func texts(_ pieces: [[UInt8]], isNullTerminated: Bool = false) -> [String] {
    lines(pieces, isNullTerminated: isNullTerminated).lines.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// The same all at once.
  private func expected(_ text: [UInt8], _ separator: UInt8) -> [LineReader.Line] {
    var parts = text.split(separator: separator, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.map {
      LineReader.Line(bytes: $0.prefix(LineReader.longestLine), isWhole: $0.count <= LineReader.longestLine)
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>) func givesTheLinesHoweverTheyCome(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let separator: UInt8 = seed.isMultiple(of: 3) ? 0 : 10
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      let limit = LineReader.longestLine
      let lengths = [0, 1, 30, 5_000, limit - 1, limit, limit + 1, limit + 20_000, 150_000]
      let length = lengths.randomElement(using: &generator) ?? 0
      text += repeatElement(UInt8.random(in: 97...122, using: &generator), count: length) + [separator]
    }
    if Bool.random(using: &generator) { text.removeLast() }
    var (pieces, rest) = ([[UInt8]](), text[...])
    while !rest.isEmpty {
      let count = Int.random(in: 1...(seed.isMultiple(of: 2) ? 3_000 : 60_000), using: &generator)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(lines(pieces, isNullTerminated: separator == 0).lines == expected(text, separator), "seed \(seed)")
  }

  @Test func aMarkMayComeInPieces() {
    #expect(texts([[0xEF], [0xBB, 0xBF, 97], [10, 0xEF, 0xBB, 0xBF, 98]]) == ["a", "\u{FEFF}b"])
    #expect(texts([[0xEF, 0xBB, 0xBF]]) == [""])
    #expect(texts([[0xEF, 0xBB]]).count == 1)
    // Between zero bytes, every byte belongs to the name.
    #expect(texts([[0xEF, 0xBB], [0xBF, 97, 0]], isNullTerminated: true) == ["\u{FEFF}a"])
  }

  @Test func nothingHasNoLines() {
    #expect(texts([]) == [])
    #expect(texts([[10, 10], [10]]) == ["", "", ""])
  }

  @Test func aStopEndsTheLinesAtTheLastWholeOne() {
    for beginning in [3, 100_000] {
      let pipe = Pipe()
      let (isWritten, linesGiven) = (ConditionLock(false), ConditionLock(0))
      let writer = pipe.fileHandleForWriting
      _ = WorkerThread.start {
        try? writer.write(contentsOf: Array("a\nb\n".utf8) + repeatElement(99, count: beginning))
        isWritten.update { $0 = true }
      }
      withExtendedLifetime(pipe) {
        var reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor) {
          isWritten.update { $0 } && linesGiven.update { $0 } == 2
        }
        var texts: [String] = []
        while let line = reader.next() {
          texts.append(String(decoding: line.bytes, as: UTF8.self))
          linesGiven.update { $0 += 1 }
        }
        #expect(texts == ["a", "b"])
      }
    }
  }

  private static let files: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "a PNG"),
    ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "a JPEG"), (Array("%PDF-1.7\n".utf8), "a PDF"),
    ([0x50, 0x4B, 3, 4, 20, 0], "a zip archive"), ([0x1F, 0x8B, 8, 0], "a gzip file"),
  ]

  @Test(arguments: files) func filesAreNoLists(bytes: [UInt8], kind: String) {
    for isNullTerminated in [false, true] {
      for pieces in [[bytes], bytes.map { [$0] }] {
        let found = lines(pieces, isNullTerminated: isNullTerminated)
        #expect(found.lines == [] && found.mistake == .file(kind: kind))
      }
    }
  }

  @Test func textOfTwoBytesIsNoList() {
    let text = "scans/a.png\nscans/b.png\n"
    for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
      let bytes = text.data(using: encoding).map { [UInt8]($0) } ?? []
      let found = lines([Array(bytes.prefix(1)), Array(bytes.dropFirst())])
      #expect(found.lines == [] && found.mistake == .utf16, "\(encoding)")
    }
    // Zero bytes that end names.
    #expect(texts([Array("a\0b\0c\0d\0".utf8)], isNullTerminated: true) == ["a", "b", "c", "d"])
    #expect(lines([Array("a.png\0b.png\0".utf8)]).mistake == nil)
  }
}
