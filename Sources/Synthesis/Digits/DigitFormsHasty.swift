import Imaging

/// Digits as numbers are written in haste, where they stand beside others. Single digits are not drawn so.
extension DigitForm {
  static let hastyForms: [DigitForm] = ones + twosAndThrees + foursToSevens + eights + ninesAndZeros

  private static let ones: [DigitForm] = [
    DigitForm(1, "tent", weight: 5, thickestPen: 0.15) { generator in
      // An up-stroke almost as long as the stem, both of them leaning apart.
      let (low, left) = (generator.uniform(0.55...1), generator.uniform(-0.3...0))
      let (foot, bow) = (generator.uniform(0.34...0.6), generator.uniform(-0.04...0.08))
      return [
        Stroke(
          [[left, low], [0.5 * (left + 0.34) - bow, 0.5 * low - bow], [0.34, 0]],
          [[0.34 + 0.55 * (foot - 0.34), 0.5], [foot, 1]])
      ]
    },
    DigitForm(1, "flag of any length", weight: 5, thickestPen: 0.15) { generator in
      let (drop, slope) = (generator.uniform(0.2...0.98), generator.uniform(0.3...0.8))
      let (lean, bow) = (generator.uniform(-0.1...0.1), generator.uniform(-0.06...0.1) * drop)
      let start = Point(0.36 - slope * drop, drop)
      let middle = 0.5 * (start + [0.36, 0]) + Point(-bow, -0.8 * bow)
      return [Stroke([start, middle, [0.36, 0]], [[0.36 + 0.5 * lean, 0.5], [0.36 + lean, 1]])]
    },
    DigitForm(1, "tent on a line", weight: 2.5, thickestPen: 0.13) { generator in
      let (low, left) = (generator.uniform(0.4...0.9), generator.uniform(-0.24...0.08))
      let (foot, base) = (generator.uniform(0.34...0.46), generator.uniform(0.96...1.03))
      let (from, to) = (generator.uniform(-0.25...0.2), generator.uniform(0.5...0.85))
      return [
        Stroke([[left, low], [0.34, 0]], [[foot, 1]]),
        Stroke([[from, base + generator.uniform(-0.04...0.04)], [to, base]]),
      ]
    },
    DigitForm(1, "flag, stem and way out", weight: 1.5, thickestPen: 0.12) { generator in
      let (left, low) = (generator.uniform(-0.1...0.16), generator.uniform(0.3...0.95))
      let (out, rise) = (generator.uniform(0.08...0.34), generator.uniform(0.02...0.5))
      return [
        Stroke(
          [[left, low], [0.34, 0]], [[0.36, 0.6], [0.38, 0.98]],
          [[0.38 + 0.6 * out, 1 - 0.5 * rise], [0.38 + out, 1 - rise]])
      ]
    },
    DigitForm(1, "hook and foot", weight: 1, thickestPen: 0.14) { generator in
      let (left, drop) = (generator.uniform(0.02...0.2), generator.uniform(0.1...0.4))
      return [
        Stroke([
          [left, drop], [0.24, 0.1], [0.34, 0], [0.35, 0.3], [0.33, 0.7], [0.34, 0.95],
          [0.42, 1], [generator.uniform(0.46...0.62), generator.uniform(0.92...1)],
        ])
      ]
    },
  ]

