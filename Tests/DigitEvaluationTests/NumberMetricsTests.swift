import DigitEvaluation
import DigitRecognition
import Files
import ImageIngestion
import NumberReading
import Testing

@Suite struct NumberMetricsTests {
  /// A number that was read; nil for none.
  private func reading(
    _ truth: String?, _ text: String?, _ confidence: Float = 0.5, file: String = "a.png"
  ) -> NumberEvaluation.Reading {
    var result = NumberResult.blank(.noInk)
    if let text {
      var answer = NumberAnswer(text: text, value: nil, confidence: confidence, characters: [])
      answer.isConfirmed = true
      result = .number(answer)
    }
    return NumberEvaluation.Reading(path: FilePath(file), truth: truth, result: result, policy: NumberPolicy())
  }

  private func evaluation(_ readings: [NumberEvaluation.Reading]) -> NumberEvaluation {
    NumberEvaluation(model: "strings", readings: readings)
  }

  @Test func countsWhatIsRight() throws {
    let evaluation = evaluation([
      reading("1,5", "1,5", 0.95), reading("1,5", "1.5", 0.8), reading("127", "17", 0.99), reading("8", "88", 0.4),
      reading("12 3", nil), reading(nil, nil), reading(nil, "7"),
    ])
    let metrics = evaluation.metrics
    #expect(metrics.count == 5 && metrics.notFound == 1)
    #expect(metrics.exact == 0.2 && metrics.exactDigits == 0.4)
    #expect(metrics.exactInterval == ConfidenceInterval(share: 1, of: 5))
    // One changed, one left out, one added, and the four of the number that was not found.
    #expect(metrics.characterErrorRate == 7.0 / 14)
    #expect(metrics.tooShort == 1 && metrics.tooLong == 1)
    #expect(metrics.ok.count == 2 && metrics.ok.wrong == 1)
    #expect(evaluation.blankCount == 2 && evaluation.blankFound == 1)
    let confusions = metrics.confusions.map { "\($0.truth)→\($0.answer) \($0.count)" }
    #expect(confusions == ["→8 1", ",→. 1", "2→ 1"])
  }

  @Test(arguments: [
    ("", "", ""), ("123", "123", ""), ("123", "143", "2→4"), ("123", "13", "2→"), ("13", "123", "→2"),
    ("112", "12", "1→"), ("12", "", "1→ 2→"), ("", "12", "→1 →2"), ("1234", "4321", "1→4 2→3 3→2 4→1"),
    ("12,5", "125", ",→"),
  ]) func changesAreAsFewAsPossible(truth: String, answer: String, expected: String) {
    let confusions = evaluation([reading(truth, answer)]).metrics.confusions
    let words = confusions.map { "\($0.truth)→\($0.answer)" }.sorted()
    #expect(words == expected.split(separator: " ").map(String.init).sorted())
  }

  /// Of ten numbers the five surest are right, and one of the rest.
  @Test func riskAndCoverage() {
    var readings: [NumberEvaluation.Reading] = []
    for (index, text) in ["1", "1", "1", "1", "1", "7", "7", "7", "1"].enumerated() {
      readings.append(reading("1", text, 0.95 - Float(index) / 20))
    }
    readings.append(reading("1", nil))
    let evaluation = evaluation(readings)
    let surest = evaluation.metrics.surest.map { "\($0.coverage) \($0.error.decimal(places: 3))" }
    #expect(surest == ["0.5 0.000", "0.6 0.167", "0.7 0.286", "0.8 0.375", "0.9 0.333"])
    #expect(evaluation.rejectionCurve.points.map(\.coverage).last == 0.9)
    let all = evaluation.metrics.rejection[0]
    #expect(all.threshold == 0 && all.coverage == 0.9 && all.error == 3.0 / 9)
  }

  @Test func theWorstMistakesComeFirst() {
    let evaluation = evaluation([
      reading("1", "7", 0.3, file: "a"), reading("1", "1", 0.9, file: "b"), reading("2", nil, file: "c"),
      reading(nil, "9", 0.6, file: "d"), reading(nil, nil, file: "e"),
    ])
    #expect(evaluation.mistakes.map(\.path.text) == ["d", "a", "c"])
  }

  @Test func theTableHasTheFigures() {
    let table =
      "\(NumberMetricsTable(evaluation([reading("12", "12", 0.99), reading("12", "17", 0.5, file: "b.png")])))"
    #expect(
      table.hasPrefix(
        """
        exact              50.00 % (1 of 2 wrong; 95 %: 9.45 % – 90.55 %)
        exact, digits only 50.00 %
        sign errors        25.00 % of all signs; 0 too short, 0 too long
        status ok          1 of 2, 0 of them wrong

        """), "\(table)")
    #expect(table.contains("truth  answer   count  (– is no sign)\n    2       7       1\n"), "\(table)")
    #expect(table.hasSuffix("worst mistakes\n0.5000  12 read as 17  b.png\n"), "\(table)")
    let nothing = "\(NumberMetricsTable(evaluation([])))"
    #expect(nothing.hasPrefix("exact              – (0 of 0 wrong)\n") && !nothing.contains("nan"))
  }
}
