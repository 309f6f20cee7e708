import Imaging

/// 0, 6, 8 and 9: made of loops.
extension DigitForm {
  static let roundForms: [DigitForm] = zeros + sixes + eights + nines

  private static let zeros: [DigitForm] = [
    DigitForm(0, "overlapping", weight: 3) { generator in
      let radius = generator.uniform(0.2...0.42)
      let start = Int(generator.uniform(0...12))
      return [Stroke(ring(around: [0.3, 0.5], [radius, 0.5], from: start, hours: Int(generator.uniform(12...14.9))))]
    },
    DigitForm(0, "lying", weight: 0.6) { generator in
      let (radius, start) = (generator.uniform(0.45...0.75), Int(generator.uniform(0...12)))
      return [Stroke(ring(around: [0.3, 0.5], [radius, 0.5], from: start, hours: Int(generator.uniform(12...13.9))))]
    },
    DigitForm(0, "gap", weight: 1.5) { generator in
      let radius = generator.uniform(0.22...0.4)
      // Under one hour open, or crossing itself beside the start.
      let end = Point(generator.uniform(-0.1...0.08), generator.uniform(-0.06...0.1))
      return [
        Stroke(
          ring(around: [0.3, 0.5], [radius, 0.5], from: Int(generator.uniform(0...2.9)), hours: 11) + [
            [0.32, 0.01] + end
          ])
      ]
    },
    DigitForm(0, "start inside", weight: 1) { generator in
      // The pen comes down from within, or leaves a tail within.
      let (reach, depth) = (generator.uniform(-0.05...0.12), generator.uniform(0.1...0.35))
      return [
        Stroke([[0.30 + reach, depth]] + ring(around: [0.3, 0.5], [0.27, 0.5], from: 1, hours: 12))
      ]
    },
    DigitForm(0, "loop at the top", weight: 0.8) { generator in
      let (size, tail) = (generator.uniform(0.06...0.12), generator.uniform(0...0.2))
      return [
        Stroke(
          ring(around: [0.3, 0.5], [0.27, 0.5], from: 12, hours: 11) + [
            [0.36, 0.02], [0.32 - size, 0.02 + size], [0.34, 0.02 + 1.8 * size], [0.48, 0.10], [0.50 + tail, 0.04],
          ])
      ]
    },
    DigitForm(0, "tail", weight: 0.6) { generator in
      let tail = Point(generator.uniform(0.08...0.24), generator.uniform(-0.1...0.06))
      return [Stroke(ring(around: [0.3, 0.5], [0.28, 0.5], from: 1, hours: 12) + [[0.44, 0.06] + tail])]
    },
    DigitForm(0, "slashed", weight: 0.6, thickestPen: 0.13) { generator in
      let over = generator.uniform(-0.1...0.1)
      return [
        Stroke(ring(around: [0.3, 0.5], [0.31, 0.5], from: 12, hours: 12)),
        Stroke([[0.50 + over, 0.16 - over], [0.3, 0.5], [0.10 - over, 0.84 + over]]),
      ]
    },
  ]

  private static let sixes: [DigitForm] = [
    DigitForm(6, "curved", weight: 3) { generator in
      let (top, loop) = (generator.uniform(0.36...0.6), generator.uniform(0.42...0.66))
      return [sixBowl(from: [[top, 0.02], [0.28, 0.13], [0.11, 0.37]], loopTop: loop, using: &generator)]
    },
    DigitForm(6, "straight", weight: 2) { generator in
      let (top, loop) = (generator.uniform(0.1...0.5), generator.uniform(0.5...0.7))
      return [
        sixBowl(from: [[top, 0.00], [0.5 * top + 0.05, 0.28], [0.06, 0.52]], loopTop: loop, using: &generator)
      ]
    },
    DigitForm(6, "hooked", weight: 1.5) { generator in
      let hook = generator.uniform(0.04...0.32)
      return [
        sixBowl(
          from: [[0.56, hook], [0.43, 0.00], [0.25, 0.07], [0.09, 0.34]], loopTop: generator.uniform(0.45...0.6),
          using: &generator)
      ]
    },
    DigitForm(6, "stem and ring", weight: 0.7) { generator in
      let (width, height) = (generator.uniform(0.16...0.26), generator.uniform(0.17...0.27))
      return [
        Stroke([[0.10, 0.00], [0.04, 0.35], [0.03, 0.78]]),
        Stroke(ring(around: [0.03 + width, 1 - height], [width, height], from: 9, hours: 12)),
      ]
    },
    DigitForm(6, "snail", weight: 1) { generator in
      // The loop is almost as tall as the digit.
      let loop = generator.uniform(0.2...0.36)
      return [
        Stroke([
          [0.48, 0.00], [0.22, 0.08], [0.05, 0.35], [0.04, 0.70], [0.22, 0.98], [0.48, 0.92], [0.62, 0.66],
          [0.54, loop + 0.12], [0.36, loop + 0.06], [0.20, 0.56], [0.18, 0.82],
        ])
      ]
    },
  ]

