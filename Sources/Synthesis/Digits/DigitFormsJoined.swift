import Imaging

/// 0, 2, 3, 6, 8 and 9 as written quickly, joined to what stands beside them, or with the flourishes of old copybooks.
extension DigitForm {
  static let joinedForms: [DigitForm] = zeros + twosAndThrees + sixes + eights + nines

  private static let zeros: [DigitForm] = [
    DigitForm(0, "crossed by a slash", weight: 1.2, thickestPen: 0.13) { generator in
      let radius = generator.uniform(0.2...0.36)
      let over = generator.uniform(0.02...0.3)
      // Mostly from above on the right; steep or flat.
      let side: Float = generator.happens(0.8) ? 1 : -1
      let lean = side * generator.uniform(0.12...0.4)
      return [
        Stroke(ring(around: [0.3, 0.5], [radius, 0.5 - 0.6 * over], from: 12, hours: 12)),
        Stroke([[0.3 + lean, 0.08 - over], [0.3, 0.5], [0.3 - lean, 0.92 + over]]),
      ]
    },
    DigitForm(0, "begun within", weight: 0.4, thickestPen: 0.1) { generator in
      // The pen crosses the inside to the right before it goes round.
      let start = Point(generator.uniform(0.06...0.26), generator.uniform(0.4...0.62))
      let radius = generator.uniform(0.26...0.46)
      let around = ring(around: [0.3, 0.5], [radius, 0.5], from: 2, hours: Int(generator.uniform(12...13.9)))
      return [Stroke([start, [0.3 + 0.5 * radius, start.y]] + around)]
    },
    DigitForm(0, "loop within", weight: 0.6, thickestPen: 0.1) { generator in
      let size = generator.uniform(0.1...0.2)
      return [
        Stroke(
          ring(around: [0.3, 0.5], [generator.uniform(0.26...0.4), 0.5], from: 1, hours: 12) + [
            [0.3, 0.06], [0.24, 0.05 + size], [0.32, 0.06 + 1.6 * size], [0.4, 0.04 + size], [0.36, 0.02],
          ])
      ]
    },
    DigitForm(0, "open top", weight: 0.7) { generator in
      let (gap, depth) = (generator.uniform(0.03...0.11), generator.uniform(0...0.12))
      return [
        Stroke(
          [[0.3 - gap, depth]] + ring(around: [0.3, 0.5], [0.28, 0.5], from: 10, hours: 8)
            + [[0.3 + gap, generator.uniform(0...0.1)]])
      ]
    },
    DigitForm(0, "joined", weight: 0.5, thickestPen: 0.13) { generator in
      let radius = generator.uniform(0.24...0.6)
      let (before, after) = (generator.uniform(0...0.3), generator.uniform(0.1...0.4))
      let around = ring(around: [0.3, 0.5], [radius, 0.5], from: 12, hours: 12)
      let exit: [Point] = [[0.3 + 0.5 * radius, 0.14], [0.3 + radius + after, generator.uniform(-0.04...0.2)]]
      guard before > 0.12 else { return [Stroke(around + exit)] }
      return [Stroke([[0.3 - radius - before, 0.3], [0.3 - 0.7 * radius, 0.05]] + around + exit)]
    },
  ]

  private static let twosAndThrees: [DigitForm] = [
    DigitForm(2, "swan", weight: 1, thickestPen: 0.12) { generator in
      // A dot or curl to begin with, a wide loop at the foot and a wave.
      let (curl, loop) = (generator.uniform(0...0.1), generator.uniform(0.12...0.26))
      let end = Point(generator.uniform(0.55...0.8), generator.uniform(0.82...1))
      return [
        Stroke([
          [0.12 + curl, 0.2 + 0.5 * curl], [0.06, 0.16], [0.12, 0.04], [0.32, 0], [0.48, 0.12], [0.44, 0.34],
          [0.3, 0.6], [0.14, 0.88], [0.02, 0.97], [-0.06, 0.9], [0.02, 0.97 - loop], [0.16, 0.86], [0.36, 0.98], end,
        ])
      ]
    },
    DigitForm(3, "long waist", weight: 0.8, thickestPen: 0.13) { generator in
      let (waist, left) = (generator.uniform(0.36...0.5), generator.uniform(-0.06...0.12))
      return [
        Stroke(
          [[0.04, 0.06], [0.26, 0], [0.48, 0.06], [0.42, 0.24], [left, waist]],
          [[0.4, waist + 0.02], [0.56, 0.62], [0.5, 0.86], [0.26, 1], [-0.02, generator.uniform(0.84...0.98)]])
      ]
    },
    DigitForm(3, "hooked start", weight: 0.4, thickestPen: 0.13) { generator in
      let (hook, waist) = (generator.uniform(0.14...0.3), generator.uniform(0.36...0.48))
      let end = Point(generator.uniform(-0.1...0.1), generator.uniform(0.84...1))
      return [
        Stroke(
          [[0.2, hook], [0.08, hook - 0.04], [0.08, 0.06], [0.28, 0], [0.44, 0.12], [0.4, 0.3], [0.22, waist]],
          [[0.46, waist + 0.06], [0.56, 0.7], [0.42, 0.94], [0.18, 1], end])
      ]
    },
  ]

