/// The texts of one unit of an XLIFF file while it is read: of a `<trans-unit>` of 1.2 or a `<segment>` of 2.0.
///
/// A unit of 1.2 may be cut into segments: `<mrk mtype="seg" mid="…">` in `<seg-source>` and in `<target>`. Those with
/// the same `mid` are a pair; if there is none, they go by their order. Text between segments belongs to none.
struct XLIFFUnit {
  /// The segments of one side.
  private struct Side {
    var texts: [XMLSegment] = []
    var places: [[UInt8]: Int] = [:]

    /// The text of a segment, which may go on in several parts.
    mutating func place(of segment: [UInt8]) -> Int {
      if let place = places[segment] { return place }
      places[segment] = texts.count
      texts.append(XMLSegment())
      return texts.count - 1
    }
  }

  enum Part { case source, cutSource, target }

  /// The result of a unit.
  struct Outcome {
    var pairs: [(source: XMLSegment, target: XMLSegment)] = []
    var untranslated = 0
    var unsure = 0
    var tooLong = 0
    var withoutSource = 0
  }

  /// The state of the unit, which holds for all its segments.
  var isUnsure = false
  var isFinal = false
  var hasUnsureQualifier = false
  private(set) var hasSource = false
  private(set) var hasTarget = false
  private var source = XMLSegment()
  private var target = XMLSegment()
  private var cutSource = Side()
  private var cutTarget = Side()
  private var unsureSegments: Set<[UInt8]> = []
  private var byteCount = 0
  private var isTooLarge = false
  /// The part and the segment that text goes to.
  private var part: Part?
  private var segment: Int?

  var isReading: Bool { part != nil }
  var isReadingTarget: Bool { part == .target }

  /// People do not write units with more text or more segments.
  private static let byteLimit = 1 << 26
  private static let segmentLimit = 1 << 16

  mutating func begin(_ part: Part) {
    self.part = part
    segment = nil
    switch part {
    case .source: hasSource = true
    case .target: hasTarget = true
    case .cutSource: break
    }
  }

  mutating func end() { part = nil }

  /// - Parameter name: its `mid`; nil where it has none.
  mutating func beginSegment(_ name: [UInt8]?) {
    if isTooLarge { return }
    switch part {
    case .cutSource: segment = cutSource.place(of: name ?? Self.number(cutSource.texts.count))
    case .target: segment = cutTarget.place(of: name ?? Self.number(cutTarget.texts.count))
    case .source, nil: break
    }
    if max(cutSource.texts.count, cutTarget.texts.count) > Self.segmentLimit { isTooLarge = true }
  }

  mutating func endSegment() { segment = nil }

  /// The state of one segment, which stands behind the texts.
  mutating func markUnsure(segment: [UInt8]) {
    if unsureSegments.count < Self.segmentLimit { unsureSegments.insert(segment) } else { isTooLarge = true }
  }

  mutating func append(_ text: UnsafeRawBufferPointer) {
    byteCount += text.count
    if byteCount > Self.byteLimit { isTooLarge = true }
    if isTooLarge { return }
    change { $0.append(text) }
  }

  mutating func breakLine() { change { $0.breakLine() } }

  /// The pairs of the unit once it is complete.
  func outcome(isTranslated: Bool) -> Outcome {
    var outcome = Outcome()
    let isUnsure = !isTranslated || isUnsure || (hasUnsureQualifier && !isFinal)
    func add(_ source: XMLSegment?, _ target: XMLSegment?, isUnsure: Bool) {
      guard let target, !target.bytes.isEmpty || target.isTooLong else {
        outcome.untranslated += 1
        return
      }
      if isUnsure {
        outcome.unsure += 1
      } else if let source {
        if source.isTooLong || target.isTooLong {
          outcome.tooLong += 1
        } else {
          outcome.pairs.append((source, target))
        }
      } else {
        outcome.withoutSource += 1
      }
    }
    if isTooLarge {
      outcome.tooLong = 1
    } else if cutSource.texts.isEmpty || (cutTarget.texts.isEmpty && !target.bytes.isEmpty) {
      add(source, target, isUnsure: isUnsure)
    } else {
      for (name, place) in cutSource.places.sorted(by: { $0.value < $1.value }) {
        add(
          cutSource.texts[place], cutTarget.places[name].map { cutTarget.texts[$0] },
          isUnsure: isUnsure || unsureSegments.contains(name))
      }
      for (name, place) in cutTarget.places where cutSource.places[name] == nil {
        add(nil, cutTarget.texts[place], isUnsure: false)
      }
    }
    return outcome
  }

  private mutating func change(_ body: (inout XMLSegment) -> Void) {
    switch part {
    case .source: body(&source)
    case .cutSource: if let segment { body(&cutSource.texts[segment]) }
    case .target:
      // All of it, for a unit whose source is not cut.
      body(&target)
      if let segment { body(&cutTarget.texts[segment]) }
    case nil: break
    }
  }

  /// Stands for the name of a segment that has none: no `mid` holds a null.
  private static func number(_ count: Int) -> [UInt8] { [0] + Array(String(count).utf8) }
}