  /// From a stem that has begun with `start`, round the bottom and back to the stem.
  private static func sixBowl(
    from start: [Point], loopTop: Float, using generator: inout SeededGenerator
  ) -> Stroke {
    let (right, inner) = (generator.uniform(0.46...0.58), 1 - loopTop)
    // The end stops short of the stem, meets it or crosses it.
    let end = Point(generator.uniform(0.03...0.14), loopTop + inner * generator.uniform(0.25...0.5))
    return Stroke(
      start + [
        [0.04, loopTop + 0.2 * inner], [0.11, 1 - 0.2 * inner], [0.30, 1.00], [right - 0.04, 1 - 0.2 * inner],
        [right, loopTop + 0.4 * inner], [0.42, loopTop + 0.02], [0.25, loopTop], end,
      ])
  }

  private static let eights: [DigitForm] = [
    DigitForm(8, "one stroke", weight: 3) { generator in
      let (waist, top) = (generator.uniform(0.34...0.5), generator.uniform(0.7...1.1))
      // Where the end meets the start, or not quite.
      let end = Point(generator.uniform(0.42...0.56), generator.uniform(0.02...0.16))
      return [
        Stroke([
          [0.3 + 0.19 * top, 0.12], [0.32, 0.00], [0.3 - 0.18 * top, 0.2 * waist], [0.3 - 0.2 * top, 0.62 * waist],
          [0.29, waist], [0.49, waist + 0.18], [0.53, 0.83], [0.32, 1.00], [0.08, 0.88], [0.08, waist + 0.22],
          [0.28, waist + 0.02], [0.3 + 0.17 * top, 0.65 * waist], end,
        ])
      ]
    },
    DigitForm(8, "two circles", weight: 1.5) { generator in
      let (top, width) = (generator.uniform(0.14...0.27), generator.uniform(0.13...0.25))
      // The circles overlap a little, touch, or leave a gap; and one may stand beside the other.
      let (gap, aside) = (generator.uniform(-0.06...0.03), generator.uniform(-0.08...0.08))
      let low = 0.5 - top - 0.5 * gap
      return [
        Stroke(ring(around: [0.3 + aside, top], [width, top], from: 6, hours: 12)),
        Stroke(ring(around: [0.3, 1 - low], [generator.uniform(0.2...0.28), low], from: 12, hours: 12)),
      ]
    },
    DigitForm(8, "crossing at the top", weight: 2) { generator in
      let reach = generator.uniform(-0.02...0.14)
      return [
        Stroke([
          [0.40, 0.04], [0.20, 0.03], [0.09, 0.18], [0.24, 0.38], [0.44, 0.56], [0.54, 0.77], [0.40, 0.97],
          [0.16, 0.98], [0.05, 0.80], [0.18, 0.57], [0.38, 0.36], [0.48, 0.18], [0.44 + reach, 0.05 - 0.4 * reach],
        ])
      ]
    },
    DigitForm(8, "open top", weight: 0.8) { generator in
      // Begun as an S, and the way back ends beside the start.
      let gap = generator.uniform(0.06...0.16)
      return [
        Stroke([
          [0.44 - gap, 0.02], [0.22, 0.02], [0.10, 0.18], [0.22, 0.38], [0.44, 0.58], [0.50, 0.82], [0.32, 1.00],
          [0.10, 0.90], [0.10, 0.68], [0.28, 0.46], [0.48, 0.26], [0.56, 0.02],
        ])
      ]
    },
    DigitForm(8, "small top", weight: 0.8, thickestPen: 0.11) { generator in
      let (waist, width) = (generator.uniform(0.16...0.3), generator.uniform(0.08...0.13))
      let low = generator.uniform(0.14...0.25)
      return [
        Stroke([
          [0.34, waist], [0.32 + width, 0.5 * waist], [0.32, 0.00], [0.32 - width, 0.5 * waist], [0.30, waist],
          [0.3 + 0.6 * low, 0.55], [0.3 + low, 0.82], [0.30, 1.00], [0.3 - low, 0.82], [0.3 - 0.5 * low, 0.52],
          [0.33, waist - 0.02],
        ])
      ]
    },
    DigitForm(8, "long entry", weight: 0.6) { generator in
      let entry = Point(generator.uniform(0.6...0.8), generator.uniform(-0.02...0.2))
      return [
        Stroke([
          entry, [0.44, 0.26], [0.24, 0.46], [0.08, 0.70], [0.10, 0.92], [0.30, 1.00], [0.50, 0.88], [0.48, 0.66],
          [0.28, 0.44], [0.12, 0.22], [0.20, 0.03], [0.40, 0.03], [0.46, 0.18], [0.36, 0.36],
        ])
      ]
    },
  ]

