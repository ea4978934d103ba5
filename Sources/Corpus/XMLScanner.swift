internal import CExpat
import TextProcessing

/// An event of an XML file, in the order of the file. Only elements and attributes of known names are reported.
enum XMLEvent<Name> {
  case start(Name, in: Name?, line: Int)
  /// An attribute of the element that began last. The value is valid until the next call.
  case attribute(Name, of: Name, UnsafeRawBufferPointer)
  /// Text in UTF-8, that of unknown elements too, valid until the next call. Ends of lines are LF.
  case text(UnsafeRawBufferPointer)
  case end(Name, in: Name?)
}

/// Reads an XML file in pieces, so that memory does not depend on its size. The XML declaration or a byte order mark says which
/// encoding it is in.
/// No other file is loaded, and entities other than XML's own five are refused. Characters that XML does not allow are
/// repaired and counted.
///
/// `Name` lists the names of elements and attributes that matter. An element is known by its name without a prefix, an
/// attribute by its whole name.
final class XMLScanner<Name: RawRepresentable & CaseIterable & Equatable> where Name.RawValue == String {
  private let reader: TextReader
  private let root: Name
  private let format: String
  private let names = Array(Name.allCases)
  private let parser: OpaquePointer
  private let chunk: UnsafeMutableRawBufferPointer
  private var repair: XMLRepair
  private var events = UnsafeBufferPointer<mt_xml_event>(start: nil, count: 0)
  private var text = UnsafeRawBufferPointer(start: nil, count: 0)
  private var nextEvent = 0
  private var hasBegun = false
  private var isAtEnd = false
  private var failure: CorpusError?

  /// - Parameters:
  ///   - encoding: of a file that does not name its own; nil is UTF-8.
  ///   - root: the name that the outermost element must have.
  ///   - format: the name of the format, for errors.
  ///   - chunkBytes: how much is read at a time.
  init(_ reader: ByteReader, encoding: TextEncoding?, root: Name, format: String, chunkBytes: Int) {
    let path = reader.path
    self.reader = TextReader(reader) { start throws(CorpusError) in
      // A declaration of UTF-16 does not say which of the two bytes comes first.
      if let wide = WideEncoding.name(start: start) { return TextEncoding(wide) }
      return try DeclaredEncoding.choose(
        DeclaredEncoding.xml(start), given: encoding, start: start, path: path, format: format)
    }
    self.root = root
    self.format = format
    guard let parser = mt_xml_create(names.map(\.rawValue).joined(separator: " ")) else {
      preconditionFailure("no memory for expat")
    }
    self.parser = parser
    chunk = .allocate(byteCount: max(chunkBytes, TextReader.leastRoom), alignment: 16)
    repair = XMLRepair(path: path)
  }

  deinit {
    mt_xml_free(parser)
    chunk.deallocate()
  }

  var path: String { reader.path }
  var file: SourceFile { reader.file }
  /// The repairs so far.
  var tallies: CorpusTallies { repair.tallies }

  /// The next event; nil after the last. Events before a fault in the file are reported before the fault is thrown.
  func next() throws(CorpusError) -> XMLEvent<Name>? {
    while nextEvent == events.count {
      if let failure { throw failure }
      if isAtEnd { return nil }
      try parseChunk()
    }
    let event = events[nextEvent]
    nextEvent += 1
    switch event.kind {
    case Int32(MT_XML_START): return .start(names[Int(event.name)], in: name(event.parent), line: Int(event.line))
    case Int32(MT_XML_ATTRIBUTE): return .attribute(names[Int(event.name)], of: names[Int(event.parent)], bytes(event))
    case Int32(MT_XML_END): return .end(names[Int(event.name)], in: name(event.parent))
    default: return .text(bytes(event))
    }
  }

  /// An error of the file's content.
  func malformed(_ problem: String, line: Int) -> CorpusError {
    .malformed(path: path, line: line, format: format, problem: problem)
  }

  private func name(_ number: Int32) -> Name? { number < 0 ? nil : names[Int(number)] }

  private func bytes(_ event: mt_xml_event) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text[event.offset..<(event.offset + event.count)])
  }

  private func parseChunk() throws(CorpusError) {
    let count = try reader.read(into: chunk)
    isAtEnd = count == 0
    repair.take(UnsafeRawBufferPointer(rebasing: chunk[..<count]), isFinal: isAtEnd)
    let status = repair.output.withUnsafeBytes { mt_xml_parse(parser, $0.baseAddress, $0.count, isAtEnd ? 1 : 0) }
    if status != Int32(MT_XML_OK) { failure = fault(status) }
    events = UnsafeBufferPointer(start: mt_xml_events(parser), count: mt_xml_event_count(parser))
    text = UnsafeRawBufferPointer(start: mt_xml_text(parser), count: mt_xml_text_count(parser))
    nextEvent = 0
    if !hasBegun, let first = events.first { begin(first) }
  }

  /// The first event of a file is the start of its outermost element.
  private func begin(_ first: mt_xml_event) {
    hasBegun = true
    if name(first.name) != root {
      failure = malformed("its outermost element is not <\(root.rawValue)>", line: Int(first.line))
      nextEvent = events.count
    }
  }

  private func fault(_ status: Int32) -> CorpusError {
    let line = Int(mt_xml_fault_line(parser))
    switch status {
    case Int32(MT_XML_ENTITY_DECLARED): return malformed("it declares an entity, and entities are not read", line: line)
    case Int32(MT_XML_ENTITY_UNKNOWN): return malformed("it uses an entity that XML does not have", line: line)
    case Int32(MT_XML_TOO_DEEP):
      return malformed("its elements are nested more than \(MT_XML_DEPTH_LIMIT) deep", line: line)
    case Int32(MT_XML_TOKEN_TOO_LONG):
      return malformed("a tag or a comment has more than \(MT_XML_TOKEN_LIMIT) bytes", line: line)
    case Int32(MT_XML_TOO_MANY_DECLARATIONS):
      return malformed("it declares more than \(MT_XML_DECLARATION_LIMIT) attributes", line: line)
    case Int32(MT_XML_NO_MEMORY): return malformed("there is not enough memory to read it", line: line)
    default: return malformed(String(cString: mt_xml_reason(parser)), line: line)
    }
  }
}