  private static let twosAndThrees: [DigitForm] = [
    DigitForm(2, "wide loop", weight: 1.5, thickestPen: 0.11) { generator in
      // The loop at the foot lies as wide as the head.
      let (loop, rise) = (generator.uniform(0.1...0.26), generator.uniform(0.08...0.24))
      let end = Point(generator.uniform(0.5...0.95), generator.uniform(0.84...1.06))
      return [
        Stroke([
          [0.06, generator.uniform(0.1...0.34)], [0.2, 0.02], [0.4, 0.02], [0.5, 0.18], [0.42, 0.44], [0.24, 0.76],
          [0.06, 0.98], [-loop, 0.96], [-0.8 * loop, 0.98 - rise], [0.12, 0.96 - 0.6 * rise], [0.34, 0.98], end,
        ])
      ]
    },
    DigitForm(2, "spiral", weight: 1.2, thickestPen: 0.11) { generator in
      // The pen starts inside the head, which closes, and comes back over the foot in a wide loop.
      let (start, head) = (generator.uniform(0.16...0.34), generator.uniform(0.24...0.42))
      let (loop, rise) = (generator.uniform(0.04...0.22), generator.uniform(0.14...0.34))
      let end = Point(generator.uniform(0.5...0.9), generator.uniform(0.88...1.06))
      return [
        Stroke([
          [start, 0.5 * head], [0.18, head], [0.03, 0.6 * head], [0.12, 0.03], [0.34, 0], [0.52, 0.16], [0.46, 0.42],
          [0.28, 0.74], [0.08, 0.97], [-loop, 0.94], [-0.7 * loop, 0.97 - rise], [0.14, 0.95 - 0.5 * rise],
          [0.34, 0.96], end,
        ])
      ]
    },
    DigitForm(2, "narrow head, level foot", weight: 0.8, thickestPen: 0.13) { generator in
      let (head, reach) = (generator.uniform(0.1...0.3), generator.uniform(0.36...0.7))
      return [
        Stroke(
          [
            [0.1, generator.uniform(0.1...0.3)], [0.1 + 0.5 * head, 0], [0.1 + head, 0.14], [0.08 + 0.6 * head, 0.56],
          ],
          [[0.02, 0.94]], [[0.2, 0.92], [reach, generator.uniform(0.9...1)]])
      ]
    },
    DigitForm(2, "like a Z", weight: 1.2, thickestPen: 0.14) { generator in
      let (rise, right) = (generator.uniform(-0.02...0.12), generator.uniform(0.44...0.7))
      return [
        Stroke(
          [[0.02, rise + 0.04], [0.26, 0.02], [0.5, 0.04]], [[0.3, 0.5], [0, 0.98]],
          [[0.3, 0.94 + generator.uniform(-0.03...0.05)], [right, 0.98]])
      ]
    },
    DigitForm(3, "level top, round belly", weight: 2, thickestPen: 0.14) { generator in
      let (waist, left) = (generator.uniform(0.26...0.44), generator.uniform(0.14...0.34))
      let (start, end) = (
        generator.uniform(-0.06...0.14), Point(generator.uniform(-0.12...0.1), generator.uniform(0.84...1))
      )
      return [
        Stroke(
          [[start, generator.uniform(-0.04...0.08)], [0.28, 0.02], [0.52, 0]], [[left, waist]],
          [[0.44, waist + 0.06], [0.54, 0.66], [0.44, 0.9], [0.2, 1], end])
      ]
    },
    DigitForm(3, "like a Z with a belly", weight: 1, thickestPen: 0.13) { generator in
      let (waist, left) = (generator.uniform(0.34...0.5), generator.uniform(0...0.2))
      return [
        Stroke(
          [[0.02, 0.04], [0.5, 0]], [[left, waist]], [[left + 0.3, waist - 0.02], [0.54, waist + 0.14]],
          [[0.52, 0.8], [0.3, 0.98], [generator.uniform(-0.1...0.06), generator.uniform(0.9...1.02)]])
      ]
    },
  ]

