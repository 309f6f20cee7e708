import ArgumentParser
import DigitRecognition
import Files

extension CompletionKind {
  /// The bundled models that read digits, and the model files in the folder that the word names.
  static let readers = CompletionKind.custom { _, _, word in
    ModelCatalog.readerNames + modelFiles(begunBy: word)
  }

  /// The bundled models that read lines of digits, and the same files.
  static let stringReaders = CompletionKind.custom { _, _, word in
    ModelCatalog.stringReaderNames + modelFiles(begunBy: word)
  }

  /// All bundled models, and the same files.
  static let models = CompletionKind.custom { _, _, word in
    ModelCatalog.names + modelFiles(begunBy: word)
  }

  /// `mnist`, and the folders in the folder that the word names.
  static let labelledData = CompletionKind.custom { _, _, word in ["mnist"] + folders(begunBy: word) }

  private static func modelFiles(begunBy word: String) -> [String] {
    paths(beside: word).filter { $0.ending == "safetensors" }.map(\.text)
  }

  private static func folders(begunBy word: String) -> [String] {
    paths(beside: word).filter { FileSystem.isDirectory($0) }.map(\.text)
  }

  /// What lies in the folder of `word`, each path begun as it is.
  private static func paths(beside word: String) -> [FilePath] {
    let path = FilePath(word)
    let begun = path.bytes.dropLast(path.name.count)
    return FileSystem.names(in: path.folder).filter { $0.first != UInt8(ascii: ".") }.map {
      FilePath(bytes: begun + $0)
    }
  }
}
