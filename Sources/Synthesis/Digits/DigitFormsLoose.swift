import Imaging

/// 1, 4, 5 and 7 as hands that nobody corrects write them.
extension DigitForm {
  static let looseForms: [DigitForm] = ones + fours + fives + sevens

  private static let ones: [DigitForm] = [
    DigitForm(1, "roof", weight: 1.5, thickestPen: 0.14) { generator in [roof(using: &generator)] },
    DigitForm(1, "roof and foot", weight: 1, thickestPen: 0.13) { generator in
      let height = generator.uniform(0.96...1.03)
      let stem = roof(using: &generator)
      let (left, right) = (generator.uniform(-0.05...0.25), generator.uniform(0.5...0.75))
      return [stem, Stroke([[left, height], [right, height + generator.uniform(-0.04...0.04)]])]
    },
    DigitForm(1, "like an N", weight: 0.6, thickestPen: 0.11) { generator in
      // The pen leaves upwards from the foot, at most to the middle.
      let (left, low) = (generator.uniform(0...0.18), generator.uniform(0.5...0.95))
      let rise = generator.uniform(0.12...0.42)
      return [Stroke([[left, low], [0.36, 0]], [[0.38, 1]], [[0.38 + generator.uniform(0.1...0.3), 1 - rise]])]
    },
    DigitForm(1, "blunt", weight: 0.7, thickestPen: 0.4) { generator in
      let (left, drop) = (generator.uniform(0.08...0.24), generator.uniform(0.06...0.2))
      return [Stroke([[left, drop], [0.32, 0]], [[generator.uniform(0.26...0.38), 1]])]
    },
    DigitForm(1, "running out", weight: 0.6, thickestPen: 0.16) { generator in
      let (out, rise) = (generator.uniform(0.08...0.2), generator.uniform(0.02...0.12))
      let stem: [Point] = [[0.33, 0.5], [0.31, 0.86], [0.36, 1], [0.36 + out, 1 - rise]]
      guard generator.happens(0.5) else { return [Stroke([[0.36, 0]] + stem)] }
      let drop = generator.uniform(0.12...0.4)
      return [Stroke([[0.36 - 0.8 * drop, drop], [0.38, 0]], stem)]
    },
  ]

  /// A flag that comes up from the base line or near it, wide at the foot.
  private static func roof(using generator: inout SeededGenerator) -> Stroke {
    let (low, left) = (generator.uniform(0.66...1.02), generator.uniform(-0.25...0.12))
    let (foot, bow) = (generator.uniform(0.36...0.62), generator.uniform(-0.05...0.09))
    return Stroke(
      [[left, low], [(left + 0.36) / 2 - bow, low / 2 - 0.6 * bow], [0.36, 0]], [[0.36 + 0.5 * (foot - 0.36), 0.5]],
      [[foot, 1]])
  }

  private static let fours: [DigitForm] = [
    DigitForm(4, "chair", weight: 1.2) { generator in
      let (seat, stem) = (generator.uniform(0.45...0.66), generator.uniform(0.12...0.5))
      let (lean, right) = (generator.uniform(-0.04...0.12), generator.uniform(0.42...0.56))
      return [
        Stroke([[0.06 + lean, 0], [0.05, 0.5 * seat], [0.04, seat]], [[0.24, seat], [right, seat - 0.02]]),
        Stroke([[right, stem], [right - 0.01, 0.65], [right - generator.uniform(0...0.08), 1]]),
      ]
    },
    DigitForm(4, "knot in the corner", weight: 1, thickestPen: 0.12) { generator in
      let (low, knot) = (generator.uniform(0.52...0.7), generator.uniform(0.05...0.12))
      let (top, right) = (generator.uniform(0.24...0.42), generator.uniform(0.52...0.72))
      let stem = generator.uniform(0.1...0.45)
      return [
        Stroke([
          [top, 0], [0.12, 0.55 * low], [0.01, low], [0.02, low + knot], [0.11, low + 0.8 * knot], [0.1, low - 0.02],
          [0.3, low + 0.02], [right, low],
        ]),
        Stroke([[0.42, stem], [0.4, 0.7], [0.36, 1]]),
      ]
    },
    DigitForm(4, "loop before the stem", weight: 1, thickestPen: 0.12) { generator in
      let (deep, loop) = (generator.uniform(0.4...0.6), generator.uniform(0.03...0.09))
      let (start, foot) = (generator.uniform(0...0.2), generator.uniform(0.3...0.5))
      return [
        Stroke([
          [0.1, start], [0.02, 0.5 * (start + deep)], [0.12, deep], [0.32, deep - 0.06], [0.48, 0.16],
          [0.5, 0], [0.5 - loop, 0.04], [0.46, 0.3], [0.43, 0.7], [foot, 1],
        ])
      ]
    },
    DigitForm(4, "joined", weight: 0.7, thickestPen: 0.13) { generator in
      let (deep, out) = (generator.uniform(0.42...0.62), generator.uniform(0.1...0.3))
      return [
        Stroke([[0.14, 0], [0.04, 0.6 * deep], [0.1, deep], [0.3, deep - 0.02], [0.5, 0.3 * deep]]),
        Stroke([[0.5, 0.05], [0.46, 0.6], [0.44, 0.94], [0.5, 1], [0.5 + out, 1 - 0.6 * out]]),
      ]
    },
  ]

