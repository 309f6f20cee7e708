// fuzz TARGET [OPTION OF LIBFUZZER...] [FOLDER...]: built and run by scripts/fuzz.

import CLibFuzzer
import Foundation

typealias Target = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

let targets: [String: Target] = [
  "image": { fuzzImage(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "exif": { fuzzExif(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "safetensors": { fuzzSafetensors(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "checkpoint": { fuzzCheckpoint(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "lines": { fuzzLines(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "idx": { fuzzIDX(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "labels": { fuzzLabels(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "patterns": { fuzzPatterns(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "list": { fuzzList(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "numbers": { fuzzNumbers(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "tar": { fuzzTar(UnsafeRawBufferPointer(start: $0, count: $1)) },
  "multipart": { fuzzMultipart(UnsafeRawBufferPointer(start: $0, count: $1)) },
]

guard CommandLine.argc > 1, let target = targets[CommandLine.arguments[1]] else {
  print("usage: fuzz \(targets.keys.sorted().joined(separator: "|")) [OPTION OF LIBFUZZER...] [FOLDER...]")
  exit(2)
}
// Without the target's name; C wants a null behind the last.
var arguments = CommandLine.arguments
arguments.remove(at: 1)
var count = Int32(arguments.count)
var list = arguments.map { strdup($0) } + [nil]
list.withUnsafeMutableBufferPointer { buffer in
  var first = buffer.baseAddress
  exit(LLVMFuzzerRunDriver(&count, &first, target))
}
