import ArgumentParser
import DigitRecognition
import EvaluationReports
import Files
import Inputs
import Threads

/// The PNG files of a preview: `sheet.png`, and for more sheets `sheet-2.png` and so on beside it. They get their names
/// when all of them are complete.
struct SheetFiles {
  private let path: String
  private let first: OutputFile
  private let stop: StopRequest

  /// What no input may be.
  let outputs: OutputGuard

  /// Opens the first file, so that it is known at once whether it can be written.
  init(_ path: String) throws {
    self.path = path
    outputs = try OutputGuard((1...PreviewRun.maximumSheets).map { SheetFiles.path(ofSheet: $0, after: path) })
    first = try OutputFile(path)
    stop = Interruption.discardWhenInterrupted(first)
  }

  /// One where there is no place for others: standard output, a device or a pipe.
  var maximumCount: Int { first.isFile ? PreviewRun.maximumSheets : 1 }

  /// Writes so many files, each with what `png` gives for its index, and returns their names.
  func write(count: Int, png: (Int) throws -> [UInt8]) throws -> [String] {
    // From here on the others' temporary files are there too, and go with their owners.
    stop.take()
    let names = (0..<count).map { SheetFiles.path(ofSheet: $0 + 1, after: path) }
    let files = [first] + (try names.dropFirst().map { try OutputFile($0) })
    for (index, file) in files.enumerated() where stop.signal == nil { try file.write(png(index)) }
    guard stop.signal == nil else { throw ExitCode(stop.status) }
    for name in names { OutputName.tellOfReplacement(of: name) }
    for file in files { try file.commit() }
    return names
  }

  /// Writes the only file.
  func write(_ png: @autoclosure () throws -> [UInt8]) throws { _ = try write(count: 1) { _ in try png() } }

  /// `sheet-2.png` for the second one after `sheet.png`.
  package static func path(ofSheet number: Int, after path: String) -> String {
    guard number > 1 else { return path }
    let suffix = fileExtension(of: path).map { "." + $0 } ?? ""
    return path.dropLast(suffix.count) + "-\(number)" + suffix
  }

  /// Throws for a name that promises another format.
  static func validate(_ path: String) throws {
    guard let found = fileExtension(of: path), found.lowercased() != "png" else { return }
    let png = path.dropLast(found.count) + "png"
    throw ValidationError("A sheet is a PNG, and \(path) is named as another format; name it, for example, \(png).")
  }

  /// What follows the last dot of the file's name; nil where there is none, or nothing before it.
  private static func fileExtension(of path: String) -> Substring? {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    return name[name.index(after: dot)...]
  }
}
