import Imaging
import Synthesis

/// Makes the pages on which an ink network learns, as many as wanted: pictures of 96×96 as users bring them, and in
/// each the ink of the one digit that it holds, if it holds one.
///
///     var synthesizer = TrainingPageSynthesizer(digits: pixels, labels: labels)
///     var generator = SeededGenerator(seed: 1, epoch: epoch, index: index)
///     let label = synthesizer.page(picture: picture, ink: ink, using: &generator)
///
/// A page depends only on the digits and the generator, that is on (seed, epoch, index), and never on the thread. A
/// synthesizer belongs to one thread: it keeps its scratch memory.
public struct TrainingPageSynthesizer: Sendable {
  /// Draws a mark that is no digit, `side` pixels wide and high, by a pen `penWidth` pixels wide: 0 paper … 255 ink.
  public typealias MarkSource =
    @Sendable (_ side: Int, _ penWidth: Float, _ generator: inout SeededGenerator) -> GrayImage

  /// Where letters and scribbles come from, besides the few that are drawn here; such pages are "something else".
  public var marks: MarkSource?

  private var handwriting: Handwriting
  private var printing = PagePrinting()
  private var other = OtherInk()
  private var neighbours = Neighbours()
  private var annotations = Annotations()
  private var surroundings = PageSurroundings()
  private var surface = PaperSurface()
  private var light = PageLight()
  private var camera = PageCamera()
  private var inkGrain = InkGrain()
  private var digitTrack = PenTrack()
  private var page = Plane()
  private var cover = Plane()
  private var scratch = Plane()
  private var columns = Plane()

  /// Around what the last page holds, in its pixels, without its company; nil where it holds nothing.
  public private(set) var written: PageArea?

  private static let attempts = 4

  /// `digits` holds 784 values (0 paper … 255 ink) for each of `labels`, as MNIST does. Without any, all digits are
  /// drawn by synthetic hands.
  public init(digits: [UInt8] = [], labels: [UInt8] = [], marks: MarkSource? = nil) {
    handwriting = Handwriting(pixels: digits, labels: labels)
    self.marks = marks
  }

  /// A page in memory of its own.
  public mutating func page(using generator: inout SeededGenerator) -> TrainingPage {
    let side = TrainingPage.side
    var page = TrainingPage(
      picture: GrayImage(width: side, height: side), ink: GrayImage(width: side, height: side), content: .nothing)
    page.picture.pixels.withUnsafeMutableBufferPointer { picture in
      page.ink.pixels.withUnsafeMutableBufferPointer { ink in
        page.content = PageContent(label: self.page(picture: picture, ink: ink, using: &generator))
      }
    }
    return page
  }

  /// Writes a page to `picture` (0 black … 255 white) and the digit's ink in it to `ink` (255 ink), 96×96 values each,
  /// whatever they held. Returns the label of its content.
  public mutating func page(
    picture: UnsafeMutableBufferPointer<UInt8>, ink: UnsafeMutableBufferPointer<UInt8>,
    using generator: inout SeededGenerator
  ) -> UInt8 {
    precondition(picture.count == TrainingPage.pixelCount && ink.count == TrainingPage.pixelCount)
    let sign = handwriting.chooseSign(using: &generator)
    let content = content(of: sign, using: &generator)
    for attempt in 1...Self.attempts {
      var plan = PagePlan(using: &generator)
      if attempt == Self.attempts { plan.makePlain() }
      let settings = PageCamera.Settings(plan, using: &generator)
      compose(plan, content, sign, into: ink, using: &generator)
      camera.record(&page, plan, settings, into: picture, using: &generator)
      // What shadow or blur has hidden cannot be learnt from.
      if content == .nothing || InkContrast(of: .init(picture), .init(ink)).isVisible { break }
    }
    if content == .somethingElse { ink.update(repeating: 0) }
    return content.label
  }

  private func content(of sign: Handwriting.Sign, using generator: inout SeededGenerator) -> PageContent {
    switch generator.unit() {
    case ..<0.67: .digit(handwriting.digit(of: sign))
    case ..<0.9: .somethingElse
    default: .nothing
    }
  }

