import COneDNN

/// The library that computes the layers, for those who ask why two machines differ.
package enum OneDNN {
  /// The version that is loaded, for example `2.6.0`.
  package static var version: String {
    let release = one_dnn_version()
    return "\(release.major).\(release.minor).\(release.patch)"
  }

  /// The widest vector instructions that it uses on this CPU, for example `AVX2`.
  package static var instructions: String { String(cString: one_dnn_instructions()) }
}
