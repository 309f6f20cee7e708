import Files
import LabelledData

/// What a trained model knows and must not forget while it learns a folder that may lack most of it: digits that are
/// mixed in, and others by which forgetting is noticed.
public struct Replay: Sendable {
  /// Digits by which forgetting is noticed; more would take longer to read after each epoch than the epoch itself.
  private static let othersCount = 2_000
  /// Without the table of writers, so many of MNIST's last digits are not recalled.
  private static let lastDigits = 5_000
  /// Of the drawn digits that take MNIST's place; far from the seeds that people choose.
  private static let drawnSeed: UInt64 = 0x6469_6769_7473

  /// MNIST digits to draw from in each epoch; none where MNIST is not at hand.
  let recalled: LabelledDigits
  /// Always the same ones, never recalled.
  public let others: LabelledDigits
  /// What `others` are, in the plural.
  public let othersName: String
  /// What to know about MNIST where it could not be taken.
  let notice: String?

  /// Whether digits of MNIST are among those that are replayed.
  public var hasMNIST: Bool { recalled.count > 0 }

  /// With MNIST, where `MNIST.locate` finds it, else with drawn digits alone.
  public static func find(
    dataDirectory: String? = nil, environment: [String: String] = FileSystem.environment
  ) -> Replay {
    do {
      return try Replay(MNIST.locate(dataDirectory: dataDirectory, environment: environment))
    } catch DataError.dataNotFound {
      return Replay(notice: "MNIST is not at hand; with --data DIR its digits would be replayed too")
    } catch {
      return Replay(notice: "MNIST is not replayed: \(error)")
    }
  }

  /// Without the held-out writers, where they are known: they are the others.
  private init(_ mnist: MNIST) throws {
    var all = try mnist.load(.train)
    let keptBack: [Int]
    if let writers = try? WriterTable(directory: mnist.directory), writers.count == all.count {
      (all.writers, keptBack) = (writers.numbers, writers.heldOutIndices)
    } else {
      keptBack = Array((all.count - min(Replay.lastDigits, all.count / 2))..<all.count)
    }
    let isKeptBack = Set(keptBack)
    recalled = all.selecting((0..<all.count).filter { !isKeptBack.contains($0) })
    let count = min(Replay.othersCount, keptBack.count)
    others = all.selecting((0..<count).map { keptBack[$0 * keptBack.count / count] })
    (othersName, notice) = ("MNIST digits", nil)
  }

  /// Drawn digits alone.
  package init(notice: String? = nil, othersCount: Int = Replay.othersCount) {
    recalled = LabelledDigits()
    others = SyntheticDigits(digits: othersCount, seed: Replay.drawnSeed).drawings()
    othersName = "drawn digits"
    self.notice = notice
  }
}

/// How much of what a trained model knows is mixed into an epoch of what it is to learn.
public struct ReplayPlan: Codable, Sendable, Equatable {
  /// An epoch sees the digits to be learned about so often, all together, but none of them more than `mostRepeats`
  /// times: they are distorted anew each time, and two of them must not weigh as much as two hundred.
  private static let ownSamples = 512
  private static let mostRepeats = 8
  /// As in the training of the bundled models: shares of replayed samples.
  private static let (recalledShare, nonDigitShare) = (0.62, 0.07)

  /// How often an epoch sees each digit, or each line of a number, that is to be learned.
  public var repeats: Int
  /// MNIST digits in an epoch; of numbers, strips that are drawn.
  public var recalledDigits: Int

  /// Samples that are replayed in an epoch beside `count` digits to be learned: as many as of those.
  package static func samples(besides count: Int) -> Int { max(ownSamples, count * repeats(of: count)) }

  package static func repeats(of count: Int) -> Int {
    min(mostRepeats, max(1, (ownSamples + count - 1) / max(1, count)))
  }
}

extension TrainingSettings {
  /// The settings with `replay` mixed into the `count` digits to be learned; `knowsNonDigits` where the network has a
  /// class for them.
  func replaying(_ replay: Replay, besides count: Int, knowsNonDigits: Bool) -> TrainingSettings {
    var settings = self
    let samples = ReplayPlan.samples(besides: count)
    let recalled = replay.hasMNIST ? ReplayPlan.recalled(of: samples) : 0
    let nonDigits = knowsNonDigits ? ReplayPlan.nonDigits(of: samples) : 0
    settings.replay = ReplayPlan(repeats: ReplayPlan.repeats(of: count), recalledDigits: recalled)
    settings.nonDigits += nonDigits
    settings.syntheticDigits += samples - recalled - nonDigits
    return settings
  }
}

extension ReplayPlan {
  fileprivate static func recalled(of samples: Int) -> Int { Int(Double(samples) * recalledShare) }
  fileprivate static func nonDigits(of samples: Int) -> Int { Int(Double(samples) * nonDigitShare) }
}
