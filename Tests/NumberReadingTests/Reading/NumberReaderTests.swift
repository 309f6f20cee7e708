import DigitRecognition
import ImageEncoding
import Imaging
import NeuralNetwork
import NumberReading
import Testing

@Suite("From a file to a number")
struct NumberReaderTests {
  /// A network that has learned nothing.
  private let strings: ModelSource
  private let settings: NumberReader.Settings

  init() throws {
    strings = ModelSource(try Model(initializing: .strings(width: NumberStrip.trainingWidth), seed: 5))
    settings = NumberReader.Settings(cascade: try ModelCatalog.cascade(), strings: strings)
  }

  private func input(_ image: GrayImage) throws -> ClassificationInput {
    ClassificationInput(path: FilePath("a"), bytes: try ImageEncoder.png(gray: image)[...])
  }

  @Test("Blank paper is blank, and a file that is no picture fails")
  func withoutNumber() throws {
    let reader = NumberReader(settings)
    let blank = try input(GrayImage(width: 200, height: 80, filledWith: 230))
    let text = ClassificationInput(path: FilePath("b"), bytes: Array("number 12".utf8)[...])
    let results = try reader.read([blank, text])
    #expect(results.first == .blank(.noInk))
    guard case .failed(let failure) = results.last else {
      Issue.record("\(results)")
      return
    }
    #expect(failure.cause == .notAnImage)
  }

  @Test("A picture's result does not depend on those before it")
  func independent() throws {
    var (first, second) = (WrittenPage(width: 400, height: 300), WrittenPage(width: 120, height: 60))
    first.write([3, 5, 2, 8], x: 90, y: 120, side: 40, pitch: 38)
    second.write([4, 7], x: 20, y: 10, side: 40, pitch: 38)
    let inputs = [try input(first.image), try input(second.image)]
    let together = try NumberReader(settings).read(inputs + inputs)
    #expect(together[0] == together[2] && together[1] == together[3])
    #expect(try NumberReader(settings).read([inputs[1]]) == [together[1]])
  }

  @Test("An analysis has the picture, a strip for each line, and a box around each sign in pixels of the picture")
  func analysis() throws {
    var page = WrittenPage(width: 1600, height: 900)
    page.write([3, 5, 2, 8], x: 500, y: 300, side: 300, pitch: 220)
    // Large JPEGs are decoded at a fraction of their size.
    let jpeg = try ImageEncoder.jpeg(gray: page.image)
    let reader = NumberReader(NumberReader.Settings(cascade: settings.cascade, strings: try ModelCatalog.strings()))
    let analysis = try reader.analyze(ClassificationInput(path: FilePath("a"), bytes: jpeg[...]))
    let answer = try #require(analysis.result.number)
    let picture = try #require(analysis.picture)
    #expect(answer.text == "3528" && analysis.strips.count == 1)
    try #require(picture.width < page.image.width)
    let factor = page.image.width / picture.width
    #expect(analysis.boxes == answer.characters.map { $0.box.reduced(by: factor) } && analysis.boxes.count == 4)
    for (box, written) in zip(analysis.boxes, page.boxes) {
      let shift = box.middleX * factor - written.middleX
      #expect(abs(shift) < written.width / 4, "\(box) for \(written)")
    }
  }

  @Test("A number of which the ink is broken across is read once")
  func broken() throws {
    var page = WrittenPage(width: 160, height: 160)
    page.write([1, 6], x: 20, y: 30, side: 90, pitch: 55)
    var image = page.image
    // A gap from the lower left to the upper right.
    for x in 0..<160 { for y in 88 - x / 3..<92 - x / 3 { image[x, y] = 240 } }
    let reader = NumberReader(NumberReader.Settings(cascade: settings.cascade, strings: try ModelCatalog.strings()))
    let answer = try #require(try reader.analyze(input(image)).result.number)
    #expect(answer.text == "16" && answer.lineCount == 1)
  }

  @Test("The network takes strips of any width, and says a column for each four pixels", arguments: [32, 64, 160, 768])
  func widths(width: Int) throws {
    let network = StringNetwork(strings)
    let strip = NumberStrip(GrayImage(width: width, height: NumberStrip.height, filledWith: 90))
    let columns = try network.columns(of: strip)
    #expect(columns.count == width / 4)
    #expect(columns.boxes?.count == 4 * columns.count)
  }

  @Test("In a wider strip, the columns far from its end stay the same")
  func sameColumns() throws {
    let network = StringNetwork(strings)
    let wide = GrayImage.randomShades(width: 256, height: NumberStrip.height, seed: 11)
    let narrow = wide.cropped(to: PixelBox(x: 0, y: 0, width: 192, height: NumberStrip.height))
    let (long, short) = (try network.columns(of: NumberStrip(wide)), try network.columns(of: NumberStrip(narrow)))
    // What lies 60 pixels further right does not reach a column.
    for label in 0..<NumberSign.labelCount {
      for column in 0..<32 {
        let (one, other) = (long.logits[label * long.count + column], short.logits[label * short.count + column])
        #expect(abs(one - other) <= 0.05 * max(1, abs(one)), "label \(label), column \(column)")
      }
    }
  }
}
