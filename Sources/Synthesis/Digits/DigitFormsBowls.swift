import Imaging

/// 2, 3 and 5: made of bowls.
extension DigitForm {
  static let bowlForms: [DigitForm] = twos + threes + fives

  private static let twos: [DigitForm] = [
    DigitForm(2, "flat base", weight: 3) { generator in
      let (start, right) = (generator.uniform(0.08...0.28), generator.uniform(0.48...0.75))
      let tilt = generator.uniform(-0.05...0.05)
      return [
        Stroke(
          [
            [0.05, start], [0.15, 0.05], [0.33, 0.00], [0.50, 0.10], [0.52, 0.30], [0.40, 0.53], [0.21, 0.78],
            [0.02, 0.99],
          ],
          [[0.30, 0.98 + tilt], [right, 0.98 + 1.5 * tilt]]
        )
      ]
    },
    DigitForm(2, "looped", weight: 2) { generator in
      let (loop, end) = (generator.uniform(0.7...1.3), generator.uniform(0.84...1.02))
      let low: Float = 0.94
      return [
        Stroke([
          [0.06, 0.20], [0.18, 0.03], [0.38, 0.01], [0.51, 0.15], [0.48, 0.37], [0.34, 0.63],
          [0.18, low - 0.07 * loop],
          [0.06, low], [0.00, low - 0.09 * loop], [0.10, low - 0.16 * loop], [0.24, 0.88], [0.42, 0.98], [0.54, 0.97],
          [0.66, end],
        ])
      ]
    },
    DigitForm(2, "plain", weight: 2) { generator in
      let (start, end) = (generator.uniform(0.06...0.24), generator.uniform(0.85...0.98))
      return [
        Stroke(
          [[0.04, start], [0.22, 0.01], [0.42, 0.04], [0.50, 0.22], [0.42, 0.48], [0.24, 0.75], [0.04, 0.96]],
          [[0.18, 0.91], [0.36, 0.97], [0.60, end]]
        )
      ]
    },
    DigitForm(2, "curled", weight: 1) { generator in
      let curl = generator.uniform(0.06...0.14)
      return [
        Stroke(
          [
            [0.26, 0.24 + 0.5 * curl], [0.14, 0.30], [0.06, 0.20], [0.16, 0.04], [0.38, 0.00], [0.53, 0.14],
            [0.48, 0.38],
            [0.32, 0.66], [0.08, 0.94],
          ], [[0.22, 0.91], [0.42, 0.98], [0.62, 0.94]])
      ]
    },
    DigitForm(2, "two loops", weight: 1.5) { generator in
      // The top closes to an egg or almost, the foot to a small loop or a sharp turn.
      let (top, start) = (generator.uniform(0.32...0.56), generator.uniform(0.14...0.36))
      let (low, end) = (
        generator.uniform(0.9...0.96), Point(generator.uniform(0.5...0.7), generator.uniform(0.9...1.04))
      )
      let egg: [Point] = [
        [start, top], [0.08, 0.7 * top], [0.08, 0.14], [0.29, 0.00], [0.49, 0.12], [0.47, 0.38], [0.36, 0.62],
      ]
      guard generator.unit() < 0.6 else { return [Stroke(egg + [[0.05, 0.96]], [[0.22, 0.92], [0.4, 0.97], end])] }
      return [
        Stroke(
          egg + [[0.20, low - 0.04], [0.07, low], [0.02, low - 0.08], [0.12, low - 0.13], [0.32, low - 0.02], end])
      ]
    },
    DigitForm(2, "angular", weight: 0.5) { generator in
      let rise = generator.uniform(0...0.1)
      return [
        Stroke(
          [[0.04, rise], [0.28, 0.02], [0.50, 0.02], [0.52, 0.12]], [[0.28, 0.55], [0.02, 0.98]],
          [[0.30, 0.97], [0.62, 0.99]])
      ]
    },
  ]

