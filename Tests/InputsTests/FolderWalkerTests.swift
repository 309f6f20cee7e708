import DigitRecognition
import Files
import Foundation
import Imaging
import Inputs
import TestSupport
import Testing

@Suite struct FolderWalkerTests {
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The paths found below `folder`, relative to it, and what was skipped.
  private func walk(_ folder: TemporaryFolder) -> (found: [String], skipped: FolderWalker.Skipped) {
    var walker = FolderWalker(folder: FilePath(folder.path))
    var found: [String] = []
    while case .image(let path) = walker.next() { found.append(String(path.text.dropFirst(folder.path.count + 1))) }
    return (found, walker.skipped)
  }

  @Test func sortsByTheBytesOfThePath() throws {
    let folder = try TemporaryFolder()
    let names = [
      "a.png", "a/b.png", "a-b.png", "a b.png", "B.png", "a/B/c.png", "é.png", "a\"q.png", "a\nn.png", "10.png",
      "9.png",
    ]
    for name in names { try folder.write([], to: name) }
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(walk(folder).found == sorted)
  }

  @Test func skipsAndCountsWhatIsNoImage() throws {
    let folder = try TemporaryFolder()
    for name in [
      "1.png", "2.JPG", "3.jfif", "scan.tiff", "b.pdf", "c.ZIP", "d.svg", "._1.png", ".DS_Store", ".git/4.png",
      "labels.csv", "README",
    ] {
      try folder.write(Array("text".utf8), to: name)
    }
    try folder.write(FolderWalkerTests.pngSignature + [0], to: "unnamed")
    try folder.write([0xFF, 0xD8, 0xFF, 0xE0], to: "photo.dat")
    let (found, skipped) = walk(folder)
    #expect(found == ["1.png", "2.JPG", "3.jfif", "b.pdf", "c.ZIP", "d.svg", "photo.dat", "scan.tiff", "unnamed"])
    #expect(skipped.hidden == 3 && skipped.otherFiles == 2 && skipped.links == 0)
    #expect(skipped.sentence == "3 hidden, 2 other files")
  }

