import DigitRecognition
import Files
import Inputs
import Threads

/// Lines → rows, one for one and in order, for an engine that hands out work line by line.
///
/// A line that comes alone is answered at once; where many wait, they are read ahead and in batches as in any run. There
/// is no header, and what is wrong with an input is in its row.
public struct WorkerRun: Sendable {
  /// Lines that a thread takes at a time, when so many wait.
  private static let chunkSize = 32

  /// Makes the rows.
  public var maker: any RowMaker
  /// Number of worker threads.
  public var jobs: Int

  /// Makes a run that has not begun.
  public init(_ maker: some RowMaker, jobs: Int) {
    (self.maker, self.jobs) = (maker, jobs)
  }

  /// Answers each line of `descriptor` through `write` until its end, or until `isStopped`: what was read by then is
  /// still answered. A line is a path, or a key, a tab and a path; the answer to the latter begins with key and tab.
  /// Throws `notAList` for what are no lines.
  public func run(
    descriptor: Int32,
    isStopped: @escaping @Sendable () -> Bool = { false },
    write: ([UInt8]) throws -> Void
  ) throws {
    let lines = ConditionLock(LineReader(descriptor: descriptor, isStopped: isStopped))
    try pipeline().run(next: { lines.update { WorkerRun.chunk(&$0) } }, deliver: write)
    let (mistake, failure) = lines.update { ($0.mistake, $0.failure) }
    if let mistake { throw InputError.notAList(path: "standard input", mistake: mistake) }
    if let failure {
      throw FileError.unreadableFile(path: "standard input", reason: SystemError.message(failure))
    }
  }

  /// Waits for one line, and takes those that are there already.
  private static func chunk(_ lines: inout LineReader) -> [WorkerLine] {
    var chunk: [WorkerLine] = []
    while chunk.count < chunkSize, chunk.isEmpty || lines.hasLine, let line = lines.next() {
      chunk.append(WorkerLine(line))
    }
    return chunk
  }

  private func pipeline() -> OrderedPipeline<WorkerLine, [UInt8]> {
    OrderedPipeline(jobs: jobs) { [maker] in
      let read = maker.makeWorker()
      return { lines in
        zip(lines, try read(lines.map(\.input))).flatMap { line, row in line.prefix + row.text.utf8 }
      }
    }
  }
}
