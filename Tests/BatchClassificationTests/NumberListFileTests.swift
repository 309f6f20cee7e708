import BatchClassification
import Files
import NumberReading
import TestSupport
import Testing

@Suite struct NumberListFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func texts(_ table: String, _ column: String = "") throws -> [String] {
    let path = try folder.write(table.utf8, to: "ids.csv")
    let list = try NumberListFile(path + column).read()
    return (0..<list.count).map(list.text)
  }

  @Test(arguments: [
    ("0042\n7\n\n7\n", ""), ("id\n0042\n7\n", ""), ("Name,ID\nAnna,7\nOtto,0042\n", ":id"),
    ("Name;Nr\n\"An;na\";7\nOtto;0042\n", ":2"), ("\u{FEFF}id\r\n\"=\"\"0042\"\"\"\r\n7\r\n", ""),
    ("a:b\tid\n1\t0042\n2\t7\n3\n", ":id"), (" id , x\n 0042 , 1\n 7 ,\n", ":ID"),
  ]) func takesAColumn(table: String, column: String) throws {
    #expect(try texts(table, column) == ["0042", "7"])
  }

  @Test func aFirstValueIsNoHeader() throws {
    #expect(try texts("7,a\n8,b\n", ":1") == ["7", "8"])
  }

  @Test func aColonMayBePartOfTheName() throws {
    let path = try folder.write("12\n".utf8, to: "a:b")
    #expect(NumberListFile(path) == NumberListFile(path) && NumberListFile(path).column == nil)
    #expect(NumberListFile(path + ":id").path == path && NumberListFile(path + ":id").column == "id")
    #expect(try NumberListFile(path).read().count == 1)
  }

  @Test func saysWhatIsWrong() throws {
    let path = try folder.write("name,id\nAnna,Otto\n".utf8, to: "ids.csv")
    func complaint(_ argument: String) -> String {
      do {
        _ = try NumberListFile(argument).read()
        return ""
      } catch { return "\(error)" }
    }
    #expect(complaint(path) == "\(path): has 2 columns (name, id); name one: --list \(path):COLUMN")
    #expect(complaint(path + ":x") == "\(path): has no column x; there are name, id")
    #expect(complaint(path + ":3") == "\(path): has no column 3; there are name, id")
    #expect(complaint(folder.path + "/none").hasPrefix("\(folder.path)/none: No such file or directory; --list takes"))
    let quote = try folder.write("1\n\"2\n".utf8, to: "quote.csv")
    #expect(complaint(quote).hasPrefix("\(quote), line 2: a quote is opened and never closed"))
  }
}
