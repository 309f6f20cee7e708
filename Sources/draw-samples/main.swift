// Draws the pictures in samples/ and their labels:
//
//     swift run -c release draw-samples samples
//
// The pictures are the same each time.

import Files
import Platform

guard CommandLine.arguments.count == 2 else {
  _ = FileSystem.write(Array("usage: draw-samples FOLDER, which must be there\n".utf8), to: STDERR_FILENO)
  exit(2)
}

let folder = CommandLine.arguments[1]
let samples = try Sample.all()
for sample in samples { try write(sample.bytes, to: sample.name) }
try write(Array(Sample.labels(of: samples).utf8), to: "labels.csv")
print("\(samples.count) pictures in \(folder)")

func write(_ bytes: [UInt8], to name: String) throws {
  let file = try OutputFile("\(folder)/\(name)")
  try file.write(bytes)
  try file.commit()
}
