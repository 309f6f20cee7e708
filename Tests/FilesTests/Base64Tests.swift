import Files
import Foundation
import Testing

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func writesTheVectorsOfTheStandard(bytes: String, text: String) {
    #expect(Base64.text(of: Array(bytes.utf8)) == text)
  }

  @Test func writesAllBytesAsFoundationDoes() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 167) }
    #expect(Base64.text(of: bytes) == Data(bytes).base64EncodedString())
  }
}
