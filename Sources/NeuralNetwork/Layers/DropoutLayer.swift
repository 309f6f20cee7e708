import Imaging

/// Zeroes a share of the values, in fp32 and row-major, and scales the rest, so that the expectation stays
/// (Srivastava et al., 2014).
final class DropoutLayer: Layer {
  let output: KernelTensor
  let forwardOperations: [Operation]
  private(set) var backwardOperations: [Operation] = []

  private let mask: DropoutMask

  /// `random` supplies the generator that stands for the images at hand.
  init(
    rate: Float,
    input: KernelTensor,
    random: RandomSource,
    workspace: Workspace
  ) throws(NetworkError) {
    let (source, operations) = try workspace.convert(input, to: .plain(input.dimensions))
    let output = try workspace.tensor(source.layout)
    let mask = DropoutMask(rate: rate, count: output.floats.count)
    (self.output, self.mask) = (output, mask)
    forwardOperations =
      operations + [
        .kernel {
          mask.draw(from: &random.generator)
          mask.apply(to: source.floats, giving: output.floats)
        }
      ]
  }

  func buildBackward(
    from outputGradient: KernelTensor,
    needsInputGradient: Bool,
    in workspace: Workspace
  ) throws(NetworkError) -> KernelTensor? {
    guard needsInputGradient else { return nil }
    let (aligned, operations) = try workspace.convert(outputGradient, to: output.layout)
    let inputGradient = try workspace.tensor(output.layout)
    backwardOperations =
      operations + [.kernel { [mask] in mask.apply(to: aligned.floats, giving: inputGradient.floats) }]
    return inputGradient
  }
}

/// The generator from which the layers of one network draw.
final class RandomSource {
  var generator = SeededGenerator(seed: 0)
}