  private static let foursToSevens: [DigitForm] = [
    DigitForm(4, "high chair", weight: 1.5) { generator in
      // The stem begins at the seat, or little above, and goes far down.
      let (seat, right) = (generator.uniform(0.36...0.56), generator.uniform(0.4...0.6))
      let (lean, above) = (generator.uniform(-0.02...0.2), generator.uniform(0.02...0.4))
      return [
        Stroke(
          [[0.06 + lean, 0], [0.02, seat]], [[0.3, seat + 0.01], [right + generator.uniform(0...0.2), seat]]),
        Stroke([[right, seat - above], [right - 0.02, 0.7], [right - generator.uniform(0...0.12), 1]]),
      ]
    },
    DigitForm(4, "like an h", weight: 0.6, thickestPen: 0.13) { generator in
      let seat = generator.uniform(0.42...0.58)
      return [
        Stroke(
          [[0.08, 0], [0.05, seat]], [[0.24, seat - 0.06], [0.4, seat - 0.02]],
          [[0.42, 0.7], [generator.uniform(0.34...0.44), 1]])
      ]
    },
    DigitForm(5, "like a check mark", weight: 1.2, thickestPen: 0.13) { generator in
      // A short stem, a flat belly and the hat as one long line to the right, as in a root sign.
      let (knee, reach) = (generator.uniform(0.34...0.5), generator.uniform(0.5...1.05))
      let (rise, out) = (generator.uniform(-0.02...0.24), generator.uniform(0.14...0.32))
      return [
        Stroke(
          [[0.14, 0.06], [0.08, knee]],
          [[out, knee + 0.02], [out + 0.1, 0.68], [out - 0.02, 0.92], [generator.uniform(-0.16...0.04), 1]]),
        Stroke([[0.14, 0.04], [0.5 * reach, -0.3 * rise], [reach, -rise]]),
      ]
    },
    DigitForm(5, "slack S", weight: 1, thickestPen: 0.14) { generator in
      let (right, tail) = (generator.uniform(0.44...0.8), generator.uniform(-0.16...0.02))
      return [
        Stroke([
          [right, generator.uniform(-0.08...0.06)], [0.34, 0.02], [0.14, 0.14], [0.14, 0.34], [0.32, 0.5],
          [0.42, 0.68], [0.34, 0.88], [0.16, 0.99], [tail, generator.uniform(0.9...1)],
        ])
      ]
    },
    DigitForm(6, "closed late", weight: 1.2, thickestPen: 0.12) { generator in
      // The bowl comes round high up, and ends short of the stem or crosses it.
      let (right, top) = (generator.uniform(0.36...0.54), generator.uniform(0.3...0.52))
      let end = Point(generator.uniform(-0.06...0.2), top + generator.uniform(0.02...0.3))
      return [
        Stroke([
          [generator.uniform(0.2...0.5), 0], [0.12, 0.24], [0.03, 0.56], [0.08, 0.88], [0.26, 1], [right - 0.04, 0.88],
          [right, top + 0.16], [right - 0.12, top], end,
        ])
      ]
    },
    DigitForm(6, "like a b", weight: 0.8, thickestPen: 0.13) { generator in
      let top = generator.uniform(0.46...0.64)
      return [
        Stroke([
          [generator.uniform(0.06...0.3), 0], [0.08, 0.3], [0.03, 0.7], [0.14, 0.98], [0.34, 0.96], [0.46, 0.78],
          [0.38, top], [0.2, top + 0.02], [0.06, top + 0.2],
        ])
      ]
    },
    DigitForm(7, "hook before the top", weight: 1.5, thickestPen: 0.15) { generator in
      let (hook, right) = (generator.uniform(0.12...0.36), generator.uniform(0.46...0.72))
      let (foot, tilt) = (generator.uniform(0...0.36), generator.uniform(-0.08...0.1))
      let seven = Stroke(
        [[0.03, hook], [0, 0.5 * hook], [0.06, tilt]], [[0.3, 0.04], [right, 0]],
        [[0.5 * (right + foot) + 0.01, 0.44], [foot, 1]])
      guard generator.happens(0.5) else { return [seven] }
      let height = generator.uniform(0.4...0.64)
      return [
        seven, Stroke([[generator.uniform(-0.04...0.16), height + 0.03], [generator.uniform(0.48...0.8), height]]),
      ]
    },
    DigitForm(7, "sickle", weight: 0.8, thickestPen: 0.15) { generator in
      let (right, foot) = (generator.uniform(0.44...0.6), generator.uniform(0.16...0.4))
      return [
        Stroke([
          [0, generator.uniform(0.04...0.2)], [0.2, 0.03], [right, 0], [right - 0.08, 0.26], [foot, 0.7],
          [foot - 0.04, 1],
        ])
      ]
    },
  ]

  private static let eights: [DigitForm] = [
    DigitForm(8, "like a p", weight: 1.2, thickestPen: 0.12) { generator in
      // The lower loop is a slit, or the two sides of it lie on each other.
      let (waist, slit) = (generator.uniform(0.4...0.58), generator.uniform(-0.02...0.12))
      return [
        Stroke([
          [0.44, 0.14], [0.3, 0], [0.1, 0.06], [0.04, 0.24], [0.16, waist - 0.04], [0.2 + slit, waist + 0.2],
          [0.16 + slit, 0.95], [0.1, 1], [0.07, 0.9], [0.16, waist + 0.14], [0.34, waist - 0.1],
          [0.46, 0.2], [generator.uniform(0.34...0.46), generator.uniform(0...0.12)],
        ])
      ]
    },
    DigitForm(8, "open below", weight: 0.8, thickestPen: 0.12) { generator in
      let (waist, gap) = (generator.uniform(0.4...0.54), generator.uniform(0.04...0.2))
      return [
        Stroke([
          [0.06, generator.uniform(0.84...1)], [0.2, 0.76], [0.34, waist], [0.46, 0.2], [0.32, 0], [0.12, 0.08],
          [0.1, 0.26], [0.26, waist + 0.02], [0.46, 0.76], [0.4, 0.96], [0.1 + gap, 1],
        ])
      ]
    },
    DigitForm(8, "wide open top", weight: 1, thickestPen: 0.13) { generator in
      let waist = generator.uniform(0.38...0.52)
      return [
        Stroke([
          [generator.uniform(0.4...0.56), generator.uniform(0...0.1)], [0.26, 0], [0.08, 0.12], [0.12, 0.3],
          [0.32, waist + 0.02], [0.48, 0.74], [0.34, 0.98], [0.1, 0.94], [0.06, 0.74], [0.26, waist + 0.04],
          [0.46, 0.3], [generator.uniform(0.5...0.64), generator.uniform(0.1...0.2)],
        ])
      ]
    },
    DigitForm(8, "leaning, one small loop", weight: 0.8, thickestPen: 0.1) { generator in
      let (waist, top) = (generator.uniform(0.3...0.42), generator.uniform(0.08...0.16))
      return [
        Stroke([
          [0.4 + top, 0.06], [0.34, 0], [0.36 - top, 0.5 * waist], [0.34, waist], [0.46, 0.7], [0.26, 0.98],
          [0.04, 0.84], [0.1, 0.6], [0.3, waist], [0.4 + top, 0.12], [0.36, 0],
        ])
      ]
    },
  ]

