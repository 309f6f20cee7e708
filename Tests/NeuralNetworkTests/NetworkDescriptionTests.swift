import Foundation
import NeuralNetwork
import Testing

struct NetworkDescriptionTests {
  @Test(
    arguments: [
      (NetworkDescription.kerasTutorial, 2_631_040, 225_034), (.fast, 2_232_256, 34_107),
      (.accurate, 32_048_000, 474_411),
      (.ink, 38_525_184, 245_136),
    ]
  )
  func sizes(_ network: NetworkDescription, multiplyAccumulates: Int, learned: Int) throws {
    #expect(try network.multiplyAccumulates() == multiplyAccumulates)
    let tensors = try network.tensorShapes().filter { !$0.name.contains("running") }
    #expect(tensors.reduce(0) { $0 + $1.shape.reduce(1, *) } == learned)
  }

  @Test(arguments: [NetworkDescription.kerasTutorial, .fast, .ink]) func comesBackFromJSON(
    _ network: NetworkDescription
  ) throws {
    #expect(try JSONDecoder().decode(NetworkDescription.self, from: try JSONEncoder().encode(network)) == network)
  }

  /// The tutorial's network was once called "seed".
  @Test func aFormerNameIsReadAsTodays() throws {
    let json = String(decoding: try JSONEncoder().encode(NetworkDescription.kerasTutorial), as: UTF8.self)
    #expect(json.contains("\"keras-tutorial\""))
    let former = Data(json.replacing("keras-tutorial", with: "seed").utf8)
    #expect(try JSONDecoder().decode(NetworkDescription.self, from: former) == .kerasTutorial)
  }

  @Test(
    arguments: [
      [],
      [.dense(units: 1)],
      [.dense(units: 257)],
      [.convolution(channels: 10, kernel: 3, padding: 0)],
      [.convolution(channels: 0, kernel: 3, padding: 0), .dense(units: 10)],
      [.convolution(channels: 4, kernel: 0, padding: 0), .dense(units: 10)],
      [.convolution(channels: 4, kernel: 3, padding: 3), .dense(units: 10)],
      [.convolution(channels: 4, kernel: 3, padding: -1), .dense(units: 10)],
      [.convolution(channels: .max, kernel: 3, padding: 0), .dense(units: 10)],
      [.maximumPooling(size: 0), .dense(units: 10)],
      [.maximumPooling(size: 29), .dense(units: 10)],
      [.averagePooling(size: -2), .dense(units: 10)],
      [.dense(units: 20), .maximumPooling(size: 2), .dense(units: 10)],
      [.dense(units: 20), .globalMaximumAndAverage, .dense(units: 10)],
      [.dense(units: 20), .convolution(channels: 4, kernel: 3, padding: 0), .dense(units: 10)],
      [.dropout(rate: 1), .dense(units: 10)],
      [.dropout(rate: .nan), .dense(units: 10)],
      [.upsampling(factor: 1), .dense(units: 10)],
      [.upsampling(factor: 9), .dense(units: 10)],
      [.upsampling(factor: 8), .upsampling(factor: 8), .dense(units: 10)],
      [.dense(units: 10), .upsampling(factor: 2), .dense(units: 10)],
      [.addition(layer: 0), .dense(units: 10)],
      [.relu, .addition(layer: 1), .dense(units: 10)],
      [.relu, .addition(layer: 2), .dense(units: 10)],
      [.relu, .addition(layer: -1), .dense(units: 10)],
      [.relu, .addition(layer: .max), .dense(units: 10)],
      [.relu, .maximumPooling(size: 2), .addition(layer: 0), .dense(units: 10)],
      [.branch(layer: 0), .dense(units: 10)],
      [.relu, .output, .branch(layer: 2), .dense(units: 10)],
      [.relu, .output, .branch(layer: -1), .dense(units: 10)],
      // What the second layer gives is of no use.
      [.relu, .relu, .branch(layer: 0), .dense(units: 10)],
      // Classes come first, and then only a map.
      [.relu, .output, .dense(units: 10)],
      [.dense(units: 10), .output, .dense(units: 10)],
      [.dense(units: 10), .output, .branch(layer: 0), .dense(units: 10)],
      [.relu, .dense(units: 10), .output, .branch(layer: 0), .output, .branch(layer: 0), .maximumPooling(size: 2)],
      Array(repeating: .dense(units: 10), count: 101),
      // 800 million numbers for one image, from 5 kB of weights.
      [
        .upsampling(factor: 8), .upsampling(factor: 4), .convolution(channels: 1024, kernel: 1, padding: 0),
        .globalMaximumAndAverage, .dense(units: 10),
      ],
      // Each layer is small, and all together multiply 7 thousand million times.
      Array(repeating: .convolution(channels: 100, kernel: 11, padding: 5), count: 8) + [.dense(units: 10)],
    ] as [[LayerDescription]]
  )
  func refusesWhatDoesNotFit(_ layers: [LayerDescription]) {
    #expect(throws: NetworkError.self) {
      _ = try Model(initializing: NetworkDescription(name: "wrong", layers: layers), seed: 1)
    }
  }

  @Test(arguments: [[], [28, 28], [1, 0, 28], [1, 28, -28], [1, 28, 2000], [1, 1, 28, 28]])
  func refusesShapesThatAreNoImage(_ shape: [Int]) {
    let network = NetworkDescription(name: "wrong", inputShape: shape, layers: [.dense(units: 10)])
    #expect(throws: NetworkError.self) { _ = try Model(initializing: network, seed: 1) }
  }

  @Test func onlySquareMapsArePooledAltogether() throws {
    for (shape, isRight) in [([1, 28, 28], true), ([1, 28, 20], false), ([1, 20, 28], false)] {
      let network = NetworkDescription(
        name: "pooled", inputShape: shape, layers: [.globalMaximumAndAverage, .dense(units: 10)])
      #expect(((try? Model(initializing: network, seed: 1)) != nil) == isRight, "\(shape)")
    }
  }

  /// Files of digits are read by older versions, and theirs by this one.
  @Test func theShapeOfDigitsIsNotWritten() throws {
    let network = NetworkDescription(name: "digits", layers: [.dense(units: 10)])
    let json = String(decoding: try JSONEncoder().encode(network), as: UTF8.self)
    #expect(!json.contains("inputShape"))
    #expect(String(decoding: try JSONEncoder().encode(NetworkDescription.ink), as: UTF8.self).contains("[4,48,48]"))
  }

  @Test func inkGivesClassesAndAMask() throws {
    #expect(try NetworkDescription.ink.outputShapes() == [[12], [4, 48, 48]])
    #expect(NetworkDescription.ink.classCount == 12)
  }
}
