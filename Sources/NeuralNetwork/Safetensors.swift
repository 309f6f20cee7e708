import Files

// safetensors: the length of a JSON header (8 bytes, little endian), the header, and the tensors' bytes without gaps.

extension Model {
  /// Reads a safetensors file; every length, shape and offset is checked.
  public init(safetensors bytes: UnsafeRawBufferPointer) throws(NetworkError) {
    let (file, network) = try SafetensorsFile.read(bytes)
    try self.init(description: network, tensors: file.tensors, metadata: file.metadata)
  }

  /// The bytes of a safetensors file; the same model always gives the same bytes.
  public func safetensors() -> [UInt8] {
    var file = SafetensorsFile(metadata: metadata, tensors: tensors)
    file.metadata[SafetensorsFile.networkKey] = description.json
    return file.bytes()
  }
}

/// Named tensors and texts, as a safetensors file holds them.
struct SafetensorsFile {
  /// The key of the metadata that describes the network.
  static let networkKey = "network"

  var metadata: [String: String]
  var tensors: [String: Model.Tensor]

  init(metadata: [String: String], tensors: [String: Model.Tensor]) {
    (self.metadata, self.tensors) = (metadata, tensors)
  }

  /// The file, and the network that it is for, which is no longer in the metadata. Every length, shape and offset is
  /// checked, and the network too, before memory is taken for the tensors.
  static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(NetworkError) -> (file: SafetensorsFile, network: NetworkDescription) {
    let (whole, data) = try SafetensorsHeader.read(bytes)
    try whole.checkOffsets(dataCount: data.count)
    var header = whole
    let network = try header.takeNetwork()
    try network.checkOutputs()
    var file = SafetensorsFile(metadata: header.metadata, tensors: [:])
    for (name, entry) in header.entries {
      let part = UnsafeRawBufferPointer(rebasing: data[entry.begin..<entry.end])
      file.tensors[name] = Model.Tensor(shape: entry.shape, values: entry.type.values(part))
    }
    return (file, network)
  }

  /// The same contents always give the same bytes.
  func bytes() -> [UInt8] {
    var header = SafetensorsHeader(metadata: metadata, entries: [:])
    var data: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let begin = data.count
      for value in tensor.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
      }
      header.entries[name] = .init(type: .float32, shape: tensor.shape, begin: begin, end: data.count)
    }
    var text = Array(header.json.utf8)
    // The format allows spaces at the end, which align the data.
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + data
  }
}

extension NetworkDescription {
  var json: String { encoded(self) }
}

extension String {
  /// Whether it can be part of a message: of so many bytes at most, and without control characters.
  func isPrintable(upTo length: Int) -> Bool {
    utf8.count <= length && unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}

/// JSON with sorted keys. Encoding these plain values cannot fail.
private func encoded(_ value: some Encodable) -> String {
  guard let text = try? JSONText.encode(value) else { preconditionFailure("\(value) has no JSON form") }
  return text
}

/// The JSON header of a safetensors file.
struct SafetensorsHeader {
  enum ElementType: String, Codable {
    case float32 = "F32"
    case float16 = "F16"

    var byteCount: Int { self == .float32 ? 4 : 2 }
  }

  struct Entry: Codable {
    var type: ElementType
    var shape: [Int]
    /// In bytes, into the data behind the header.
    var begin, end: Int
  }

  static let largestHeader = 1 << 20
  /// The most bytes of a tensor's name and the most dimensions of its shape, which appear in messages.
  private static let (longestName, mostDimensions) = (100, 8)

  var metadata: [String: String]
  var entries: [String: Entry]

