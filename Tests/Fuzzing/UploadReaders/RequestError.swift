/// In place of DigitServer's, of which the readers of uploads need no more.
package enum RequestError: Error {
  case badArchive(detail: String)
  case badForm(detail: String)
}
