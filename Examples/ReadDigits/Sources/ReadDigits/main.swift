// ReadDigits FILE...: prints each file's digit, or - for none, how far the answer can be trusted, and why not.
import DigitRecognition

let reader = try DigitReader()
for path in CommandLine.arguments.dropFirst() {
  do {
    let answer = try reader.read(FilePath(path))
    print(path, answer.digit.map(String.init) ?? "-", answer.status, answer.message, separator: ";")
  } catch {
    print(path, "-", ScanStatus.error, error.reason, separator: ";")
  }
}
