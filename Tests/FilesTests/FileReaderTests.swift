import Files
import Foundation
import Imaging
import TestSupport
import Testing

@Suite struct FileReaderTests {
  private static func reader(maximumSize: Int = 1 << 20) -> FileReader {
    FileReader(FileReader.Limits(maximumSize: ByteSize(bytes: maximumSize), option: "--max-file-size"))
  }

  private func reason(_ reader: FileReader, _ path: String) -> String? {
    do {
      _ = try reader.read(FilePath(path))
      return nil
    } catch FileError.unreadableFile(_, let reason, _) {
      return reason
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [1, 2] as [UInt64]) func readsFilesOfAnySizeInAnyOrder(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    let reader = FileReader()
    for size in [0, 1, 1 << 16, (1 << 16) + 1, 5 << 20, 100, (4 << 20) + 1, 7].shuffled(using: &random) {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 ^ ($0 >> 9)) }
      let path = FilePath(try folder.write(bytes, to: "file"))
      #expect(try reader.read(path).elementsEqual(bytes), "seed \(seed), size \(size)")
    }
  }

  @Test func refusesLargeFilesBeforeReading() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(repeating: 0, count: 1000), to: "file")
    #expect(reason(FileReaderTests.reader(maximumSize: 1000), path) == nil)
    let expected = "the file has 1000 bytes, more than the limit of 999 bytes; --max-file-size sets it"
    #expect(reason(FileReaderTests.reader(maximumSize: 999), path) == expected)
    // A terabyte of nothing.
    #expect(truncate(path, 1 << 40) == 0)
    #expect(
      reason(FileReaderTests.reader(), path)?.hasPrefix("the file has 1024 GB, more than the limit of 1 MB") == true)
  }

  @Test func neverWaits() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe.png"
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = FileReaderTests.reader()
    #expect(reason(reader, pipe) == "a pipe, not a regular file: save what comes out of it to a file first")
    #expect(reason(reader, "/dev/zero") == "not a regular file")
    #expect(reason(reader, folder.path)?.hasPrefix("a folder, not a file") == true)
    #expect(symlink("nowhere", folder.path + "/link.png") == 0)
    #expect(reason(reader, folder.path + "/link.png") == "broken symbolic link: what it points to does not exist")
    #expect(reason(reader, folder.path + "/gone.png") == "No such file or directory")
  }

  @Test func linksAreNotFollowedWhereTheyHaveNoPlace() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "file")
    #expect(symlink(file, folder.path + "/link") == 0)
    let reader = FileReader(FileReader.Limits(opening: .noLinks))
    #expect(reason(reader, folder.path + "/link") == "a symbolic link, which is not followed here")
    #expect(reason(reader, file) == nil)
  }

  #if os(Linux)
    @Test func readsFilesThatClaimToBeEmpty() throws {
      let reader = FileReaderTests.reader()
      let bytes = try reader.read(FilePath("/proc/self/status"))
      withExtendedLifetime(reader) {
        #expect(bytes.starts(with: Array("Name:".utf8)))
      }
    }
  #endif

  @Test(arguments: [
    ("1", 1), ("200M", 200 << 20), ("2g", 2 << 30), ("5kB", 5 << 10), ("3 MiB", nil), ("3MiB", 3 << 20), ("0", nil),
    ("-1", nil), ("M", nil), ("", nil), ("1.5M", nil), ("9999999999G", nil),
  ]) func sizesAsPeopleWriteThem(text: String, bytes: Int?) {
    #expect(ByteSize(text)?.bytes == bytes)
  }
}