  private static let fives: [DigitForm] = [
    DigitForm(5, "small belly, long hat", weight: 1.6) { generator in
      let (knee, bulge) = (generator.uniform(0.36...0.54), generator.uniform(0.26...0.42))
      let (reach, rise) = (generator.uniform(0.5...1), generator.uniform(-0.04...0.24))
      let hat = Point(generator.uniform(0.06...0.26), generator.uniform(-0.08...0.05))
      return [
        Stroke(
          [[0.16, 0.05], [0.08, knee]],
          [
            [0.22, knee - 0.04], [bulge, knee + 0.16], [bulge - 0.04, 0.84], [0.14, 1],
            [generator.uniform(-0.12...0.02), 0.96],
          ]),
        Stroke([hat, [(hat.x + reach) / 2, hat.y - 0.4 * rise], [reach, hat.y - rise]]),
      ]
    },
    DigitForm(5, "like a root sign", weight: 0.5, thickestPen: 0.14) { generator in
      // Almost no knee: down, a short turn, down to the left, and the hat far to the right.
      let (turn, out) = (generator.uniform(0.42...0.56), generator.uniform(0.16...0.28))
      let (reach, rise) = (generator.uniform(0.55...0.95), generator.uniform(0...0.2))
      let hat: [Point] = [[reach, -rise], [0.4, -0.4 * rise], [0.16, 0]]
      return [
        Stroke(
          hat, [[0.1, turn]],
          [[out, turn + 0.02], [out + 0.04, turn + 0.16], [out - 0.06, 0.9], [generator.uniform(-0.12...0.04), 1]])
      ]
    },
    DigitForm(5, "rolled up below", weight: 0.5, thickestPen: 0.11) { generator in
      let (right, roll) = (generator.uniform(0.46...0.75), generator.uniform(0.12...0.26))
      return [
        Stroke([
          [right, 0.04], [0.36, 0], [0.14, 0.06], [0.12, 0.26], [0.3, 0.4], [0.54, 0.56], [0.56, 0.84], [0.3, 1],
          [0.06, 0.94], [0.02, 0.82], [0.12, 0.8 - 0.3 * roll], [0.12 + roll, 0.82],
        ])
      ]
    },
    DigitForm(5, "wave for a hat", weight: 0.7) { generator in
      let (knee, reach) = (generator.uniform(0.38...0.5), generator.uniform(0.5...0.8))
      let wave = generator.uniform(0.03...0.1)
      return [
        Stroke(
          [[0.2, 0.06], [0.1, knee]],
          [[0.28, knee - 0.06], [0.48, knee + 0.08], [0.5, 0.76], [0.34, 0.96], [0.1, 1], [-0.02, 0.9]]),
        Stroke([[0.14, 0.06], [0.3, -wave], [0.46, wave], [reach, -0.6 * wave]]),
      ]
    },
  ]

  private static let sevens: [DigitForm] = [
    DigitForm(7, "long serif", weight: 1.2) { generator in sevenWithSerif(isBarred: generator.happens(0.5), &generator)
    },
    DigitForm(7, "wave", weight: 1, thickestPen: 0.15) { generator in
      let (start, valley) = (generator.uniform(0.1...0.26), generator.uniform(0.08...0.2))
      let (right, foot) = (generator.uniform(0.5...0.66), generator.uniform(0.1...0.4))
      return [
        Stroke(
          [[0, start], [0.08, 0.02], [0.2, 0.03], [0.36, valley], [0.5, 0.6 * valley], [right, 0]],
          [[(right + foot) / 2 - 0.03, 0.5], [foot, 1]])
      ]
    },
    DigitForm(7, "low, wide bar", weight: 0.5) { generator in
      let (right, foot) = (generator.uniform(0.46...0.66), generator.uniform(0.06...0.3))
      let height = generator.uniform(0.55...0.72)
      let middle = foot + (1 - height) * (right - foot)
      let reach = generator.uniform(0.2...0.42)
      return [
        Stroke([[0, 0.02], [0.3, 0.02], [right, 0]], [[foot, 1]]),
        Stroke([[middle - reach, height + 0.02], [middle + reach, height - 0.02]]),
      ]
    },
  ]

  private static func sevenWithSerif(isBarred: Bool, _ generator: inout SeededGenerator) -> [Stroke] {
    let (hook, right) = (generator.uniform(0.22...0.4), generator.uniform(0.5...0.72))
    let (foot, aside) = (generator.uniform(0.12...0.42), generator.uniform(-0.06...0.04))
    let seven = Stroke(
      [[0.02 + aside, hook], [0.03, 0]], [[0.3, 0.03], [right, 0]], [[(right + foot) / 2 - 0.03, 0.5], [foot, 1]])
    let middle = (right + foot) / 2
    return isBarred ? [seven, Stroke([[middle - 0.22, 0.53], [middle + 0.22, 0.48]])] : [seven]
  }
}