  private static let nines: [DigitForm] = [
    DigitForm(9, "straight leg", weight: 3) { generator in
      let foot = generator.uniform(0.28...0.54)
      return [nine(leg: [[0.49, 0.55], [foot, 1.00]], using: &generator)]
    },
    DigitForm(9, "curved leg", weight: 2.5) { generator in
      let end = Point(generator.uniform(-0.02...0.2), generator.uniform(0.84...0.98))
      return [nine(leg: [[0.55, 0.50], [0.48, 0.84], [0.28, 1.00], end], using: &generator)]
    },
    DigitForm(9, "hooked leg", weight: 1.5) { generator in
      let hook = generator.uniform(0.6...0.84)
      return [nine(leg: [[0.58, 0.45], [0.52, 0.80], [0.30, 1.00], [0.06, 0.9], [0.02, hook]], using: &generator)]
    },
    DigitForm(9, "ring and stick", weight: 1) { generator in
      let (width, height) = (generator.uniform(0.16...0.26), generator.uniform(0.18...0.28))
      let top = generator.uniform(0...0.15)
      return [
        Stroke(ring(around: [0.5 - width, height], [width, height], from: 2, hours: 12)),
        Stroke([[0.51, top], [0.50, 0.52], [0.48, 1.00]]),
      ]
    },
    DigitForm(9, "waisted leg", weight: 1.5, thickestPen: 0.14) { generator in
      // A small loop, a waist, and a bowl below, as of a 3 or a g.
      let (waist, deep) = (generator.uniform(0.36...0.52), generator.uniform(0.24...0.44))
      let (bulge, end) = (generator.uniform(0.46...0.68), generator.uniform(0.86...1.02))
      let left = generator.uniform(-0.02...0.16)
      return [
        Stroke([
          [0.50, 0.12], [0.34, 0.00], [0.18, 0.05], [0.12, 0.2], [0.2, waist - 0.1], [0.34, waist - 0.08],
          [0.48, 0.22], [0.52, 0.08], [0.50, 0.2], [deep + 0.08, waist - 0.04], [deep + 0.1, waist + 0.05],
          [bulge - 0.04, 0.62], [bulge, 0.76], [0.38, 0.94], [left, end],
        ])
      ]
    },
    DigitForm(9, "loop closed below", weight: 1) { generator in
      // The loop is drawn clockwise from its left and runs into the leg.
      let (left, foot) = (generator.uniform(0.02...0.14), generator.uniform(0.06...0.44))
      return [
        Stroke([
          [0.46, 0.34], [0.26, 0.46], [0.08, 0.38], [left, 0.20], [0.18, 0.02], [0.38, 0.01], [0.52, 0.14],
          [0.52, 0.40],
          [0.44, 0.72], [foot, 1.00],
        ])
      ]
    },
    DigitForm(9, "spiral", weight: 0.5, thickestPen: 0.11) { generator in
      let start = generator.uniform(0.26...0.36)
      return [
        Stroke(
          [
            [0.20, start], [0.38, start - 0.02], [0.46, 0.18], [0.34, 0.02], [0.12, 0.08], [0.04, 0.32], [0.16, 0.50],
            [0.40, 0.44],
          ], [[0.54, 0.20], [0.54, 0.55], [0.40, 0.88], [0.10, generator.uniform(0.9...1)]])
      ]
    },
  ]

  /// A closed or almost closed loop and the leg that follows it.
  private static func nine(leg: [Point], using generator: inout SeededGenerator) -> Stroke {
    let (low, close) = (generator.uniform(0.36...0.56), generator.uniform(0.04...0.2))
    let left = generator.uniform(0...0.12)
    return Stroke(
      [
        [0.50, 0.14], [0.34, 0.01], [0.14, 0.06], [left, 0.55 * low], [0.14, low], [0.33, low - 0.01],
        [0.47, 0.65 * low], [0.52, close],
      ], leg)
  }
}
