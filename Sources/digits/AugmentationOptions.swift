import ArgumentParser
import Augmentation

/// How much training digits are moved, bent and spoiled.
struct AugmentationOptions: ParsableArguments {
  private static let defaults = AugmentationSettings()

  @Option(help: ArgumentHelp("Largest rotation to either side.", valueName: "degrees"))
  var rotation = defaults.rotation

  @Option(help: ArgumentHelp("Largest shift along each axis, in pixels of the 28×28 image.", valueName: "pixels"))
  var shift = defaults.shift

  @Option(
    help: ArgumentHelp("Largest change of width and of height, as a fraction: 0.15 is 15 %.", valueName: "fraction"))
  var scale = defaults.scale

  @Option(help: ArgumentHelp("Largest slant to either side.", valueName: "degrees"))
  var shear = defaults.shear

  @Option(
    help: ArgumentHelp(
      "Largest elastic distortion: the root mean square of the displacement along each axis, in pixels of the 28×28 image.",
      valueName: "pixels")
  )
  var elasticDisplacement = defaults.elasticDisplacement

  @Option(
    help: ArgumentHelp(
      "Smoothness of the elastic distortion: the standard deviation of the Gaussian that smooths it.",
      valueName: "pixels"))
  var elasticSigma = defaults.elasticSigma

  @Option(
    help: ArgumentHelp(
      "Largest change of stroke width: 1 adds or takes one pixel on each side of a stroke.", valueName: "pixels"))
  var stroke = defaults.stroke

  @Option(
    help: ArgumentHelp(
      "The share of digits, 0 … 1, from which a rectangle of 4 to 8 pixels a side is erased.", valueName: "share"))
  var erase = defaults.erase

  @Option(help: ArgumentHelp("Largest blur: the standard deviation of a Gaussian.", valueName: "pixels"))
  var blur = defaults.blur

  @Option(
    help: ArgumentHelp(
      "Largest change of gamma: with 0.4, shades get an exponent between 1/1.4 and 1.4.", valueName: "change"))
  var gamma = defaults.gamma

  @Option(
    help: ArgumentHelp(
      "The share of digits, 0 … 1, that get specks or the rest of a line at the edge.", valueName: "share"))
  var specks = defaults.specks

  @Flag(help: "Do not distort the digits at all.")
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
