import ArgumentParser

/// How messages are written to standard error.
package enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json

  /// What the options in `arguments` ask for. Read before the command line is parsed, so that wrong usage is told in
  /// that format too.
  package init(askedBy arguments: [String]) {
    let options = arguments.prefix { $0 != "--" }
    let values = zip(options, options.dropFirst()).compactMap { option, value in
      option == "--log-format" ? value : nil
    }
    let joined = options.filter { $0.hasPrefix("--log-format=") }.map { String($0.dropFirst("--log-format=".count)) }
    self = (values + joined).contains("json") ? .json : .text
  }
}