  @Test func doesNotFollowLinksInFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "a/1.png")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path + "/a/loop", withDestinationPath: folder.path)
    try files.createSymbolicLink(atPath: folder.path + "/b.png", withDestinationPath: folder.path + "/a/1.png")
    let (found, skipped) = walk(folder)
    #expect(found == ["a/1.png"])
    #expect(skipped.links == 2)
  }

  #if os(Linux)
    @Test func keepsNamesThatAreNotUTF8() throws {
      let folder = try TemporaryFolder()
      let path = FilePath(folder.path).appending([0xFF, 0x80] + Array(".png".utf8))
      let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
      try #require(descriptor >= 0)
      close(descriptor)
      var walker = FolderWalker(folder: FilePath(folder.path))
      #expect(walker.next() == .image(path))
      #expect(path.text.hasSuffix("/%FF%80.png"))
      _ = path.withCString { unlink($0) }
    }
  #endif

  @Test func saysWhichFolderCannotBeRead() {
    var walker = FolderWalker(folder: FilePath("/nowhere"))
    let problem = Unreadable("No such file or directory", cause: .missing)
    #expect(walker.next() == .unreadableFolder(FilePath("/nowhere"), problem))
    #expect(walker.next() == nil)
  }

  /// With room for a few names at a time, so that folders are read many times.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64], [1, 40, 300, 1 << 20])
  func findsWhatANaiveWalkerFinds(seed: UInt64, room: Int) throws {
    let folder = try TemporaryFolder()
    let files = try RandomTree(seed: seed).make(in: folder)
    let expected = files.sorted { $0.lexicographicallyPrecedes($1) }
    var walker = FolderWalker(folder: FilePath(folder.path), options: .init(), room: room)
    var found: [[UInt8]] = []
    while case .image(let path) = walker.next() {
      found.append(Array(path.bytes.dropFirst(folder.path.utf8.count + 1)))
    }
    #expect(found == expected, "seed \(seed), room \(room)")
    #expect(FolderWalker.count(folder: FilePath(folder.path), followsLinks: false) == expected.count)
  }

  @Test func aFolderThatChangesGivesNoNameTwice() throws {
    let folder = try TemporaryFolder()
    for index in 100..<200 { try folder.write([], to: "\(index).png") }
    var walker = FolderWalker(folder: FilePath(folder.path), options: .init(), room: 100)
    var found: [String] = []
    while case .image(let path) = walker.next() {
      found.append(path.text)
      let index = 99 + found.count
      try folder.write([], to: "\(index)-new.png")
      if index == 150 { for gone in 190..<200 { unlink(folder.path + "/\(gone).png") } }
    }
    #expect(zip(found, found.dropFirst()).allSatisfy { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    for index in 100..<190 { #expect(found.contains(folder.path + "/\(index).png")) }
  }

  @Test func aFolderThatGoesAwayIsToldOnce() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1.png", "a/2.png", "b/1.png", "c.png"] { try folder.write([], to: name) }
    var walker = FolderWalker(folder: FilePath(folder.path), options: .init(), room: 1)
    #expect(walker.next() == .image(FilePath(folder.path + "/a/1.png")))
    try FileManager.default.removeItem(atPath: folder.path + "/a")
    let problem = Unreadable("No such file or directory", cause: .missing)
    #expect(walker.next() == .unreadableFolder(FilePath(folder.path + "/a/"), problem))
    #expect(walker.next() == .image(FilePath(folder.path + "/b/1.png")))
    #expect(walker.next() == .image(FilePath(folder.path + "/c.png")))
    #expect(walker.next() == nil)
  }

  @Test func followsLinksWithoutWalkingInCircles() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1.png", "d/2.png", "d/e/3.png"] { try folder.write([], to: name) }
    let links = [
      "a/loop": "..", "a/again": "../d/e", "b.png": "a/1.png", "c": "d", "gone": "nowhere", "self.png": "self.png",
    ]
    for (name, target) in links { #expect(symlink(target, folder.path + "/" + name) == 0) }
    var walker = FolderWalker(folder: FilePath(folder.path), followsLinks: true)
    var found: [String] = []
    while case .image(let path) = walker.next() { found.append(String(path.text.dropFirst(folder.path.count + 1))) }
    // d is walked as c, and d/e as a/again.
    #expect(found == ["a/1.png", "a/again/3.png", "b.png", "c/2.png", "gone", "self.png"])
    #expect(walker.skipped.foldersSeenBefore == 3 && walker.skipped.links == 0)
    #expect(walker.skipped.sentence == "3 folders seen before")
    #expect(FolderWalker.count(folder: FilePath(folder.path), followsLinks: true) == found.count)
  }

  @Test func deepFoldersNeedNoDescriptors() throws {
    let folder = try TemporaryFolder()
    let deep = Array(repeating: "d", count: 1500).joined(separator: "/")
    // Longer in one piece than the system takes.
    var path = folder.path
    for name in deep.split(separator: "/") {
      path += "/" + name
      try #require(mkdir(path, 0o700) == 0)
    }
    try folder.write([], to: deep + "/1.png")
    #expect(walk(folder).found == [deep + "/1.png"])
  }

  @Test func whatIsNoRegularFileIsListedByItsNameOnly() throws {
    let folder = try TemporaryFolder()
    for name in ["pipe", "pipe.png"] { #expect(mkfifo(folder.path + "/" + name, 0o600) == 0) }
    let (found, skipped) = walk(folder)
    #expect(found == ["pipe.png"])
    #expect(skipped.otherFiles == 1)
  }
}

/// Files with strange names in a few levels of folders.
private struct RandomTree {
  private static let characters = Array("ab-./0,\"\n =é".utf8).filter { $0 != UInt8(ascii: "/") }
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// The paths of the files, relative to `folder`.
  func make(in folder: TemporaryFolder) throws -> Set<[UInt8]> {
    var copy = self
    var files: Set<[UInt8]> = []
    var folders: [[UInt8]] = [[]]
    for _ in 0..<200 {
      guard let parent = folders.randomElement(using: &copy.random) else { break }
      let name = parent + copy.name()
      if parent.count < 20, Int.random(in: 0..<5, using: &copy.random) == 0 {
        let path = FilePath(folder.path).appending(name)
        if path.withCString({ mkdir($0, 0o700) }) == 0 { folders.append(name + [UInt8(ascii: "/")]) }
      } else {
        let file = name + Array(".png".utf8)
        let path = FilePath(folder.path).appending(file)
        let descriptor = path.withCString { open($0, O_CREAT | O_EXCL | O_WRONLY, 0o600) }
        guard descriptor >= 0 else { continue }
        close(descriptor)
        files.insert(file)
      }
    }
    return files
  }

  private mutating func name() -> [UInt8] {
    let first = UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "c"), using: &random)
    let count = Int.random(in: 0..<4, using: &random)
    return [first] + (0..<count).map { _ in RandomTree.characters.randomElement(using: &random) ?? first }
  }
}
