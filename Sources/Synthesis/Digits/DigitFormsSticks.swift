import Imaging

/// 1, 4 and 7: made of sticks.
extension DigitForm {
  static let stickForms: [DigitForm] = ones + fours + sevens

  private static let ones: [DigitForm] = [
    DigitForm(1, "stick", weight: 3, thickestPen: 0.42) { generator in
      let bow = generator.uniform(-0.05...0.05)
      return [Stroke([[0.30, 0.00], [0.30 + bow, 0.50], [0.30, 1.00]])]
    },
    DigitForm(1, "flag", weight: 3) { generator in
      [flagged(drop: generator.uniform(0.15...0.35), slope: generator.uniform(0.5...1.6), using: &generator)]
    },
    DigitForm(1, "long flag", weight: 4) { generator in
      [flagged(drop: generator.uniform(0.3...0.75), slope: generator.uniform(0.4...1.0), using: &generator)]
    },
    DigitForm(1, "from the base line", weight: 1, thickestPen: 0.14) { generator in
      [flagged(drop: generator.uniform(0.7...1), slope: generator.uniform(0.25...0.55), using: &generator)]
    },
    DigitForm(1, "flag and foot", weight: 2.5) { generator in
      let drop = generator.uniform(0.12...0.7)
      let slope = generator.uniform(0.5...(drop < 0.3 ? 1.5 : 0.95))
      return [
        flagged(drop: drop, slope: slope, using: &generator),
        foot(from: generator.uniform(-0.06...0.14), to: generator.uniform(0.48...0.7), using: &generator),
      ]
    },
    DigitForm(1, "thin loop", weight: 0.5, thickestPen: 0.09) { generator in
      let width = generator.uniform(0.02...0.06)
      let end = generator.uniform(-0.03...0.12)
      return [
        Stroke([
          [0.26, 0.98], [0.30 + width, 0.45], [0.33 + width, 0.08], [0.33, 0.00], [0.31 - width, 0.08],
          [0.28 - width, 0.50], [0.28 + end, 1.00],
        ])
      ]
    },
  ]

  /// A 1's flag, drawn upwards over `drop` of the height, and its stem. `slope` is how far the flag reaches to the left
  /// for each step down: at most 1.6, lest it be the top of a 7.
  private static func flagged(drop: Float, slope: Float, using generator: inout SeededGenerator) -> Stroke {
    let top = Point(0.36, 0)
    let start = top + Point(-slope * drop, drop)
    let bow = generator.uniform(-0.15...0.3) * drop
    let middle = (start + top) / 2 + Point(-0.5, -0.8) * bow
    let end = Point(0.36 + generator.uniform(-0.06...0.08), 1)
    var flag = [start, middle]
    if generator.unit() < 0.2 {
      // A tick before the flag rises, as in a root sign.
      let tick = generator.uniform(0.04...0.1)
      flag =
        [start + Point(-tick, -tick), start + Point(-0.4 * tick, 0.2 * tick), start + Point(0.1, -0.6) * tick]
        + flag.dropFirst()
    }
    var stem: [Point] = [[0.37 + generator.uniform(-0.03...0.05), 0.5], end]
    if generator.unit() < 0.2 { stem += [end + Point(generator.uniform(0.03...0.08), -0.01)] }
    // Some hands turn sharply at the top, others draw an arch.
    guard generator.unit() < 0.35 else { return Stroke(flag + [top], stem) }
    let arch = generator.uniform(0.03...0.09)
    return Stroke(
      flag + [top + Point(-arch, 0.5 * arch), top + Point(0.3 * arch, 0.1 * arch), top + Point(arch, 1.6 * arch)] + stem
    )
  }

  private static func foot(from left: Float, to right: Float, using generator: inout SeededGenerator) -> Stroke {
    let (height, tilt) = (generator.uniform(0.96...1.02), generator.uniform(-0.03...0.03))
    return Stroke([[left, height + tilt], [(left + right) / 2, height], [right, height - tilt]])
  }

  private static let fours: [DigitForm] = [
    DigitForm(4, "open", weight: 3) { generator in
      let (bar, stem) = (generator.uniform(0.48...0.7), generator.uniform(0...0.35))
      let right = generator.uniform(0.5...0.75)
      return [
        Stroke([[0.16, 0.00], [0.08, 0.5 * bar], [0.02, bar]], [[0.30, bar + 0.01], [right, bar - 0.02]]),
        Stroke([[0.46, stem], [0.45, 0.60], [0.43, 1.00]]),
      ]
    },
    DigitForm(4, "closed", weight: 2.5) { generator in
      let (bar, right) = (generator.uniform(0.56...0.76), generator.uniform(0.5...0.8))
      return [
        Stroke([[0.43, 0.00], [0.20, 0.5 * bar], [0.00, bar]], [[0.32, bar + 0.01], [right, bar - 0.01]]),
        Stroke([[0.43, 0.01], [0.43, 0.50], [0.42, 1.00]]),
      ]
    },
    DigitForm(
      4, "one stroke", weight: 0.8,
      Stroke(
        [[0.46, 1.00], [0.46, 0.50], [0.47, 0.00]], [[0.24, 0.32], [0.00, 0.66]], [[0.32, 0.67], [0.66, 0.65]])
    ),
    DigitForm(4, "round", weight: 1.5) { generator in
      let (deep, stem) = (generator.uniform(0.4...0.62), generator.uniform(0...0.12))
      return [
        Stroke(
          [[0.12, 0.02], [0.05, 0.6 * deep], [0.12, deep - 0.01], [0.28, deep + 0.02], [0.49, deep - 0.08]]),
        Stroke([[0.52, stem], [0.50, 0.50], [0.47, 1.00]]),
      ]
    },
    DigitForm(4, "hooked, in one stroke", weight: 0.8) { generator in
      let (deep, right) = (generator.uniform(0.4...0.6), generator.uniform(0.42...0.55))
      let tail = generator.uniform(-0.14...0.08)
      return [
        Stroke(
          [[0.08, 0.04], [0.04, 0.7 * deep], [0.16, deep + 0.02], [0.34, 0.8 * deep], [right, 0.05]],
          [[right - 0.02, 0.5], [right + tail, 1.00]])
      ]
    },
    DigitForm(4, "long slope and short stem", weight: 1.5) { generator in
      let (bar, right) = (generator.uniform(0.6...0.86), generator.uniform(0.46...0.75))
      let (top, reach) = (bar - generator.uniform(0.08...0.45), generator.uniform(0.15...0.55))
      return [
        Stroke([[reach, 0.00], [0.5 * reach, 0.5 * bar], [0.00, bar]], [[0.28, bar], [right, bar - 0.03]]),
        Stroke([[0.42, top], [0.40, 0.7], [0.38, 1.00]]),
      ]
    },
    DigitForm(4, "lightning", weight: 0.6, thickestPen: 0.13) { generator in
      let (bar, right) = (generator.uniform(0.5...0.66), generator.uniform(0.36...0.5))
      let rise = generator.uniform(0.08...0.2)
      return [
        Stroke(
          [[0.34, 0.00], [0.18, 0.5 * bar], [0.02, bar]], [[0.2, bar - 0.3 * rise], [right, bar - rise]],
          [[right - 0.06, 0.8], [right - 0.12, 1.00]])
      ]
    },
  ]

