// Draws the pictures in samples/ and samples-numbers/, and their labels:
//
//     swift run -c release draw-samples samples samples-numbers
//
// The pictures are the same each time.

import Files
import Platform

guard CommandLine.arguments.count == 3 else {
  _ = FileSystem.write(
    Array("usage: draw-samples DIGITS NUMBERS, two folders that must be there\n".utf8), to: STDERR_FILENO)
  exit(2)
}

let digits = try Sample.all()
let numbers = try Sample.allNumbers()
try write(digits, labels: Sample.labels(of: digits), into: CommandLine.arguments[1])
try write(numbers, labels: Sample.labels(of: numbers, column: "text"), into: CommandLine.arguments[2])

func write(_ samples: [Sample], labels: String, into folder: String) throws {
  for sample in samples { try write(sample.bytes, to: "\(folder)/\(sample.name)") }
  try write(Array(labels.utf8), to: "\(folder)/labels.csv")
  print("\(samples.count) pictures in \(folder)")
}

func write(_ bytes: [UInt8], to path: String) throws {
  let file = try OutputFile(path)
  try file.write(bytes)
  try file.commit()
}
