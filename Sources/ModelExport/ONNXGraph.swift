/// A graph of ONNX operators under construction. Numbers of fields and types are those of
/// [onnx.proto](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
struct ONNXGraph {
  /// A constant argument of an operator.
  enum Attribute {
    case integer(String, Int)
    case integers(String, [Int])
    case number(String, Float)
    case text(String, String)
  }

  /// The element type of a tensor.
  enum ElementType: Int {
    case float32 = 1
    case uint8 = 2
    case int64 = 7
  }

  /// The name of the first dimension of all inputs and outputs, whose size is left open.
  static let batch = "batch"

  private enum Field: Int {
    case node = 1, name, initializer = 5, input = 11, output
  }

  private enum NodeField: Int {
    case input = 1, output, name, operatorType, attribute
  }

  private enum TensorField: Int {
    case dimension = 1, elementType, name = 8, rawData
  }

  /// In the order in which they are added, which must be one in which they can be computed.
  private(set) var message = ProtobufMessage()

  init(name: String) { message.add(name, as: Field.name) }

  /// Adds an operator with one output, called `name`, and returns that.
  mutating func add(_ type: String, _ name: String, of inputs: [String], _ attributes: [Attribute] = []) -> String {
    var node = ProtobufMessage()
    for input in inputs { node.add(input, as: NodeField.input) }
    node.add(name, as: NodeField.output)
    node.add(name, as: NodeField.name)
    node.add(type, as: NodeField.operatorType)
    for attribute in attributes { node.add(attribute.message, as: NodeField.attribute) }
    message.add(node, as: Field.node)
    return name
  }

  /// Adds a constant of numbers, row-major, and returns its name. No dimension makes a single number of it.
  mutating func constant(_ name: String, _ values: [Float], shape: [Int]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * values.count)
    for value in values { bytes.append(littleEndian: value) }
    return constant(name, .float32, shape, bytes)
  }

  /// Adds a row of integers and returns its name.
  mutating func constant(_ name: String, _ values: [Int]) -> String {
    var bytes: [UInt8] = []
    for value in values { bytes.append(littleEndian: value) }
    return constant(name, .int64, [values.count], bytes)
  }

  private mutating func constant(_ name: String, _ type: ElementType, _ shape: [Int], _ bytes: [UInt8]) -> String {
    var tensor = ProtobufMessage()
    for size in shape { tensor.add(size, as: TensorField.dimension) }
    tensor.add(type.rawValue, as: TensorField.elementType)
    tensor.add(name, as: TensorField.name)
    tensor.add(bytes, as: TensorField.rawData)
    message.add(tensor, as: Field.initializer)
    return name
  }

  /// Declares an input of any number of elements of this shape, and returns its name.
  mutating func input(_ name: String, _ type: ElementType, _ shape: [Int]) -> String {
    message.add(ONNXGraph.value(name, type, shape), as: Field.input)
    return name
  }

  /// Declares the value called `name` to be an output: of each element of the input, one of this shape.
  mutating func output(_ name: String, _ shape: [Int]) {
    message.add(ONNXGraph.value(name, .float32, shape), as: Field.output)
  }
}

extension ONNXGraph {
  private enum ValueField: Int {
    case name = 1, type
  }

  private enum TypeField: Int {
    case tensor = 1
  }

  private enum TensorTypeField: Int {
    case elementType = 1, shape
  }

  private enum ShapeField: Int {
    case dimension = 1
  }

  private enum DimensionField: Int {
    case size = 1, name
  }

  private static func value(_ name: String, _ type: ElementType, _ shape: [Int]) -> ProtobufMessage {
    var (value, valueType, tensor, dimensions) = (
      ProtobufMessage(), ProtobufMessage(), ProtobufMessage(), ProtobufMessage()
    )
    var first = ProtobufMessage()
    first.add(batch, as: DimensionField.name)
    dimensions.add(first, as: ShapeField.dimension)
    for size in shape {
      var dimension = ProtobufMessage()
      dimension.add(size, as: DimensionField.size)
      dimensions.add(dimension, as: ShapeField.dimension)
    }
    tensor.add(type.rawValue, as: TensorTypeField.elementType)
    tensor.add(dimensions, as: TensorTypeField.shape)
    valueType.add(tensor, as: TypeField.tensor)
    value.add(name, as: ValueField.name)
    value.add(valueType, as: ValueField.type)
    return value
  }
}

extension ONNXGraph.Attribute {
  private enum Field: Int {
    case name = 1, number, integer, text, integers = 8, type = 20
  }

  private enum Kind: Int {
    case number = 1, integer, text, integers = 7
  }

  private var name: String {
    switch self {
    case .integer(let name, _), .integers(let name, _), .number(let name, _), .text(let name, _): name
    }
  }

  fileprivate var message: ProtobufMessage {
    var message = ProtobufMessage()
    message.add(name, as: Field.name)
    let kind: Kind
    switch self {
    case .integer(_, let value):
      message.add(value, as: Field.integer)
      kind = .integer
    case .integers(_, let values):
      for value in values { message.add(value, as: Field.integers) }
      kind = .integers
    case .number(_, let value):
      message.add(value, as: Field.number)
      kind = .number
    case .text(_, let value):
      message.add(value, as: Field.text)
      kind = .text
    }
    message.add(kind.rawValue, as: Field.type)
    return message
  }
}
