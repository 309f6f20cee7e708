import Imaging

/// Zeroes a share of the values, in fp32 and row-major, and scales the rest, so that the expectation stays
/// (Srivastava et al., 2014).
final class DropoutLayer: Layer {
  let output: Tensor
  let forwardSteps: [Step]
  private(set) var backwardSteps: [Step] = []

  private let mask: DropoutMask

  /// `random` supplies the generator that stands for the images at hand.
  init(
    rate: Float,
    input: Tensor,
    random: RandomSource,
    workspace: Workspace
  ) throws(NetworkError) {
    let (source, steps) = try workspace.convert(input, to: .plain(input.dimensions))
    let output = try workspace.tensor(source.layout)
    let mask = DropoutMask(rate: rate, count: output.floats.count)
    (self.output, self.mask) = (output, mask)
    forwardSteps =
      steps + [
        .kernel {
          mask.draw(from: &random.generator)
          mask.apply(to: source.floats, giving: output.floats)
        }
      ]
  }

  func buildBackward(
    from outputGradient: Tensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> Tensor? {
    guard needsInputGradient else { return nil }
    let (aligned, steps) = try workspace.convert(outputGradient, to: output.layout)
    let inputGradient = try workspace.tensor(output.layout)
    backwardSteps = steps + [.kernel { [mask] in mask.apply(to: aligned.floats, giving: inputGradient.floats) }]
    return inputGradient
  }
}

/// The generator from which the layers of one network draw.
final class RandomSource {
  var generator = SeededGenerator(seed: 0)
}
