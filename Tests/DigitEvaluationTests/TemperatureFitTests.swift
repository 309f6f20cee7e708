import DigitEvaluation
import DigitRecognition
import DigitTraining
import Foundation
import Imaging
import NeuralNetwork
import Testing

struct TemperatureFitTests {
  /// Logits of a network whose confidences are probabilities when divided by `temperature`, and labels drawn by them.
  private func sample(_ count: Int, temperature: Float, seed: UInt64) -> (logits: [Float], labels: [UInt8]) {
    var generator = SeededGenerator(seed: seed)
    var (logits, labels) = ([Float](), [UInt8]())
    for _ in 0..<count {
      let own = (0..<10).map { _ in 3 * temperature * generator.normal() }
      var (label, rest) = (UInt8(0), generator.unit())
      for value in Probabilities(logits: own, temperature: temperature).values.dropLast() {
        rest -= value
        if rest < 0 { break }
        label += 1
      }
      labels.append(label)
      logits += own
    }
    return (logits, labels)
  }

  @Test(arguments: [0.3, 1, 1.7, 6] as [Float]) func findsTheTemperatureOfTheSample(temperature: Float) {
    let (logits, labels) = sample(20_000, temperature: temperature, seed: 11)
    let fitted = TemperatureFit(logits: logits, labels: labels).temperature
    #expect(abs(fitted / Double(temperature) - 1) < 0.03)
  }

  /// Against cross-entropy itself, with the same targets.
  @Test(arguments: [1, 2, 3] as [UInt64]) func nothingNearbyIsBetter(seed: UInt64) {
    let (logits, labels) = sample(50, temperature: 2, seed: seed)
    func crossEntropy(_ temperature: Double) -> Double {
      let doubt = 1.0 / 52
      return labels.indices.reduce(0) { sum, index in
        let own = logits[index * 10..<index * 10 + 10].map { Double($0) / temperature }
        let normalizer = log(own.reduce(0) { $0 + exp($1) })
        return own.indices.reduce(sum) { sum, digit in
          sum + (digit == Int(labels[index]) ? 1 - doubt : doubt / 9) * (normalizer - own[digit])
        }
      }
    }
    let fitted = TemperatureFit(logits: logits, labels: labels).temperature
    for factor in [0.99, 1.01] { #expect(crossEntropy(fitted) < crossEntropy(fitted * factor), "seed \(seed)") }
  }

  /// An eleventh class that never is and never seems likely changes nothing but the share of doubt.
  @Test func takesElevenClasses() {
    let (logits, labels) = sample(5_000, temperature: 2, seed: 4)
    let eleven = labels.indices.flatMap { logits[$0 * 10..<$0 * 10 + 10] + [-40] }
    let fitted = TemperatureFit(logits: eleven, labels: labels).temperature
    #expect(abs(fitted / TemperatureFit(logits: logits, labels: labels).temperature - 1) < 0.02)
  }

  /// A few digits, all read right, are no proof of certainty.
  @Test func fewRightAnswersDoNotMakeSure() {
    let logits = (0..<30).flatMap { index in (0..<10).map { $0 == index % 10 ? Float(8) : 0 } }
    let labels = (0..<30).map { UInt8($0 % 10) }
    let temperature = Float(TemperatureFit(logits: logits, labels: labels).temperature)
    let confidence = Probabilities(logits: logits[..<10], temperature: temperature).confidence
    #expect(abs(confidence - 31.0 / 32) < 1e-3)
  }

  /// With a prior, the temperature lies between the prior's and that of the sample, near the one that weighs more.
  @Test func aPriorHoldsWhileTheSampleIsSmall() {
    let (logits, labels) = sample(2_000, temperature: 3, seed: 12)
    func fitted(_ weight: Int) -> Double {
      TemperatureFit(logits: logits, labels: labels, prior: .init(temperature: 1, weight: weight)).temperature
    }
    let temperatures = [0, 200, 2_000, 20_000, 2_000_000].map(fitted)
    #expect(zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 > $1 }, "\(temperatures)")
    #expect(abs(temperatures[0] / 3 - 1) < 0.1 && abs(temperatures[4] - 1) < 0.01, "\(temperatures)")
    let alone = TemperatureFit(logits: logits, labels: labels).temperature
    #expect(abs(temperatures[0] / alone - 1) < 0.02)
  }

  /// A few digits, all read right, leave what was believed of many.
  @Test func fewRightAnswersMoveAPriorLittle() {
    let logits = (0..<12).flatMap { index in (0..<10).map { $0 == index % 10 ? Float(8) : 0 } }
    let labels = (0..<12).map { UInt8($0 % 10) }
    let fit = TemperatureFit(logits: logits, labels: labels, prior: .init(temperature: 1.2, weight: 200))
    #expect(fit.temperature <= 1.2 && fit.temperature > 1.15)
  }

  @Test func nothingToFitIsOne() {
    #expect(TemperatureFit(logits: [], labels: []).temperature == 1)
  }

  @Test func aCalibratedModelKeepsItsAnswers() throws {
    let digits = SyntheticDigits(digits: 100, seed: 1).drawings()
    let network = NetworkDescription(name: "untrained", layers: [.maximumPooling(size: 4), .dense(units: 10)])
    let model = try Model(initializing: network, seed: 1)
    let calibrated = try model.calibrated(on: digits, jobs: 2)
    // An untrained network knows nothing and must learn to say so.
    #expect(calibrated.temperature > 2.5)
    #expect(try model.calibrated(on: digits, jobs: 1) == calibrated)
    let logits = try Evaluation.logits(of: model, digits: digits, jobs: 1)
    #expect(try Evaluation.logits(of: calibrated, digits: digits, jobs: 1) == logits)
    let answers = try Evaluation.probabilities(Cascade(calibrated), digits: digits, jobs: 1)
    for (index, answer) in answers.enumerated() {
      let own = logits[index * 10..<index * 10 + 10]
      #expect(answer == Probabilities(logits: own, temperature: calibrated.temperature))
    }
  }
}
