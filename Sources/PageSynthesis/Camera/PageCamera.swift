import Imaging

/// The camera between the page and the stored picture: blur, noise, thresholding, resizing, compression.
package struct PageCamera: Sendable {
  private let quantizer = BlockQuantizer()
  private var scratch = Plane()
  private var small = Plane()

  /// A camera with scratch memory of its own.
  package init() {}

  /// Chosen before the page is drawn, as blur decides how faint a line may be.
  package struct Settings: Sendable {
    /// Deviation in pixels of the frame.
    var blur: Float = 0
    /// Shift between the two ends of the motion, in pixels; each -1 … 1.
    var motion = (x: 0, y: 0)
    /// Deviation, 0 … 1.
    var noise: Float = 0
    /// Coarseness of the compression; 0 is none.
    var compression: Float = 0
    /// Whether the picture is compressed before it is enlarged.
    package var isCompressedSmall = false
    /// How much of the difference to a blurred copy a scanner adds to make edges sharper; 0 is nothing.
    package var sharpening: Float = 0

    /// Random settings for a page made by `plan`.
    package init(_ plan: PagePlan, using generator: inout SeededGenerator) {
      switch plan.medium {
      case .digital: break
      case .binary: blur = generator.uniform(0...0.8)
      case .scan: blur = generator.uniform(0.2...0.8)
      case .photo:
        blur = generator.happens(0.35) ? generator.uniform(0.5...1.5) : generator.uniform(0...0.7)
        if generator.happens(0.08) { motion = (generator.whole(-1...1), generator.whole(-1...1)) }
      }
      blur *= 0.4 + 0.6 * plan.frame.unit
      if plan.penWidth * plan.frame.unit < 1.3 { blur = min(blur, 0.8) }
      let visible = plan.visibleContrast(blur: blur)
      switch plan.medium {
      case .digital: noise = 0
      case .binary: noise = generator.uniform(0...0.16) * visible
      case .scan: noise = min(generator.uniform(0...0.015), 0.15 * visible)
      case .photo: noise = min(generator.uniform(0.002...0.05) * generator.unit(), 0.25 * visible)
      }
      if generator.happens(0.3) {
        compression = min(generator.uniform(0.02...0.14), 0.6 * visible)
      }
    }
  }

  /// Turns `page`, as large as the plan's frame, into the bytes of the finished picture.
  package mutating func record(
    _ page: inout Plane, _ plan: PagePlan, _ settings: Settings,
    into picture: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator
  ) {
    blur(&page, deviation: settings.blur)
    if settings.motion != (0, 0) { smear(&page, settings.motion) }
    if settings.sharpening > 0 { sharpen(&page, by: settings.sharpening) }
    if settings.noise > 0 { page.addNoise(settings.noise, using: &generator) }
    if plan.medium == .binary { threshold(&page, plan, using: &generator) }
    if settings.compression > 0, settings.isCompressedSmall { quantizer.apply(to: &page, step: settings.compression) }
    if !plan.frame.isFull {
      swap(&page, &small)
      page.enlarge(small, to: plan.frame.whole, using: &scratch)
    }
    if settings.compression > 0, !settings.isCompressedSmall { quantizer.apply(to: &page, step: settings.compression) }
    let (scale, shift): (Float, Float) = plan.polarity == .negative ? (-255, 255.5) : (255, 0.5)
    let width = page.width
    page.readRows { y, row in
      let output = y * width
      for x in 0..<width {
        picture[output + x] = UInt8(Int32(min(max(row[x] * scale + shift, 0), 255)))
      }
    }
  }

  /// Black ink on white paper, or white on black.
  private func threshold(_ page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    let isLight = plan.polarity == .lightOnDark
    let level = plan.paper * (1 - plan.contrast * generator.uniform(0.35...0.6))
    let middle = isLight ? 1 - level : level
    let width = page.width
    page.updateRows { _, row in
      for x in 0..<width { row[x] = row[x] < middle ? 0 : 1 }
    }
  }

  /// A Gaussian of the given deviation (at most 1.5 pixels), cut at three deviations.
  private mutating func blur(_ page: inout Plane, deviation: Float) {
    guard deviation > 0.15 else { return }
    let weights = GaussianWeights(deviation)
    scratch.blurRows(of: page, weights)
    page.blurColumns(of: scratch, weights)
  }

  /// An unsharp mask, which leaves a lighter rim around dark lines.
  private mutating func sharpen(_ page: inout Plane, by amount: Float) {
    let weights = GaussianWeights(1.2)
    scratch.blurRows(of: page, weights)
    small.blurColumns(of: scratch, weights)
    let width = page.width
    small.values.withUnsafeBufferPointer { blurred in
      page.updateRows { y, row in
        for x in 0..<width { row[x] += amount * (row[x] - blurred[y * Plane.rowLength + x]) }
      }
    }
  }

  /// The mean of three copies of the page along the motion.
  private mutating func smear(_ page: inout Plane, _ motion: (x: Int, y: Int)) {
    swap(&page, &scratch)
    page.average(scratch, motion)
  }
}
