import Platform

/// How many processors this process may use, which can be fewer than the machine has.
public enum ProcessorCount {
  /// At least 1: those that the scheduler may give to the process (`taskset`, a batch system), or fewer where a control
  /// group limits its time (a container).
  public static var available: Int {
    let scheduled = scheduled ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return max(1, min(scheduled, quota ?? scheduled))
  }

  /// nil where the system does not tell, as only Linux does.
  private static var scheduled: Int? {
    let key = "Cpus_allowed_list:"
    let line = contents(of: "/proc/self/status")?.split(separator: "\n").first { $0.hasPrefix(key) }
    return line.flatMap { count(ofList: String($0.dropFirst(key.count))) }
  }

  /// Of the process's control group (version 2) and those around it; nil without a limit.
  private static var quota: Int? {
    guard let groups = contents(of: "/proc/self/cgroup") else { return nil }
    let path = groups.split(separator: "\n").first { $0.hasPrefix("0::") }?.dropFirst(3) ?? "/"
    var folders = path.split(separator: "/")
    var limits: [Int] = []
    while true {
      let file = (["/sys/fs/cgroup"] + folders + ["cpu.max"]).joined(separator: "/")
      if let text = contents(of: file), let limit = limit(ofQuota: text) { limits.append(limit) }
      if folders.popLast() == nil { return limits.min() }
    }
  }

  /// 5 for `0-3,6`; nil for what is no such list.
  package static func count(ofList text: String) -> Int? {
    var count = 0
    for range in text.split(separator: ",") {
      let ends = range.split(separator: "-").map { end in Int(end.filter { !$0.isWhitespace }) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, 0...1_000_000 ~= last,
        0...last ~= first
      else { return nil }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }

  /// Processors that are worth `text`, microseconds of work and of the time in which they may be done: 2 for
  /// `150000 100000`, nil for `max 100000`.
  package static func limit(ofQuota text: String) -> Int? {
    let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
    guard numbers.count == 2, let work = numbers[0], let time = numbers[1], work > 0, time > 0 else { return nil }
    return (work - 1) / time + 1
  }

  private static func contents(of path: String) -> String? {
    let reader = FileReader()
    return withExtendedLifetime(reader) {
      (try? reader.read(FilePath(path))).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
