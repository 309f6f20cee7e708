import COneDNN

/// Element type of a network's convolutions and dense layers and of what lies between them. Sums, biases, the last
/// layer and the logits are fp32.
///
/// bf16 keeps fp32's range but only 8 of its 24 significant bits, and is twice as fast where the CPU multiplies it.
public enum Precision: String, Codable, Sendable, CaseIterable {
  case fp32
  case bf16

  /// The fastest precision on this CPU: bf16 where the CPU multiplies it natively (AVX-512 BF16 and later), else fp32.
  public static var best: Precision { one_dnn_multiplies_bfloat16() ? .bf16 : .fp32 }

  var code: one_dnn_type {
    switch self {
    case .fp32: ONE_DNN_FLOAT32
    case .bf16: ONE_DNN_BFLOAT16
    }
  }
}
