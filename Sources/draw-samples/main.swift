// Draws the pictures in samples/ and their labels:
//
//     swift run -c release draw-samples samples
//
// The pictures are the same each time.

import Foundation

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: draw-samples FOLDER\n".utf8))
  exit(2)
}

let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let samples = try Sample.all()
for sample in samples {
  try Data(sample.bytes).write(to: folder.appendingPathComponent(sample.name))
}
try Data(Sample.labels(of: samples).utf8).write(to: folder.appendingPathComponent("labels.csv"))
print("\(samples.count) pictures in \(folder.path)")