  /// From bare paper to the lit page, and the digit's ink.
  private mutating func compose(
    _ plan: PagePlan, _ content: PageContent, _ sign: Handwriting.Sign, into ink: UnsafeMutableBufferPointer<UInt8>,
    using generator: inout SeededGenerator
  ) {
    handwriting.changeHand(penShare: plan.penWidth / plan.size, using: &generator)
    page.reset(plan.frame, to: plan.paper)
    cover.reset(plan.frame, to: 0)
    ink.update(repeating: 0)
    var box = Bounds()
    var bar: Float?
    switch content {
    case .digit:
      handwriting.write(sign, into: &digitTrack, using: &generator)
      DigitPlacement.place(&digitTrack, plan, using: &generator)
      cover.draw(digitTrack)
      storeInk(plan, into: ink)
      box = digitTrack.inkBox
      bar = digitTrack.barHeight
    case .somethingElse:
      box = other.write(into: &cover, plan, by: &handwriting, mark: marks, using: &generator)
      storeOtherInk(plan, into: ink)
    case .nothing:
      box = emptyPlace(plan, using: &generator)
      if plan.medium == .photo, generator.happens(0.15) {
        PageSurroundings.paintScene(&page, plan, using: &generator)
      }
    }
    written = content == .nothing ? nil : PageArea(around: box, of: plan.frame)
    surface.spoil(&page, plan, using: &generator)
    printing.print(
      on: &page, plan, isEmpty: content == .nothing, around: box, bar: bar, by: &handwriting, using: &generator)
    inkGrain.wear(&cover, plan, using: &generator)
    if bar != nil { annotations.write(into: &cover, plan, beside: box, by: &handwriting, using: &generator) }
    addCompany(plan, content, beside: box, using: &generator)
    page.darken(under: cover, by: plan.contrast)
    finish(plan, around: box, using: &generator)
  }

  /// Where a digit could have been: what is printed around it is printed around nothing.
  private func emptyPlace(_ plan: PagePlan, using generator: inout SeededGenerator) -> Bounds {
    let half = 0.5 * Point(generator.uniform(0.3...1), 1) * plan.size * plan.frame.scale
    let center = plan.view == .window ? plan.frame.center : plan.frame.place(using: &generator)
    return Bounds(low: center - half, high: center + half)
  }

  /// The digit's ink at the size of the finished page.
  private mutating func storeInk(_ plan: PagePlan, into ink: UnsafeMutableBufferPointer<UInt8>) {
    scratch.reset(PageFrame(), to: 0)
    scratch.draw(digitTrack, as: .meant, step: plan.frame.scale)
    scratch.readRows { y, row in
      for x in 0..<TrainingPage.side { ink[y * TrainingPage.side + x] = UInt8(Int32(row[x] * 255 + 0.5)) }
    }
  }

  /// All ink so far at the size of the finished page, only to see whether it can be seen.
  private mutating func storeOtherInk(_ plan: PagePlan, into ink: UnsafeMutableBufferPointer<UInt8>) {
    if !plan.frame.isFull { scratch.enlarge(cover, using: &columns) }
    (plan.frame.isFull ? cover : scratch).readRows { y, row in
      for x in 0..<TrainingPage.side { ink[y * TrainingPage.side + x] = row[x] > 0.4 ? 255 : 0 }
    }
  }

  /// Ink that is not the digit's but as dark: neighbours, print, specks.
  private mutating func addCompany(
    _ plan: PagePlan, _ content: PageContent, beside box: Bounds, using generator: inout SeededGenerator
  ) {
    let isEmpty = content == .nothing
    if plan.has(Neighbours.chance(plan.view) * (isEmpty ? 0.5 : 1), using: &generator) {
      neighbours.write(into: &cover, plan, beside: box, isEmpty: isEmpty, by: &handwriting, using: &generator)
    }
    // On a small frame it is as large as writing, so the page would not be empty.
    if plan.has(0.08, using: &generator), !isEmpty || plan.frame.isFull {
      neighbours.print(into: &cover, plan, beside: box, using: &generator)
    }
    if plan.has(isEmpty ? 0.35 : 0.2, using: &generator) {
      surroundings.addSpecks(into: &cover, plan, using: &generator)
    }
  }

  /// Adds things that lie on or around the page, and the light.
  private mutating func finish(
    _ plan: PagePlan, around box: Bounds, using generator: inout SeededGenerator
  ) {
    let isPaper = plan.medium == .photo || plan.medium == .scan
    if isPaper {
      if plan.has(0.04, using: &generator) { PageSurroundings.punch(&page, plan, around: box, using: &generator) }
      if plan.has(0.12, using: &generator) {
        PageSurroundings.addTable(&page, plan, around: box, using: &generator)
      }
    }
    if plan.polarity == .lightOnDark { page.invert() }
    light.fall(on: &page, plan, using: &generator)
    if plan.medium == .photo, plan.has(0.06, using: &generator) {
      PageSurroundings.addFinger(&page, plan, around: box, using: &generator)
    }
    if plan.has(0.18, using: &generator) { Bands.add(to: &page, plan, around: box, using: &generator) }
  }
}
