/// Inputs → rows, on several threads, in order.
public struct ClassificationRun: Sendable {
  /// Files that a worker takes at a time, once the run is under way.
  private static let chunkSize = 32

  public var cascade: Cascade
  public var formatter: RowFormatter
  public var options: ScanNormalizer.Options
  /// Number of worker threads.
  public var jobs: Int

  public init(cascade: Cascade, formatter: RowFormatter, options: ScanNormalizer.Options, jobs: Int) {
    (self.cascade, self.formatter, self.options, self.jobs) = (cascade, formatter, options, jobs)
  }

  private struct Rows: Sendable {
    var text = ""
    var tally = Tally()
  }

  /// Gives `write` a row for each of `arguments`' inputs, header first, and how far the run is with them. Goes on after
  /// `earlier`, without the header; throws `otherInputs` when its inputs are others. Returns when all is done, or when
  /// `stop` came and the rows under way are written: see `RunProgress.isComplete`. Throws `noInput` before anything is
  /// written when there is none.
  public func run(
    _ arguments: [InputList.Argument], resuming earlier: RunProgress? = nil, stop: StopRequest? = nil,
    write: (String, RunProgress) throws -> Void
  ) throws -> RunProgress {
    let inputs = Monitor(PendingInputs(list: InputList(arguments), earlier: earlier))
    // Of the chunks under way, so that a reader that waits for its list does not hold up their delivery.
    let digests = Monitor<[String]>([])
    var progress = earlier ?? RunProgress(tally: Tally(), inputs: InputDigest().hexadecimal, isComplete: false)
    var header = earlier == nil ? formatter.header : ""
    let next: () throws -> [ClassificationInput] = {
      let (chunk, digest) = try inputs.update { inputs in (try inputs.next(), inputs.digest.hexadecimal) }
      if !chunk.isEmpty { digests.update { $0.append(digest) } }
      return chunk
    }
    progress.isComplete = try pipeline().run(next: next, stop: stop) { rows in
      progress.tally.addRows(of: rows.tally)
      progress.inputs = digests.update { $0.removeFirst() }
      try write(header + rows.text, progress)
      header = ""
    }
    guard progress.isComplete else { return progress }
    progress.tally.skipped = inputs.update { $0.list.skipped }
    guard progress.tally.rows > 0 else {
      throw RecognitionError.noInput(detail: ClassificationRun.explain(progress.tally.skipped))
    }
    return progress
  }

  private func pipeline() -> OrderedPipeline<ClassificationInput, Rows> {
    let (cascade, options, formatter) = (cascade, options, formatter)
    return OrderedPipeline(jobs: jobs) {
      let classifier = Classifier(cascade: cascade, options: options)
      return { inputs in
        var rows = Rows()
        for (input, result) in zip(inputs, try classifier.classify(inputs)) {
          rows.text += formatter.row(path: input.path, result: result)
          rows.tally.add(result, status: formatter.status(of: result))
        }
        return rows
      }
    }
  }

  /// The list, without the inputs that an earlier run has done.
  private struct PendingInputs {
    var list: InputList
    /// Over all inputs so far.
    var digest = InputDigest()
    private var earlier: RunProgress?
    private var isAtEnd = false
    private var chunksGiven = 0

    init(list: InputList, earlier: RunProgress?) {
      (self.list, self.earlier) = (list, earlier)
    }

    /// Small chunks at first, so that a handful of large photos keeps every thread busy.
    mutating func next() throws(RecognitionError) -> [ClassificationInput] {
      if let earlier { try skip(earlier) }
      guard !isAtEnd else { return [] }
      chunksGiven += 1
      let chunk = list.next(limit: min(chunksGiven, ClassificationRun.chunkSize))
      for input in chunk { digest.add(input.path) }
      return chunk
    }

    private mutating func skip(_ done: RunProgress) throws(RecognitionError) {
      let rows = done.tally.rows
      for row in 0..<rows {
        guard let input = list.next(limit: 1).first else { throw .otherInputs(done: rows, found: row) }
        digest.add(input.path)
      }
      guard digest.hexadecimal == done.inputs else { throw .otherInputs(done: rows, found: nil) }
      earlier = nil
      guard done.isComplete else { return }
      isAtEnd = true
      // What is skipped after the last input counts too.
      while !list.next(limit: ClassificationRun.chunkSize).isEmpty {}
    }
  }

  private static func explain(_ skipped: FolderWalker.Skipped) -> String {
    guard skipped.total > 0 else { return "nothing to read" }
    return "no images among the files (skipped: \(skipped.sentence))"
  }
}
