import BatchClassification
import DigitRecognition
import Files
import ImageIngestion
import Imaging
import NumberReading
import Testing

@Suite struct NumberRowFormatterTests {
  private static let path = FilePath("a.png")

  private func number(_ text: String, value: String?, _ confidence: Float = 0.99999) -> NumberAnswer {
    let characters = text.filter { $0 != " " }.enumerated().map { index, sign in
      ReadCharacter(sign, confidence: 0.9 + Float(index) / 100, box: PixelBox(x: 10 * index, y: 2, width: 8, height: 9))
    }
    var answer = NumberAnswer(text: text, value: value, confidence: confidence, characters: characters)
    answer.isConfirmed = true
    return answer
  }

  @Test func writesTheColumnsOfTheContract() {
    let formatter = NumberRowFormatter()
    #expect(formatter.header == "file,text,value,confidence,status,message\n")
    func row(_ result: NumberResult) -> String { formatter.row(path: Self.path, result: result) }
    #expect(row(.number(number("0042", value: "42"))) == "a.png,0042,42,1.0000,ok,\n")
    #expect(row(.number(number("1.250,50", value: "1250.50"))) == "a.png,\"1.250,50\",1250.50,1.0000,ok,\n")
    #expect(row(.number(number("1.250", value: nil, 0.5))) == "a.png,1.250,,0.5000,review,low confidence\n")
    #expect(row(.blank(.noInk)) == "a.png,,,,blank,no ink found\n")
    #expect(row(.failed(Unreadable("bad, very"))) == "a.png,,,,error,\"bad, very\"\n")
  }

  @Test func severalLinesAreReviewed() {
    var answer = number("12 345", value: nil)
    answer.lineCount = 2
    #expect(
      NumberRowFormatter().row(path: Self.path, result: .number(answer)) == "a.png,12 345,,1.0000,review,2 lines\n")
  }

  /// A number keeps its minus in any format, and its leading zeros in Excel's.
  @Test(arguments: [
    (RowFormat.csv, "-5", "a,-5,-5,"), (.csv, "-5.5", "a,-5.5,-5.5,"), (.excel, "-5", "a,\"=\"\"-5\"\"\",-5,"),
    (.excel, "007", "a,\"=\"\"007\"\"\",7,"), (.excelSemicolon, "1,5", "a;\"=\"\"1,5\"\"\";1,5;"),
  ]) func aTextStaysAsItIs(format: RowFormat, text: String, start: String) {
    let value = ["-5": "-5", "-5.5": "-5.5", "007": "7", "1,5": "1.5"][text]
    let row = NumberRowFormatter(format: format).row(path: FilePath("a"), result: .number(number(text, value: value)))
    #expect(row.hasPrefix(start), "\(row)")
  }

  @Test func namesThatAreFormulasHaveTheirFolder() {
    #expect(NumberRowFormatter().row(path: FilePath("=1.png"), result: .blank(.noInk)).hasPrefix("./=1.png,,,,blank,"))
  }

  /// The table stays rectangular.
  @Test func alternativesAndSignsHaveTheirColumns() {
    let formatter = NumberRowFormatter(alternatives: 2, includesCharacters: true)
    #expect(
      formatter.header == "file,text,value,confidence,status,message,text2,confidence2,text3,confidence3,"
        + "character_confidences,character_boxes\n")
    var answer = number("12 3", value: nil)
    answer.alternatives = [.init(text: "12 8", confidence: 0.25)]
    #expect(
      formatter.row(path: Self.path, result: .number(answer))
        == "a.png,12 3,,1.0000,ok,,12 8,0.2500,,,0.9000 0.9100 0.9200,0 2 8 9; 10 2 8 9; 20 2 8 9\n")
    answer.alternatives += [.init(text: "1", confidence: 0.2), .init(text: "2", confidence: 0.1)]
    let columns = { (row: String) in row.filter { $0 == "," }.count }
    for result in [NumberResult.number(answer), .blank(.noInk), .failed(Unreadable("no"))] {
      #expect(columns(formatter.row(path: Self.path, result: result)) == columns(formatter.header))
    }
    let semicolons = NumberRowFormatter(format: .excelSemicolon, includesCharacters: true)
    let row = semicolons.row(path: Self.path, result: .number(number("12", value: "12")))
    #expect(row == "a.png;\"=\"\"12\"\"\";12;1,0000;ok;;0,9000 0,9100;\"0 2 8 9; 10 2 8 9\"\n")
  }

  @Test func writesJSONLines() {
    let formatter = NumberRowFormatter(format: .jsonl, alternatives: 1)
    #expect(formatter.header == "")
    var answer = number("-5", value: "-5")
    answer.alternatives = [.init(text: "5", confidence: 0.25), .init(text: "15", confidence: 0.2)]
    #expect(
      formatter.row(path: Self.path, result: .number(answer))
        == #"{"file":"a.png","text":"-5","value":"-5","confidence":1.0000,"status":"ok","message":null,"lines":1,"#
        + #""characters":[{"text":"-","confidence":0.9000,"box":[0,2,8,9]},{"text":"5","confidence":0.9100,"#
        + #""box":[10,2,8,9]}],"alternatives":[{"text":"5","confidence":0.2500}]}"# + "\n")
    #expect(
      formatter.row(path: Self.path, result: .blank(.noInk))
        == #"{"file":"a.png","text":null,"value":null,"confidence":null,"status":"blank","message":"no ink found","#
        + #""lines":0,"characters":[],"alternatives":[]}"# + "\n")
  }

  /// What is printed decides.
  @Test func thePolicyIsThatOfTheFormatter() {
    let formatter = NumberRowFormatter(policy: NumberPolicy(minimumConfidence: 0.5))
    let row = formatter.row(path: Self.path, result: .number(number("1", value: "1", 0.6)))
    #expect(row == "a.png,1,1,0.6000,ok,\n")
  }
}