  private static let ninesAndZeros: [DigitForm] = [
    DigitForm(9, "tail with a loop", weight: 1.2, thickestPen: 0.11) { generator in
      let (loop, low) = (generator.uniform(0.1...0.3), generator.uniform(0.34...0.5))
      let out = Point(generator.uniform(0.45...0.7), generator.uniform(0.6...0.9))
      return [
        Stroke([
          [0.44, 0.1], [0.24, 0], [0.05, 0.14], [0.08, low - 0.06], [0.26, low], [0.44, 0.16], [0.46, 0.06],
          [0.43, 0.5],
          [0.34, 0.9], [0.34 - 0.6 * loop, 1], [0.32 - loop, 0.9], [0.3, 0.76], out,
        ])
      ]
    },
    DigitForm(9, "g with a wide tail", weight: 0.8, thickestPen: 0.13) { generator in
      let low = generator.uniform(0.36...0.52)
      return [
        Stroke([
          [0.42, 0.06], [0.2, 0], [0.04, 0.18], [0.1, low], [0.28, low], [0.44, 0.1], [0.45, 0.5], [0.4, 0.86],
          [0.2, 1], [generator.uniform(-0.16...0.04), generator.uniform(0.82...0.98)],
        ])
      ]
    },
    DigitForm(9, "small head, bent leg", weight: 1, thickestPen: 0.13) { generator in
      // Not closed; only the length of the leg tells it from a 3 with a flat top.
      let (low, gap) = (generator.uniform(0.28...0.42), generator.uniform(0...0.1))
      let end = Point(generator.uniform(-0.1...0.14), generator.uniform(0.86...1))
      return [
        Stroke([
          [0.42 - gap, 0.04], [0.22, 0], [0.06, 0.12], [0.08, low - 0.04], [0.24, low], [0.4, 0.6 * low],
          [0.46, 0.1 + gap], [0.5, 0.42], [0.44, 0.8], [0.24, 1], end,
        ])
      ]
    },
    DigitForm(9, "like a P", weight: 0.7, thickestPen: 0.13) { generator in
      // The bowl is drawn from within, and its left side goes on as the stem.
      let (low, width) = (generator.uniform(0.34...0.5), generator.uniform(0.26...0.4))
      let (start, foot) = (generator.uniform(0...0.12), generator.uniform(0.02...0.24))
      return [
        Stroke([
          [0.12 + start, low], [0.1 + width, 0.7 * low], [0.12 + width, 0.12], [0.1 + 0.5 * width, 0], [0.12, 0.1],
          [0.1, low], [0.5 * (0.1 + foot), 0.75], [foot, 1],
        ])
      ]
    },
    DigitForm(9, "like an e", weight: 0.5, thickestPen: 0.12) { generator in
      let (low, right) = (generator.uniform(0.34...0.5), generator.uniform(0.36...0.48))
      return [
        Stroke([
          [0.1, low], [right - 0.04, 0.76 * low], [right, 0.12], [0.26, 0], [0.1, 0.16], [0.06, 0.6],
          [0.16, 0.94], [generator.uniform(0.28...0.46), generator.uniform(0.9...1)],
        ])
      ]
    },
    DigitForm(9, "open, like a y", weight: 0.7, thickestPen: 0.14) { generator in
      let (low, right) = (generator.uniform(0.32...0.48), generator.uniform(0.42...0.52))
      return [
        Stroke(
          [[generator.uniform(0.1...0.32), 0], [0.04, 0.16], [0.1, low], [0.3, low - 0.02], [right, 0.04]],
          [[right - 0.02, 0.5], [generator.uniform(0.16...0.5), 1]])
      ]
    },
    DigitForm(0, "tail at the top", weight: 1, thickestPen: 0.13) { generator in
      // The pen leaves over the top toward the next digit.
      let radius = generator.uniform(0.22...0.42)
      let out = generator.uniform(0.06...0.4)
      return [
        Stroke(
          ring(around: [0.3, 0.5], [radius, 0.5], from: 1, hours: 12) + [
            [0.3 + radius + out, generator.uniform(-0.06...0.16)]
          ])
      ]
    },
    DigitForm(0, "not closed", weight: 0.8, thickestPen: 0.13) { generator in
      let radius = generator.uniform(0.2...0.4)
      let start = [1, 12, 11][generator.index(below: 3)]
      return [
        Stroke(
          [[0.3 + generator.uniform(-0.1...0.3), generator.uniform(-0.04...0.1)]]
            + ring(around: [0.3, 0.52], [radius, 0.48], from: start - 1, hours: 10))
      ]
    },
  ]
}
