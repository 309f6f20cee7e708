import ArgumentParser
import Augmentation

/// How much training digits are moved, bent and spoiled.
struct AugmentationOptions: ParsableArguments {
  private static let defaults = AugmentationSettings()

  @Option(help: ArgumentHelp("Largest rotation.", valueName: "degrees"))
  var rotation = defaults.rotation

  @Option(help: ArgumentHelp("Largest shift along each axis, in pixels of the 28×28 image.", valueName: "pixels"))
  var shift = defaults.shift

  @Option(help: ArgumentHelp("Largest change of size of each axis, 0.15 for 15 %.", valueName: "fraction"))
  var scale = defaults.scale

  @Option(help: ArgumentHelp("Largest slant.", valueName: "degrees"))
  var shear = defaults.shear

  @Option(
    help: ArgumentHelp(
      "Largest elastic displacement: pixels of the 28×28 image, root mean square along each axis.", valueName: "pixels")
  )
  var elasticDisplacement = defaults.elasticDisplacement

  @Option(
    help: ArgumentHelp(
      "How far elastic displacements hang together: the deviation of the smoothing Gaussian.", valueName: "pixels"))
  var elasticSigma = defaults.elasticSigma

  @Option(help: ArgumentHelp("Largest change of stroke width: 1 is a pixel on each side.", valueName: "pixels"))
  var stroke = defaults.stroke

  @Option(help: ArgumentHelp("Share of digits that lose a rectangle of 4 to 8 pixels each way.", valueName: "share"))
  var erase = defaults.erase

  @Option(help: ArgumentHelp("Largest blur: the deviation of a Gaussian.", valueName: "pixels"))
  var blur = defaults.blur

  @Option(
    help: ArgumentHelp("Largest change of gamma: 0.4 gives exponents from 1/1.4 to 1.4.", valueName: "change"))
  var gamma = defaults.gamma

  @Option(help: ArgumentHelp("Share of digits with specks or a remnant of a line at the edge.", valueName: "share"))
  var specks = defaults.specks

  @Flag(help: "Leave the digits as they come.")
  var noAugmentation = false

  func validate() throws {
    try (0...180).check(rotation, "--rotation")
    try (0...14).check(shift, "--shift")
    try (0...0.9).check(scale, "--scale")
    try (0...60).check(shear, "--shear")
    try (0...5).check(elasticDisplacement, "--elastic-displacement")
    try (1...28).check(elasticSigma, "--elastic-sigma")
    try (0...1).check(stroke, "--stroke")
    try (0...1).check(erase, "--erase")
    try (0...0.99).check(blur, "--blur")
    try (0...4).check(gamma, "--gamma")
    try (0...1).check(specks, "--specks")
  }

  var settings: AugmentationSettings {
    if noAugmentation { return .none }
    var settings = Self.defaults
    (settings.rotation, settings.shift, settings.scale, settings.shear) = (rotation, shift, scale, shear)
    (settings.elasticDisplacement, settings.elasticSigma) = (elasticDisplacement, elasticSigma)
    (settings.stroke, settings.blur, settings.gamma) = (stroke, blur, gamma)
    (settings.erase, settings.specks) = (erase, specks)
    return settings
  }
}
