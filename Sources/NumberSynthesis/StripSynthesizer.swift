import Imaging
import PageSynthesis
import Synthesis

/// Makes the strips on which the string network learns, as many as wanted: pictures of 192×48 with a number in one
/// hand, and the place of each sign in them.
///
///     var synthesizer = StripSynthesizer(digits: pixels, labels: labels, writers: writers)
///     var generator = SeededGenerator(seed: 1, epoch: epoch, index: index)
///     let signs = synthesizer.strip(picture: picture, using: &generator)
///
/// A strip depends only on the digits and the generator, that is on (seed, epoch, index), and never on the thread. A
/// synthesizer belongs to one thread: it keeps its scratch memory.
public struct StripSynthesizer: Sendable {
  /// Bytes of a strip's picture, 9,216.
  public static let pixelCount = NumberStrip.trainingWidth * NumberStrip.height

  private static let attempts = 4

  private let marks: TrainingPageSynthesizer.MarkSource?
  private var hand: StringHand
  private var text = NumberText()
  private var writer = LineWriter()
  private var printing = StripPrinting()
  private var neighbours = StripNeighbours()
  private var annotations = PenTrack()
  private var surroundings = PageSurroundings()
  private var surface = PaperSurface()
  private var light = PageLight()
  private var camera = PageCamera()
  private var inkGrain = InkGrain()
  private var page = Plane()
  private var cover = Plane()

  /// `digits` holds 784 values (0 paper … 255 ink) for each of `labels`, as MNIST does, and `writers` a number for each,
  /// equal for digits of one hand; without writers each digit has a hand of its own. Without digits all are drawn by
  /// synthetic hands. `marks` draws marks that
  /// hold no digit, besides those that are drawn here: they are labelled junk.
  public init(
    digits: [UInt8] = [], labels: [UInt8] = [], writers: [Int32] = [], marks: TrainingPageSynthesizer.MarkSource? = nil
  ) {
    hand = StringHand(digits: digits, labels: labels, writers: writers)
    self.marks = marks
  }

  /// A strip in memory of its own.
  public mutating func strip(using generator: inout SeededGenerator) -> (picture: GrayImage, signs: [PlacedSign]) {
    var picture = GrayImage(width: NumberStrip.trainingWidth, height: NumberStrip.height)
    let signs = picture.pixels.withUnsafeMutableBufferPointer { strip(picture: $0, using: &generator) }
    return (picture, signs)
  }

  /// Writes a strip of 192×48 to `picture` (0 black … 255 white), whatever it held. Returns the signs in it, from left
  /// to right, junk included, with the boxes around what is seen of their ink; none where the strip is empty.
  public mutating func strip(
    picture: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator
  ) -> [PlacedSign] {
    precondition(picture.count == Self.pixelCount)
    let content = StripPlan.content(using: &generator)
    for attempt in 1...Self.attempts {
      let signs = draw(content, isPlain: attempt == Self.attempts, into: picture, using: &generator)
      // What shadow or blur has hidden cannot be learnt from.
      if attempt == Self.attempts || SignContrast.areVisible(signs, in: picture, cover) { return signs }
    }
    return []
  }

  private mutating func draw(
    _ content: StripPlan.Content, isPlain: Bool, into picture: UnsafeMutableBufferPointer<UInt8>,
    using generator: inout SeededGenerator
  ) -> [PlacedSign] {
    var plan = StripPlan(content, using: &generator)
    if isPlain { plan.page.makePlain() }
    hand.change(penShare: plan.penShare, using: &generator)
    writer.write(plan, text: &text, by: &hand, using: &generator)
    (plan.page.size, plan.page.penWidth) = (writer.height, writer.penWidth)
    var settings = PageCamera.Settings(plan.page, using: &generator)
    settings.isCompressedSmall = generator.happens(0.6)
    if plan.page.medium == .scan, generator.happens(0.4) { settings.sharpening = generator.uniform(0.2...1.5) }
    let signs = compose(plan, using: &generator)
    camera.record(&page, plan.page, settings, into: picture, using: &generator)
    return signs
  }

  /// From bare paper to the lit page.
  private mutating func compose(_ plan: StripPlan, using generator: inout SeededGenerator) -> [PlacedSign] {
    let page = plan.page
    var signs: [PlacedSign] = []
    self.page.reset(page.frame, to: page.paper)
    cover.reset(page.frame, to: 0)
    cover.draw(writer.line.track)
    writer.line.addSigns(to: &signs, in: page.frame)
    let box = plan.content == .nothing ? writer.emptyPlace(page, using: &generator) : writer.line.track.inkBox
    surface.spoil(&self.page, page, using: &generator)
    printing.print(on: &self.page, page, around: box, cells: writer.cells, by: &hand, using: &generator)
    inkGrain.wear(&cover, page, using: &generator)
    if plan.content != .nothing, page.has(0.1, using: &generator) {
      FillingInk.underline(box, page, into: &cover, &annotations, using: &generator)
    }
    if page.has(0.22, using: &generator) {
      neighbours.write(into: &cover, page, beside: box, by: &hand, signs: &signs, using: &generator)
    }
    if let marks, plan.content == .junk && generator.happens(0.4) || page.has(0.03, using: &generator) {
      neighbours.lay(
        marks, into: &cover, page, beside: box, isAlone: writer.line.isEmpty, signs: &signs, using: &generator)
    }
    if page.has(0.15, using: &generator) { surroundings.addSpecks(into: &cover, page, using: &generator) }
    self.page.darken(under: cover, by: page.contrast)
    finish(page, around: box, using: &generator)
    return signs
  }

  /// Adds what lies on or around the page, and the light.
  private mutating func finish(_ plan: PagePlan, around box: Bounds, using generator: inout SeededGenerator) {
    let isPaper = plan.medium == .photo || plan.medium == .scan
    if isPaper, plan.has(0.08, using: &generator) {
      PageSurroundings.addTable(&page, plan, around: box, using: &generator)
    }
    if plan.polarity == .lightOnDark { page.invert() }
    light.fall(on: &page, plan, using: &generator)
    if plan.has(0.12, using: &generator) { Bands.add(to: &page, plan, around: box, using: &generator) }
  }
}