  /// The header and the bytes behind it.
  static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(NetworkError) -> (header: SafetensorsHeader, data: UnsafeRawBufferPointer) {
    guard bytes.count >= 8 else {
      throw .malformedFile(detail: "\(bytes.count) bytes are too few for a safetensors file")
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= largestHeader else {
      throw .malformedFile(detail: "a header of \(length) bytes cannot be right, so it is not a safetensors file")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else {
      throw .malformedFile(detail: "the header of \(length) bytes is cut off; copy or download the file again")
    }
    do {
      let header = try JSONText.decode(SafetensorsHeader.self, from: bytes[8..<start])
      return (header, UnsafeRawBufferPointer(rebasing: bytes[start...]))
    } catch {
      throw .malformedFile(detail: "the header is not the JSON of a safetensors file with F32 or F16 tensors")
    }
  }

  var json: String { encoded(self) }

  /// Takes the network's description out of the metadata.
  fileprivate mutating func takeNetwork() throws(NetworkError) -> NetworkDescription {
    guard let network = metadata.removeValue(forKey: SafetensorsFile.networkKey) else {
      throw .malformedFile(detail: "it does not say which network it is for, as files of other programs do not")
    }
    do {
      return try JSONText.decode(NetworkDescription.self, from: network.utf8)
    } catch {
      throw .malformedFile(detail: "its network description cannot be read; a newer version may have written it")
    }
  }

  /// Throws unless the tensors fill the data exactly, without gap or overlap, each as long as its shape says.
  func checkOffsets(dataCount: Int) throws(NetworkError) {
    var end = 0
    let areShort = entries.allSatisfy { name, entry in
      name.isPrintable(upTo: Self.longestName) && entry.shape.count <= Self.mostDimensions
    }
    guard areShort else {
      throw .malformedFile(detail: "the name or the shape of a tensor is longer than any network's")
    }
    for (name, entry) in entries.sorted(by: { ($0.value.begin, $0.key) < ($1.value.begin, $1.key) }) {
      guard entry.begin == end, entry.end >= entry.begin, entry.end <= dataCount else {
        throw .malformedFile(
          detail: "the tensor \(name) lies at bytes \(entry.begin) to \(entry.end) of \(dataCount): beside its place"
        )
      }
      guard let byteCount = entry.byteCount, byteCount == entry.end - entry.begin else {
        throw .malformedFile(
          detail: "the tensor \(name) of shape \(entry.shape) does not fill bytes \(entry.begin) to \(entry.end)"
        )
      }
      end = entry.end
    }
    guard end == dataCount else {
      throw .malformedFile(detail: "there are \(dataCount) bytes of tensors instead of \(end)")
    }
  }
}

extension SafetensorsHeader.Entry {
  private enum CodingKeys: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    type = try container.decode(SafetensorsHeader.ElementType.self, forKey: .dtype)
    shape = try container.decode([Int].self, forKey: .shape)
    let offsets = try container.decode([Int].self, forKey: .offsets)
    guard offsets.count == 2 else {
      throw DecodingError.dataCorruptedError(forKey: .offsets, in: container, debugDescription: "not a pair")
    }
    (begin, end) = (offsets[0], offsets[1])
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type, forKey: .dtype)
    try container.encode(shape, forKey: .shape)
    try container.encode([begin, end], forKey: .offsets)
  }

  /// nil where the shape makes no sense.
  fileprivate var byteCount: Int? {
    var count = type.byteCount
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size > 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}

extension SafetensorsHeader: Codable {
  private struct Key: CodingKey {
    static let metadata = Key(stringValue: "__metadata__")

    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    metadata = try container.decodeIfPresent([String: String].self, forKey: .metadata) ?? [:]
    entries = [:]
    for key in container.allKeys where key.stringValue != Key.metadata.stringValue {
      entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metadata, forKey: .metadata)
    for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
  }
}

extension SafetensorsHeader.ElementType {
  /// The numbers in `bytes`, which hold a whole number of elements.
  fileprivate func values(_ bytes: UnsafeRawBufferPointer) -> [Float] {
    switch self {
    case .float32:
      stride(from: 0, to: bytes.count, by: 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
      }
    case .float16:
      stride(from: 0, to: bytes.count, by: 2).map {
        float(half: UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt16.self)))
      }
    }
  }
}

/// The value of IEEE 754 binary16 bits; `Float16` does not exist on every platform.
package func float(half bits: UInt16) -> Float {
  let sign: Float = bits >> 15 == 0 ? 1 : -1
  let exponent = Int(bits >> 10 & 31)
  let fraction = Float(bits & 1023)
  return switch exponent {
  case 0: sign * fraction * 0x1p-24
  case 31: fraction == 0 ? sign * .infinity : .nan
  default: sign * (1 + fraction * 0x1p-10) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
  }
}