  private static let threes: [DigitForm] = [
    DigitForm(3, "round", weight: 4) { generator in
      let (waist, depth) = (generator.uniform(0.38...0.52), generator.uniform(0.14...0.36))
      let (start, end) = (generator.uniform(0.06...0.3), generator.uniform(0.76...0.98))
      return [
        Stroke(
          [[0.05, start], [0.20, 0.01], [0.40, 0.03], [0.50, 0.18], [0.42, waist - 0.08], [depth, waist]],
          [[0.43, waist + 0.05], [0.55, 0.70], [0.50, 0.89], [0.30, 1.00], [0.11, 0.97], [0.00, end]]
        )
      ]
    },
    DigitForm(3, "flat top", weight: 2) { generator in
      let (waist, left) = (generator.uniform(0.3...0.46), generator.uniform(0.12...0.36))
      let (tilt, end) = (generator.uniform(-0.05...0.05), generator.uniform(0.8...0.96))
      return [
        Stroke(
          [[0.04, 0.01 + tilt], [0.30, 0.02], [0.53, 0.00 - tilt]],
          [[0.38, 0.55 * waist], [left, waist]],
          [[0.42, waist + 0.03], [0.56, 0.62], [0.53, 0.83], [0.37, 0.98], [0.16, 0.99], [0.00, end]]
        )
      ]
    },
    DigitForm(3, "loop in the waist", weight: 0.8) { generator in
      let loop = generator.uniform(0.04...0.1)
      return [
        Stroke([
          [0.05, 0.12], [0.22, 0.00], [0.42, 0.05], [0.48, 0.20], [0.38, 0.36], [0.22, 0.45 + loop],
          [0.14, 0.42], [0.20, 0.40 - 0.5 * loop], [0.38, 0.46], [0.54, 0.64], [0.50, 0.88], [0.28, 1.00],
          [0.02, 0.90],
        ])
      ]
    },
    DigitForm(3, "curled ends", weight: 0.7) { generator in
      let curl = generator.uniform(0.03...0.1)
      return [
        Stroke(
          [
            [0.12 + curl, 0.24], [0.04, 0.18], [0.14, 0.02], [0.38, 0.01], [0.50, 0.17], [0.42, 0.36], [0.24, 0.44],
          ],
          [
            [0.46, 0.50], [0.56, 0.70], [0.46, 0.94], [0.22, 1.00], [0.03, 0.90], [0.05, 0.80 - curl], [0.14, 0.80],
          ])
      ]
    },
    DigitForm(3, "wide top, straight tail", weight: 1) { generator in
      let (start, waist) = (generator.uniform(0.12...0.34), generator.uniform(0.36...0.5))
      let tail = Point(generator.uniform(-0.12...0.2), generator.uniform(0.94...1))
      return [
        Stroke(
          [[0.00, start], [0.14, 0.06], [0.36, 0.00], [0.54, 0.12], [0.46, waist - 0.1], [0.26, waist]],
          [[0.44, waist + 0.04], [0.60, 0.60], [0.52, 0.78], [0.34, 0.90], tail])
      ]
    },
    DigitForm(3, "small top, long tail", weight: 0.7) { generator in
      let waist = generator.uniform(0.26...0.36)
      return [
        Stroke(
          [[0.16, 0.08], [0.30, 0.00], [0.46, 0.08], [0.42, 0.8 * waist], [0.26, waist]],
          [[0.48, waist + 0.06], [0.58, 0.58], [0.48, 0.84], [0.24, 0.99], [-0.06, generator.uniform(0.9...1.02)]])
      ]
    },
  ]

  private static let fives: [DigitForm] = [
    DigitForm(5, "separate hat", weight: 3) { generator in
      // The hat may float, or miss the stem.
      let (left, right) = (generator.uniform(-0.06...0.3), generator.uniform(0.45...0.85))
      let (height, rise) = (generator.uniform(-0.1...0.06), generator.uniform(-0.04...0.12))
      return [
        fiveBelly(from: [[0.13, 0.03], [0.11, 0.25]], using: &generator),
        Stroke([[left, height + 0.3 * rise], [(left + right) / 2, height], [right, height - rise]]),
      ]
    },
    DigitForm(5, "one stroke", weight: 3) { generator in
      let (right, tilt) = (generator.uniform(0.42...0.68), generator.uniform(-0.04...0.06))
      return [fiveBelly(from: [[right, -tilt], [0.34, 0.01], [0.15, 0.02]], [[0.12, 0.22]], using: &generator)]
    },
    DigitForm(
      5,
      "straight belly", weight: 0.7,
      Stroke(
        [[0.56, 0.01], [0.14, 0.00]],
        [[0.12, 0.40]],
        [[0.34, 0.40], [0.51, 0.52], [0.54, 0.74], [0.42, 0.94], [0.22, 1.00], [0.00, 0.98]]
      )
    ),
    DigitForm(5, "like an S", weight: 1.5) { generator in
      let (end, right) = (generator.uniform(0.84...0.98), generator.uniform(0.46...0.62))
      return [
        Stroke([
          [right, 0.06], [0.38, 0.00], [0.18, 0.04], [0.09, 0.24], [0.16, 0.40], [0.36, 0.47], [0.52, 0.64],
          [0.48, 0.88], [0.28, 1.00], [0.00, end],
        ])
      ]
    },
    DigitForm(5, "slanting, flat belly", weight: 0.7) { generator in
      let (knee, right) = (generator.uniform(0.36...0.5), generator.uniform(0.55...0.75))
      return [
        Stroke(
          [[right, 0.00], [0.22, 0.03]], [[0.10, knee]],
          [[0.30, knee - 0.02], [0.46, knee + 0.12], [0.42, 0.82], [0.22, 0.97], [-0.04, 0.98]])
      ]
    },
  ]

  /// A stem that has begun with `start`, and the bowl of a 5.
  private static func fiveBelly(from start: [Point]..., using generator: inout SeededGenerator) -> Stroke {
    let (knee, bulge) = (generator.uniform(0.36...0.52), generator.uniform(0.46...0.6))
    // A few come round almost to the stem.
    let end = Point(
      generator.uniform(-0.04...0.08),
      generator.unit() < 0.85 ? generator.uniform(0.8...0.99) : generator.uniform(0.64...0.8))
    var runs = start
    runs[runs.count - 1].append([0.08, knee])
    let belly: [Point] = [
      [0.25, knee - 0.06], [0.44, knee], [bulge, 0.65], [bulge - 0.06, 0.87], [0.29, 1.00], end,
    ]
    return Stroke(runs: runs + [belly])
  }
}
