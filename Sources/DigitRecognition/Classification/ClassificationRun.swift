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

  /// Writes a row for each of `arguments`' inputs through `write`, header first, and tells `progress` how many so far.
  /// Throws `noInput` before anything is written when there is none.
  public func run(
    _ arguments: [InputList.Argument],
    progress: (Tally) -> Void = { _ in },
    write: (String) throws(RecognitionError) -> Void
  ) throws -> Tally {
    let inputs = Monitor(PendingInputs(list: InputList(arguments)))
    guard inputs.update({ $0.hasInput() }) else {
      throw RecognitionError.noInput(detail: ClassificationRun.explain(inputs.update { $0.list.skipped }))
    }
    try write(formatter.header)
    var tally = Tally()
    try pipeline().run(next: { inputs.update { $0.next() } }) { rows in
      try write(rows.text)
      tally.addRows(of: rows.tally)
      progress(tally)
    }
    tally.skipped = inputs.update { $0.list.skipped }
    return tally
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

  /// The list, with its first chunk looked at before the run.
  private struct PendingInputs {
    var list: InputList
    private var first: [ClassificationInput] = []
    private var chunksGiven = 0

    init(list: InputList) {
      self.list = list
    }

    mutating func hasInput() -> Bool {
      first = list.next(limit: 1)
      return !first.isEmpty
    }

    /// Small chunks at first, so that a handful of large photos keeps every thread busy.
    mutating func next() -> [ClassificationInput] {
      defer { first = [] }
      chunksGiven += 1
      return first.isEmpty ? list.next(limit: min(chunksGiven, ClassificationRun.chunkSize)) : first
    }
  }

  private static func explain(_ skipped: FolderWalker.Skipped) -> String {
    guard skipped.total > 0 else { return "nothing to read" }
    return "no images among the files (skipped: \(skipped.sentence))"
  }
}
