import DigitRecognition
import Inputs
import Threads

/// Inputs → rows, on several threads, in order.
public struct BatchRun: Sendable {
  /// Files that a worker takes at a time, once the run is under way.
  private static let chunkSize = 32

  /// Makes the rows.
  public var maker: any RowMaker
  /// Number of worker threads.
  public var jobs: Int
  /// The share of the inputs that get a row; nil for all.
  public var shard: Shard?
  /// What must be no input.
  public var outputs = OutputGuard()

  /// Makes a run over all inputs, which has not begun.
  public init(_ maker: some RowMaker, jobs: Int) {
    (self.maker, self.jobs) = (maker, jobs)
  }

  private struct Rows: Sendable {
    var text = ""
    var tally = Tally()
  }

  /// Gives `write` a row for each of `arguments`' inputs, header first, and how far the run is with them. Goes on after
  /// `earlier`, without the header; throws `otherInputs` when its inputs are others. Returns when all is done, or when
  /// `stop` came and the rows under way are written: see `RunProgress.isComplete`. Throws `noInput` before anything is
  /// written when there is none, `notAList` for a list that is none, and `outputIsInput` when it comes to an input that is
  /// of `outputs`.
  public func run(
    _ arguments: [InputList.Argument], resuming earlier: RunProgress? = nil, stop: StopRequest? = nil,
    write: (String, RunProgress) throws -> Void
  ) throws -> RunProgress {
    let inputs = ConditionLock(PendingInputs(InputList(arguments), shard: shard, outputs: outputs, earlier: earlier))
    // The digests of the chunks under way. They have a lock of their own, since `inputs` is held by a thread that waits
    // for its list.
    let digests = ConditionLock<[String]>([])
    var progress = earlier ?? RunProgress(tally: Tally(), inputs: InputDigest().hexadecimal, isComplete: false)
    var header = earlier == nil ? maker.header : ""
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
    let all = inputs.update { inputs in
      progress.tally.skipped = inputs.list.skipped
      return inputs.all
    }
    guard all.count > 0 || earlier != nil else {
      throw InputList.nothing(in: arguments, skipped: progress.tally.skipped)
    }
    // None of the inputs is this shard's.
    if !header.isEmpty { try write(header, RunProgress(tally: Tally(), inputs: progress.inputs, isComplete: false)) }
    if shard != nil, earlier?.isComplete != true { progress.total = InputTotal(all) }
    return progress
  }

  private func pipeline() -> OrderedPipeline<ClassificationInput, Rows> {
    OrderedPipeline(jobs: jobs) { [maker] in
      let read = maker.makeWorker()
      return { inputs in
        var rows = Rows()
        for row in try read(inputs) {
          rows.text += row.text
          rows.tally.add(row)
        }
        return rows
      }
    }
  }

  /// The list, without the inputs of other shards and those that an earlier run has done.
  private struct PendingInputs {
    /// Of a list with many shards, no more is looked at for one chunk than this many times the chunk.
    private static let reach = 64

    var list: InputList
    /// Over all inputs so far, whichever shard they belong to.
    private(set) var all = InputDigest()
    /// The same up to the last one of the shard.
    private(set) var digest = InputDigest()
    private let shard: Shard?
    private let outputs: OutputGuard
    private var earlier: RunProgress?
    private var isAtEnd = false
    private var chunksGiven = 0

    init(_ list: InputList, shard: Shard?, outputs: OutputGuard, earlier: RunProgress?) {
      (self.list, self.shard, self.outputs, self.earlier) = (list, shard, outputs, earlier)
    }

    /// Small chunks at first, so that a handful of large photos keeps every thread busy.
    mutating func next() throws -> [ClassificationInput] {
      if let earlier { try skip(earlier) }
      guard !isAtEnd else { return [] }
      chunksGiven += 1
      let limit = min(chunksGiven, BatchRun.chunkSize) * min(shard?.count ?? 1, PendingInputs.reach)
      while true {
        let inputs = list.next(limit: limit)
        if inputs.isEmpty, let mistake = list.mistake { throw mistake }
        let chunk = inputs.filter { note($0) }
        for input in chunk { try outputs.check(found: input.path) }
        if inputs.isEmpty || !chunk.isEmpty { return chunk }
      }
    }

    /// Whether the input is the shard's.
    private mutating func note(_ input: ClassificationInput) -> Bool {
      all.add(input.path)
      guard shard?.holds(all.count - 1) ?? true else { return false }
      digest = all
      return true
    }

    private mutating func skip(_ done: RunProgress) throws {
      let rows = done.tally.rows
      var found = 0
      while found < rows {
        guard let input = list.next(limit: 1).first else {
          if let mistake = list.mistake { throw mistake }
          throw BatchError.otherInputs(done: rows, found: found)
        }
        if note(input) { found += 1 }
      }
      guard digest.hexadecimal == done.inputs else { throw BatchError.otherInputs(done: rows, found: nil) }
      earlier = nil
      guard done.isComplete else { return }
      isAtEnd = true
      // What is skipped after the last input counts too.
      while !list.next(limit: BatchRun.chunkSize).isEmpty {}
    }
  }
}
