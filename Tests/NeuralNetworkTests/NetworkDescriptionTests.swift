import Foundation
import NeuralNetwork
import Testing

struct NetworkDescriptionTests {
  @Test(
    arguments: [
      (NetworkDescription.seed, 2_631_040, 225_034), (.fast, 2_232_256, 34_107), (.accurate, 32_048_000, 474_411),
    ]
  )
  func sizes(_ network: NetworkDescription, multiplyAccumulates: Int, learned: Int) throws {
    #expect(try network.multiplyAccumulates() == multiplyAccumulates)
    let tensors = try network.tensorShapes().filter { !$0.name.contains("running") }
    #expect(tensors.reduce(0) { $0 + $1.shape.reduce(1, *) } == learned)
  }

  @Test(arguments: [NetworkDescription.seed, .fast]) func comesBackFromJSON(_ network: NetworkDescription) throws {
    #expect(try JSONDecoder().decode(NetworkDescription.self, from: try JSONEncoder().encode(network)) == network)
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
      Array(repeating: .dense(units: 10), count: 101),
    ] as [[LayerDescription]]
  )
  func refusesWhatDoesNotFit(_ layers: [LayerDescription]) {
    #expect(throws: NetworkError.self) {
      _ = try Model(initializing: NetworkDescription(name: "wrong", layers: layers), seed: 1)
    }
  }
}