  private static let sevens: [DigitForm] = [
    DigitForm(7, "plain", weight: 2) { generator in [seven(using: &generator)] },
    DigitForm(7, "barred", weight: 4) { generator in [seven(using: &generator), bar(using: &generator)] },
    DigitForm(7, "hooked", weight: 1) { generator in [seven(serif: true, using: &generator)] },
    DigitForm(7, "hooked and barred", weight: 2.5) { generator in
      [seven(serif: true, using: &generator), bar(using: &generator)]
    },
    DigitForm(7, "curved shoulder", weight: 1) { generator in [shouldered(using: &generator)] },
    DigitForm(7, "curved shoulder and barred", weight: 1.5) { generator in
      [shouldered(using: &generator), bar(using: &generator)]
    },
    DigitForm(7, "waved and barred", weight: 3, thickestPen: 0.14) { generator in
      [waved(using: &generator), bar(using: &generator)]
    },
    DigitForm(7, "looped and barred", weight: 0.6, thickestPen: 0.1) { generator in
      let (start, right) = (generator.uniform(0.1...0.25), generator.uniform(0.52...0.62))
      return [
        Stroke([
          [0.02, start], [0.12, 0.30], [0.30, 0.34], [0.48, 0.22], [right, 0.08], [right - 0.08, 0.00],
          [right - 0.18, 0.10], [right - 0.2, 0.35], [right - 0.22, 0.65], [right - 0.25, 1.00],
        ]),
        bar(using: &generator),
      ]
    },
  ]

  /// A nearly level top and the stem; with `serif`, a hook down from the top's left end.
  private static func seven(serif: Bool = false, using generator: inout SeededGenerator) -> Stroke {
    let (right, tilt) = (generator.uniform(0.45...0.7), generator.uniform(-0.05...0.04))
    let (foot, bend) = (generator.uniform(0.12...0.5), generator.uniform(-0.08...0.03))
    let hook: [[Point]] = serif ? [[[0.01, generator.uniform(0.1...0.28)], [0.03, -tilt]]] : []
    let top: [Point] = (serif ? [] : [[0.02, -tilt]]) + [[0.3, -0.5 * tilt + 0.02], [right, 0]]
    return Stroke(runs: hook + [top, [[(right + foot) / 2 + bend, 0.48], [foot, 1.00]]])
  }

  /// The top runs into the stem in a curve.
  private static func shouldered(using generator: inout SeededGenerator) -> Stroke {
    let (start, foot) = (generator.uniform(0.02...0.14), generator.uniform(0.1...0.3))
    return Stroke([
      [0.00, start], [0.14, 0.04], [0.34, 0.00], [0.50, 0.07], [0.52, 0.22], [0.5 * (0.5 + foot) + 0.02, 0.55],
      [foot, 1.00],
    ])
  }

  /// The pen goes up, down and up again before the stem.
  private static func waved(using generator: inout SeededGenerator) -> Stroke {
    let (start, peak) = (generator.uniform(0.12...0.42), generator.uniform(0...0.08))
    let (valley, right) = (generator.uniform(0.1...0.42), generator.uniform(0.5...0.68))
    let foot = right - generator.uniform(0.02...0.3)
    let rise: [Point] = [[0.00, start], [0.06, 0.5 * (start + peak)], [0.12, peak]]
    let fall: [Point] = [[0.18, 0.6 * valley], [0.30, valley], [0.45, 0.7 * valley], [right, 0]]
    let stem: [Point] = [[0.5 * (right + foot) + 0.01, 0.48], [foot, 1.00]]
    // A round wave, or a sharp one.
    return generator.unit() < 0.5 ? Stroke(rise + fall, stem) : Stroke(rise, fall, stem)
  }

  /// Through the stem of a 7.
  private static func bar(using generator: inout SeededGenerator) -> Stroke {
    let (height, tilt) = (generator.uniform(0.38...0.66), generator.uniform(-0.03...0.08))
    let (left, right) = (generator.uniform(0...0.22), generator.uniform(0.52...0.9))
    return Stroke([[left, height + tilt], [(left + right) / 2, height], [right, height - tilt]])
  }
}
