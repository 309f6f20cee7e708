import DigitRecognition
import Files
import ImageIngestion
import NeuralNetwork
import TestSupport
import Testing

@Suite struct ModelCatalogTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func model(_ layers: [LayerDescription] = [.averagePooling(size: 4), .dense(units: 10)]) throws -> Model {
    var model = try Model(initializing: NetworkDescription(name: "small", layers: layers), seed: 1)
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    return model
  }

  /// Why the model's file cannot be loaded; nil where it can.
  private func complaint(about model: Model) throws -> String? {
    let path = try folder.write(model.safetensors(), to: "model.safetensors")
    do {
      _ = try ModelCatalog.load(path)
      return nil
    } catch RecognitionError.unreadableModel(path, let reason) {
      return reason
    }
  }

  @Test func temperaturesAreChecked() throws {
    for text in ["inf", "-inf", "nan", "0", "-1", "1e-30", "1e30", "warm", "", "1,5"] {
      var model = try model()
      model.metadata[ModelCatalog.MetadataKey.temperature] = text
      let complaint = try #require(try complaint(about: model), "\(text)")
      #expect(complaint.contains("its temperature is no number from 0.01 to 100.0"), "\(complaint)")
      // For whoever has such a model all the same.
      #expect(model.temperature == 1)
    }
    for text in ["0.01", "1", "1.1987358", "100"] {
      var model = try model()
      model.metadata[ModelCatalog.MetadataKey.temperature] = text
      #expect(try complaint(about: model) == nil && model.temperature == Float(text))
    }
  }

  @Test func networksOfOtherClassesOrPicturesAreRefused() throws {
    for count in [2, 9, 12, 256] {
      let complaint = try complaint(about: model([.averagePooling(size: 4), .dense(units: count)]))
      #expect(complaint == "its network, small, reads neither digits, pages nor numbers")
    }
    #expect(try complaint(about: model([.averagePooling(size: 4), .dense(units: 11)])) == nil)
    var model = try Model(
      initializing: NetworkDescription(name: "wide", inputShape: [1, 20, 20], layers: [.dense(units: 10)]), seed: 1)
    model.metadata = [ModelCatalog.MetadataKey.preprocessing: ModelCatalog.preprocessingVersion]
    #expect(try complaint(about: model) == "its network, wide, reads neither digits, pages nor numbers")
    var ink = try Model(initializing: .ink, seed: 1)
    ink.metadata = model.metadata
    #expect(try complaint(about: ink) == nil)
  }

  /// Sound one by one, and beyond all bounds together.
  private func overflowing() throws -> Model {
    var model = try model([.averagePooling(size: 4)] + Array(repeating: .dense(units: 10), count: 5))
    for (name, tensor) in model.tensors where name.hasSuffix(".weight") {
      model.tensors[name]?.values = tensor.values.map { _ in 9e8 }
    }
    return model
  }

  @Test func aModelWhoseAnswersAreNoNumbersIsRefused() throws {
    #expect(try complaint(about: overflowing()) == NetworkError.answerNotFinite.description)
  }

  @Test(.enabled(if: TestData.hasSamples, "needs samples/")) func orItsRowsAreErrors() throws {
    let classifier = Classifier(cascade: Cascade(try overflowing()), options: .init())
    let names = try TestData.digitSampleNames().prefix(2)
    let results = try classifier.classify(names.map { .init(path: FilePath(TestData.samples + "/" + $0)) })
    #expect(results == names.map { _ in .failed(Unreadable(NetworkError.answerNotFinite.description)) })
  }
}
