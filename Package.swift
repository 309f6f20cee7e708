// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "digits",
  // Older ones have not been tried.
  platforms: [.macOS(.v14)],
  products: [
    .executable(name: "digits", targets: ["digits"]),
    .library(name: "DigitRecognition", targets: ["DigitRecognition"]),
    .library(name: "NumberReading", targets: ["NumberReading"]),
  ],
  traits: [
    .trait(name: "Server", description: "The command digits serve, which takes SwiftNIO to build."),
    .default(enabledTraits: ["Server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    // C skins: each the only code that sees its library.
    .target(name: "CImageCodecs", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
    .target(name: "BundledFont", exclude: ["LICENSE.txt", "unifont-8x16.hex"]),
    .target(
      name: "BundledModel",
      exclude: ["accurate.safetensors", "fast.safetensors", "ink.safetensors", "strings.safetensors"]),
    .target(name: "BundledPage", exclude: ["page", "openapi.json"]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // The path of a scan, bottom to top.
    .target(name: "Platform"),
    .target(name: "Threads", dependencies: ["Platform"]),
    .target(name: "Files", dependencies: ["CZlib", "Platform", "Threads"]),
    .target(name: "Imaging", dependencies: ["Platform"]),
    .target(name: "ImageIngestion", dependencies: ["CImageCodecs", "Imaging", "Threads"]),
    .target(name: "ImageEncoding", dependencies: ["CImageCodecs", "Imaging"]),
    .target(name: "Augmentation", dependencies: ["Imaging", "Platform"]),
    .target(name: "Synthesis", dependencies: ["Imaging", "Platform"]),
    .target(name: "PageSynthesis", dependencies: ["Imaging", "Platform", "Synthesis"]),
    .target(name: "NumberSynthesis", dependencies: ["Imaging", "PageSynthesis", "Synthesis"]),
    .target(name: "NeuralNetwork", dependencies: ["COneDNN", "Files", "Imaging", "Platform", "Threads"]),
    .target(
      name: "DigitRecognition",
      dependencies: ["BundledModel", "Files", "ImageIngestion", "Imaging", "NeuralNetwork", "Platform", "Threads"]),
    .target(
      name: "Inputs", dependencies: ["DigitRecognition", "Files", "ImageIngestion", "Platform", "Threads"]),
    .target(name: "ModelExport", dependencies: ["DigitRecognition", "Imaging", "NeuralNetwork"]),
    .target(
      name: "NumberReading",
      dependencies: ["DigitRecognition", "Files", "ImageIngestion", "Imaging", "NeuralNetwork", "Platform"]),
    .target(
      name: "LabelledData",
      dependencies: [
        "DigitRecognition", "Files", "Imaging", "Inputs", "Threads",
      ]),
    .target(
      name: "DigitEvaluation",
      dependencies: [
        "DigitRecognition", "Files", "LabelledData", "NeuralNetwork", "NumberReading", "Platform", "Threads",
      ]),
    .target(
      name: "BatchClassification",
      dependencies: [
        "DigitRecognition", "Files", "ImageIngestion", "Imaging", "Inputs", "NeuralNetwork", "NumberReading",
        "Platform",
        "Threads",
      ]),
    .target(
      name: "DigitTraining",
      dependencies: [
        "Augmentation", "DigitEvaluation", "DigitRecognition", "Files", "ImageIngestion", "Imaging", "LabelledData",
        "NeuralNetwork", "NumberReading", "NumberSynthesis", "PageSynthesis", "Platform", "Synthesis",
      ]),
    .target(
      name: "EvaluationReports",
      dependencies: [
        "Augmentation", "BundledFont", "DigitEvaluation", "DigitRecognition", "DigitTraining", "Files", "ImageEncoding",
        "ImageIngestion", "Imaging", "Inputs", "LabelledData", "NeuralNetwork", "NumberReading", "NumberSynthesis",
        "PageSynthesis", "Platform", "Synthesis",
      ]),
    .target(
      name: "DigitServer",
      dependencies: [
        "BatchClassification", "BundledPage", "DigitRecognition", "Files", "ImageIngestion", "Imaging", "NeuralNetwork",
        "NumberReading", "Platform", "Threads",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),

    .executableTarget(
      name: "digits",
      dependencies: [
        "Augmentation", "BatchClassification", "CMalloc", "DigitEvaluation", "DigitRecognition", "DigitTraining",
        "EvaluationReports", "Files", "ImageIngestion", "Imaging", "Inputs", "LabelledData", "ModelExport",
        "NeuralNetwork", "NumberReading", "Platform", "Threads",
        .target(name: "DigitServer", condition: .when(traits: ["Server"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "draw-samples",
      dependencies: ["Files", "ImageEncoding", "Imaging", "PageSynthesis", "Platform", "Synthesis"]),

    .target(
      name: "TestSupport",
      dependencies: ["CZlib", "DigitEvaluation", "DigitRecognition", "Imaging", "LabelledData", "Synthesis"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "ImagingTests", dependencies: ["Imaging", "TestSupport"], exclude: ["Random/make-golden.py"]),
    .testTarget(
      name: "ImageIngestionTests",
      dependencies: ["CImageCodecs", "ImageEncoding", "ImageIngestion", "Imaging", "Synthesis", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "ImageEncodingTests", dependencies: ["CZlib", "ImageEncoding"]),
    .testTarget(
      name: "AugmentationTests", dependencies: ["Augmentation", "ImageIngestion", "Imaging", "Synthesis"]),
    .testTarget(name: "SynthesisTests", dependencies: ["Imaging", "Synthesis", "TestSupport"]),
    .testTarget(
      name: "PageSynthesisTests",
      dependencies: ["ImageIngestion", "Imaging", "PageSynthesis", "Synthesis", "TestSupport", "draw-samples"]),
    .testTarget(
      name: "NumberSynthesisTests",
      dependencies: ["Imaging", "NumberSynthesis", "PageSynthesis", "Synthesis", "TestSupport"]),
    .testTarget(name: "NeuralNetworkTests", dependencies: ["Imaging", "NeuralNetwork"]),
    .testTarget(
      name: "FilesTests", dependencies: ["BatchClassification", "DigitRecognition", "Files", "Imaging", "TestSupport"]),
    .testTarget(name: "ThreadsTests", dependencies: ["DigitRecognition", "Imaging", "Threads"]),
    .testTarget(
      name: "DigitRecognitionTests",
      dependencies: [
        "BatchClassification", "CImageCodecs", "DigitEvaluation", "DigitRecognition", "DigitTraining", "Files",
        "ImageEncoding", "ImageIngestion", "Imaging", "LabelledData", "NeuralNetwork", "TestSupport", "Threads",
      ]),
    .testTarget(
      name: "InputsTests",
      dependencies: [
        "BatchClassification", "DigitRecognition", "EvaluationReports", "Files", "Imaging", "Inputs", "TestSupport",
        "Threads",
      ]),
    .testTarget(
      name: "NumberReadingTests",
      dependencies: [
        "DigitRecognition", "ImageEncoding", "Imaging", "NeuralNetwork", "NumberReading", "Platform", "TestSupport",
      ]),
    .testTarget(name: "ModelExportTests", dependencies: ["DigitRecognition", "ModelExport", "NeuralNetwork"]),
    .testTarget(
      name: "LabelledDataTests",
      dependencies: [
        "BatchClassification", "DigitRecognition", "Files", "ImageEncoding", "ImageIngestion", "Imaging",
        "LabelledData", "TestSupport",
      ]),
    .testTarget(
      name: "DigitEvaluationTests",
      dependencies: [
        "DigitEvaluation", "DigitRecognition", "DigitTraining", "Files", "ImageIngestion", "Imaging", "LabelledData",
        "NeuralNetwork", "NumberReading", "Synthesis", "TestSupport",
      ]),
    .testTarget(
      name: "BatchClassificationTests",
      dependencies: [
        "BatchClassification", "DigitRecognition", "Files", "ImageEncoding", "ImageIngestion", "Imaging", "Inputs",
        "NeuralNetwork", "NumberReading", "TestSupport",
      ]),
    .testTarget(
      name: "DigitTrainingTests",
      dependencies: [
        "DigitEvaluation", "DigitRecognition", "DigitTraining", "Files", "ImageEncoding", "ImageIngestion", "Imaging",
        "LabelledData", "NeuralNetwork", "PageSynthesis", "TestSupport",
      ]),
    .testTarget(
      name: "EvaluationReportsTests",
      dependencies: [
        "DigitEvaluation", "DigitRecognition", "DigitTraining", "EvaluationReports", "Files", "ImageEncoding",
        "ImageIngestion", "Imaging", "Inputs", "LabelledData", "NeuralNetwork", "PageSynthesis", "Synthesis",
        "TestSupport",
      ]),
    .testTarget(
      name: "DigitServerTests",
      dependencies: [
        "BatchClassification", "BundledPage", "DigitRecognition", "DigitServer", "Files", "ImageEncoding",
        "ImageIngestion", "Imaging", "NeuralNetwork", "NumberReading", "Platform", "TestSupport", "Threads",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "BatchClassification", "DigitEvaluation", "DigitRecognition", "DigitTraining", "Files", "Imaging",
        "LabelledData", "NeuralNetwork", "TestSupport", "Threads", "digits",
        .product(name: "Logging", package: "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  // For #embed.
  cLanguageStandard: .gnu2x
)

// Benchmarks/README.md tells how they are run.
if Context.environment["DIGITS_BENCHMARKS"] != nil {
  package.targets += [
    .executableTarget(
      name: "network-speed", dependencies: ["Imaging", "NeuralNetwork"], path: "Benchmarks/network-speed"),
    .executableTarget(
      name: "augmentation-speed",
      dependencies: ["Augmentation", "ImageIngestion", "Imaging", "PageSynthesis", "Synthesis"],
      path: "Benchmarks/augmentation-speed"),
  ]
}

// Needs flags that only scripts/fuzz gives.
if Context.environment["DIGITS_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
    // A few files of DigitServer, which would take minutes to build with SwiftNIO.
    .target(name: "UploadReaders", path: "Tests/Fuzzing/UploadReaders"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "BatchClassification", "CLibFuzzer", "DigitRecognition", "DigitTraining", "Files", "ImageIngestion", "Imaging",
        "Inputs", "LabelledData", "NeuralNetwork", "NumberReading", "UploadReaders",
      ],
      path: "Tests/Fuzzing/fuzz"),
  ]
}
