// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "ReadDigits",
  platforms: [.macOS(.v14)],
  dependencies: [
    // Without the trait Server: this program only reads.
    .package(name: "digits", path: "../..", traits: [])
  ],
  targets: [
    .executableTarget(name: "ReadDigits", dependencies: [.product(name: "DigitRecognition", package: "digits")])
  ],
  swiftLanguageModes: [.v6]
)
