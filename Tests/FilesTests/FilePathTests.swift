import DigitRecognition
import Files
import Imaging
import Testing

@Suite struct FilePathTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func anyBytesSurviveAsAString(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      [0xFF], [0x80], [0xC3], Array("é".utf8), Array("e\u{301}/".utf8), Array("\u{10FEFF}".utf8), [0xF4, 0x8F, 0xBB],
      Array("\u{10FFFF}😀".utf8), Array("a%".utf8), [0xED, 0xA0, 0x80], Array("/".utf8), [0xC0, 0xAF],
    ]
    var strings: [String: [UInt8]] = [:]
    for _ in 0..<2000 {
      let count = Int.random(in: 0...5, using: &random)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      let string = FilePath(bytes: bytes).string
      #expect(FilePath(string).bytes == bytes, "seed \(seed), bytes \(bytes)")
      // By scalars: as strings, é and its decomposition are equal.
      let key = string.unicodeScalars.map { String($0.value) }.joined(separator: " ")
      #expect(strings.updateValue(bytes, forKey: key) ?? bytes == bytes, "seed \(seed), bytes \(bytes)")
    }
  }

  @Test func textIsItself() {
    for text in ["", "a.png", "é/e\u{301}.png", "\u{10FE7F}\u{10FF00}", "50%"] {
      #expect(Array(FilePath(text).bytes) == Array(text.utf8))
      #expect(Array(FilePath(text).string.utf8) == Array(text.utf8) && FilePath(text).text == text)
    }
    #expect(FilePath(bytes: [0xFF] + Array("%.png".utf8)).text == "%FF%25.png")
  }

  @Test(
    arguments: [
      ("rows.csv", ".", "rows.csv", "csv"), ("a/b.c/Rows.CSV", "a/b.c/", "Rows.CSV", "csv"),
      ("/rows", "/", "rows", nil),
      (".hidden", ".", ".hidden", nil), ("a/.b.png", "a/", ".b.png", "png"), ("sheet.", ".", "sheet.", ""),
      ("a/\u{301}x.jsonl", "a/", "\u{301}x.jsonl", "jsonl"),
    ] as [(String, String, String, String?)])
  func folderNameAndEnding(path: String, folder: String, name: String, ending: String?) {
    let path = FilePath(path)
    #expect(path.folder == FilePath(folder) && Array(path.name) == Array(name.utf8) && path.ending == ending)
  }

  @Test(arguments: [
    ("a/b.c/7.tar.PNG", "7.tar"), ("a.b/rows", "rows"), ("a/.png", ".png"), ("a/.b.png", ".b"), ("7.", "7"), ("a/", ""),
  ]) func stemIsTheNameWithoutEnding(path: String, stem: String) {
    #expect(Array(FilePath(path).stem) == Array(stem.utf8))
  }
}
