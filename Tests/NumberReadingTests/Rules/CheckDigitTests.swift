import Imaging
import NumberReading
import Testing

struct CheckDigitTests {
  /// Cards and an IMEI; ISBN-10, ISSN and an NHS number; ISO 7064's example and the number of an IBAN; EAN-13, EAN-8, UPC.
  @Test(arguments: [
    (NumberRules.CheckDigit.luhn, ["79927398713", "4111111111111111", "378282246310005", "490154203237518"]),
    (.mod11, ["0306406152", "03785955", "20493630", "9434765919"]),
    (.mod97, ["79444", "3214282912345698765432161182"]),
    (.ean, ["4006381333931", "73513537", "036000291452", "9780306406157"]),
  ]) func knownNumbersFitAndWrongDigitsDoNot(check: NumberRules.CheckDigit, numbers: [String]) throws {
    for number in numbers {
      let digits = try #require(NumberSign.labels(number))
      #expect(check.fits(digits), "\(number)")
      for place in digits.indices {
        for other in UInt8(0)...9 where other != digits[place] {
          var wrong = digits
          wrong[place] = other
          #expect(!check.fits(wrong), "\(number), digit \(place) as \(other)")
        }
      }
    }
  }

  @Test(arguments: NumberRules.CheckDigit.allCases) func aDigitAloneHasNoCheckDigit(check: NumberRules.CheckDigit) {
    #expect(!check.fits([]) && !check.fits([0]) && !check.fits([1]))
  }
}
