import Files
import Platform

/// Keeps a run from replacing what it reads, whatever names and links lead there. Only files that exist can be meant, so a
/// run whose outputs are new asks the system nothing.
public struct OutputGuard: Sendable {
  /// The outputs that exist, by what tells files apart; as the user named them.
  private var outputs: [FileSystem.Identity: String] = [:]

  /// Guards nothing.
  public init() {}

  /// `outputs` are the files that a run will write, as the user named them; nil stands for standard output. Throws
  /// `sameOutputs` when two of them are one file.
  public init(_ outputs: [String?]) throws {
    var places: [FilePath: String] = [:]
    for output in outputs.compactMap({ $0 }) where FileSystem.isReplaceable(output) {
      let place = OutputGuard.place(output)
      if let other = places.updateValue(output, forKey: place) {
        throw InputError.sameOutputs(path: other, other: output)
      }
      guard FileSystem.isRegular(place), let identity = FileSystem.identity(place) else { continue }
      if let other = self.outputs.updateValue(output, forKey: identity) {
        throw InputError.sameOutputs(path: other, other: output)
      }
    }
    if outputs.contains(nil), let identity = FileSystem.identity(ofRegular: STDOUT_FILENO) {
      self.outputs[identity] = "standard output"
    }
  }

  /// Guards all files that a folder holds, any of which may be an output.
  public init(contentsOf folder: FilePath) {
    for path in FileSystem.names(in: folder).map({ folder.appending($0) }) where FileSystem.isRegular(path) {
      if let identity = FileSystem.identity(path) { outputs[identity] = path.string }
    }
  }

  /// Whether no input can be an output.
  public var isIdle: Bool { outputs.isEmpty }

  /// Throws `outputIsInput` when the file is an output.
  public func check(_ input: FilePath) throws {
    guard !isIdle, let identity = FileSystem.identity(input), let output = outputs[identity] else { return }
    throw InputError.outputIsInput(output: output, input: input.text)
  }

  /// The same for an input that a folder or a list holds. Only pictures are lost when they are replaced: an earlier table
  /// among the scans, or the one that a shell has begun, is no reason to end a run.
  public func check(found input: FilePath) throws {
    guard !isIdle, let identity = FileSystem.identity(input), outputs[identity] != nil else { return }
    if FolderWalker.isImage(input, name: input.name) { try check(input) }
  }

  /// The same for all files that a command line names; those inside folders and lists are checked when they come.
  public func check(_ arguments: [InputList.Argument]) throws {
    guard !isIdle else { return }
    for argument in arguments {
      switch argument {
      case .path(let path, _), .list(let path, _): try check(path)
      case .standardInput:
        if let identity = FileSystem.identity(ofRegular: STDIN_FILENO), let output = outputs[identity] {
          throw InputError.outputIsInput(output: output, input: "standard input")
        }
      }
    }
  }

  /// Where the output will be, from the root.
  private static func place(_ output: String) -> FilePath {
    let target = FileSystem.target(of: FilePath(output))
    return FileSystem.resolved(target.folder)?.appending(target.name) ?? target
  }
}