  private static let sixes: [DigitForm] = [
    DigitForm(6, "ring with a horn", weight: 0.4, thickestPen: 0.14) { generator in
      // Closed late: the ring is wide, and the horn at least a quarter of the height.
      let (height, width) = (generator.uniform(0.28...0.34), generator.uniform(0.26...0.42))
      let horn = Point(generator.uniform(0.3...0.6), 0)
      return [
        Stroke(
          [horn, [0.5 * horn.x + 0.02, 0.14]]
            + ring(around: [0.3, 1 - height], [width, height], from: 10, hours: Int(generator.uniform(11...12.9))))
      ]
    },
    DigitForm(6, "open", weight: 0.8) { generator in
      let (right, top) = (generator.uniform(0.46...0.6), generator.uniform(0.46...0.6))
      let end = Point(generator.uniform(0.18...0.3), top + generator.uniform(0.06...0.16))
      return [
        Stroke([
          [generator.uniform(0.3...0.56), 0], [0.16, 0.22], [0.03, 0.58], [0.1, 0.9], [0.32, 1], [right, 0.84],
          [right - 0.04, top + 0.04], [0.36, top], end,
        ])
      ]
    },
    DigitForm(6, "looped stem", weight: 0.5, thickestPen: 0.1) { generator in
      let (reach, loop) = (generator.uniform(0.4...0.5), generator.uniform(0.5...0.6))
      return [
        Stroke([
          [0.22, 0.28], [reach - 0.04, 0.16], [reach, 0.04], [reach - 0.1, 0], [0.22, 0.1], [0.08, 0.4], [0.04, 0.72],
          [0.16, 0.96], [0.36, 0.98], [0.52, 0.8], [0.42, loop + 0.02], [0.24, loop + 0.04], [0.08, loop + 0.24],
        ])
      ]
    },
  ]

  private static let eights: [DigitForm] = [
    DigitForm(8, "begun at the waist", weight: 1) { generator in
      let (waist, top) = (generator.uniform(0.38...0.52), generator.uniform(0.16...0.24))
      let end = Point(generator.uniform(0.22...0.42), waist + generator.uniform(-0.06...0.08))
      return [
        Stroke([
          [0.3, waist], [0.3 - top, 0.6 * waist], [0.3 - 0.8 * top, 0.06], [0.34, 0], [0.3 + top, 0.5 * waist],
          [0.3, waist + 0.02], [0.06, 0.74], [0.12, 0.95], [0.32, 1], [0.52, 0.88], [0.5, waist + 0.2], end,
        ])
      ]
    },
    DigitForm(8, "like a B", weight: 0.5, thickestPen: 0.13) { generator in
      let waist = generator.uniform(0.4...0.52)
      return [
        Stroke(
          [[0.08, 0], [0.07, 0.5], [0.08, 1]],
          [[0.36, 0.98], [0.5, 0.78], [0.4, waist + 0.08], [0.1, waist]],
          [[0.36, waist - 0.06], [0.46, 0.2], [0.34, 0.02], [0.04, 0.02]])
      ]
    },
    DigitForm(8, "S and a stroke", weight: 0.8, thickestPen: 0.13) { generator in
      let (waist, over) = (generator.uniform(0.4...0.5), generator.uniform(-0.04...0.14))
      return [
        Stroke(
          [
            [0.44, 0.08], [0.24, 0], [0.08, 0.14], [0.16, waist - 0.08], [0.4, waist + 0.1], [0.5, 0.78], [0.34, 0.98],
            [0.12, 0.98], [0.03, 0.86],
          ], [[0.3, waist + 0.06], [0.5 + over, 0.02 - 0.4 * over]])
      ]
    },
  ]

  private static let nines: [DigitForm] = [
    DigitForm(9, "like a g", weight: 0.6, thickestPen: 0.12) { generator in
      let (low, right) = (generator.uniform(0.36...0.5), generator.uniform(0.46...0.72))
      return [
        Stroke([
          [0.5, 0.12], [0.32, 0], [0.1, 0.06], [0.04, 0.24], [0.14, low], [0.34, low - 0.02], [0.48, 0.14], [0.5, 0.4],
          [0.46, 0.8], [0.28, 1], [0.06, 0.96], [0.04, 0.82], [0.24, 0.72], [right, generator.uniform(0.56...0.7)],
        ])
      ]
    },
    DigitForm(9, "closed late", weight: 0.9) { generator in
      let (low, gap) = (generator.uniform(0.38...0.54), generator.uniform(0.04...0.16))
      let foot = Point(generator.uniform(0.2...0.5), 1)
      return [
        Stroke(
          [
            [0.5 - gap, 0.03], [0.26, 0], [0.06, 0.1], [0.02, 0.7 * low], [0.16, low], [0.36, low - 0.06],
            [0.52, 0.04],
          ],
          [[0.5, 0.5], foot])
      ]
    },
    DigitForm(9, "flourished", weight: 1.2, thickestPen: 0.14) { generator in
      let (low, reach) = (generator.uniform(0.34...0.5), generator.uniform(0.1...0.4))
      return [
        Stroke([
          [0.5, 0.14], [0.34, 0], [0.14, 0.06], [0.06, 0.6 * low], [0.16, low], [0.34, low - 0.04], [0.5, 0.1],
          [0.5, 0.42], [0.36, 0.82], [0.12, 1], [0.1 - reach, generator.uniform(0.86...1)],
        ])
      ]
    },
    DigitForm(9, "small loop, round leg", weight: 0.5, thickestPen: 0.13) { generator in
      let (width, low) = (generator.uniform(0.12...0.2), generator.uniform(0.26...0.4))
      let end = Point(generator.uniform(-0.04...0.12), generator.uniform(0.78...0.98))
      return [
        Stroke(
          ring(around: [0.46 - width, 0.5 * low], [width, 0.5 * low], from: 2, hours: 12) + [
            [0.5, 0.3], [0.6, 0.55], [0.56, 0.84], [0.34, 1], end,
          ])
      ]
    },
  ]
}
