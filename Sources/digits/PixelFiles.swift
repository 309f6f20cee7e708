import ArgumentParser
import EvaluationReports
import Files
import Inputs
import Threads

/// The PNG files of `preview --pixels`, one for each digit: ROW-NAME-DIGIT.png. The first number is the input's row in the
/// table of `digits classify`, so no two files have the same name.
struct PixelFiles {
  /// Bytes of an input's name that are kept: with the rest, a name of 255 bytes at most.
  private static let longestName = 200
  private static let rowDigits = 6

  private let folder: FilePath
  /// What the folder holds already, which no input may be.
  private let outputs: OutputGuard
  private let stop: StopRequest

  /// Makes the folder where there is none. Throws `folderNotEmpty` where it holds something, unless that may be replaced.
  init(_ folder: String, mayReplace: Bool) throws {
    self.folder = FilePath(folder)
    try FileSystem.makeFolder(self.folder)
    guard mayReplace || FileSystem.names(in: self.folder).isEmpty else {
      throw FileError.folderNotEmpty(path: folder)
    }
    outputs = OutputGuard(contentsOf: self.folder)
    stop = Interruption.discardWhenInterrupted()
    stop.take()
  }

  /// Writes the digits of all inputs. After a signal, throws its exit code; the files that are there then are whole.
  func write(_ arguments: [InputList.Argument], by run: PixelRun) throws -> PixelRun.Total {
    try outputs.check(arguments)
    // Where files may be replaced, all inputs are read before, since one may turn out to be among these files.
    var held: [PixelRun.Pixels] = []
    let total = try run.run(arguments, outputs: outputs) { pixels in
      if outputs.isIdle { try write(pixels) } else { held.append(pixels) }
      try checkSignal()
    }
    for pixels in held {
      try write(pixels)
      try checkSignal()
    }
    return total
  }

  private func checkSignal() throws {
    if stop.signal != nil { throw ExitCode(stop.status) }
  }

  private func write(_ pixels: PixelRun.Pixels) throws {
    for (index, png) in pixels.digits.enumerated() {
      let file = try OutputFile(path(of: pixels, digit: index + 1).string)
      try file.write(png)
      try file.commit()
    }
  }

  private func path(of pixels: PixelRun.Pixels, digit: Int) -> FilePath {
    let row = String(pixels.row)
    let zeros = String(repeating: "0", count: max(0, PixelFiles.rowDigits - row.count))
    var name = pixels.path.stem.prefix(PixelFiles.longestName)
    // A letter of several bytes is not cut in two.
    if name.count < pixels.path.stem.count { name = name.prefix { $0 < 0x80 } }
    return folder.appending("\(zeros)\(row)-".utf8 + name + "-\(digit).png".utf8)
  }
}
