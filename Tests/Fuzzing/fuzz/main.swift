// fuzz TARGET [OPTION OF LIBFUZZER...] [FOLDER...]: built and run by scripts/fuzz.

import CLibFuzzer
import Foundation

typealias Target = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

let targets: [String: Target] = [
  "image": { fuzzImage(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "exif": { fuzzExif(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "safetensors": { fuzzSafetensors(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "idx": { fuzzIDX(UnsafeRawBufferPointer(start: $0, count: $1)) },
]

guard CommandLine.argc > 1, let target = targets[CommandLine.arguments[1]] else {
  print("usage: fuzz \(targets.keys.sorted().joined(separator: "|")) [OPTION OF LIBFUZZER...] [FOLDER...]")
  exit(2)
}
var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.enumerated().compactMap {
  $0.offset == 1 ? nil : strdup($0.element)
}
arguments.append(nil)
var count = Int32(arguments.count - 1)
arguments.withUnsafeMutableBufferPointer { buffer in
  var list = buffer.baseAddress
  exit(LLVMFuzzerRunDriver(&count, &list, target))
}
