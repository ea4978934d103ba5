/// The words by which XLIFF files and the extensions of their makers say that a translation is not yet certain, as `fuzzy` does
/// in PO files. Only what is written counts: a file that says nothing of states holds translations.
///
/// `needs-review-adaptation` concerns what is not text, and the translation is taken. `needs-review-translation` and
/// `needs-review-l10n` are what tools of PO files write for `fuzzy`, and what translations by machine have that nobody has seen:
/// they are unsure.
enum XLIFFStates {
  private static let unsureStates: [StaticString] = [
    "new", "initial", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation",
    "needs-review-l10n",
  ]
  private static let finalStates: [StaticString] = ["final", "signed-off"]
  private static let unsureQualifiers: [StaticString] = [
    "fuzzy-match", "tm-suggestion", "mt-suggestion", "leveraged-mt", "rejected-grammar", "rejected-inaccurate",
    "rejected-length", "rejected-spelling",
  ]
  private static let unsureConfirmations: [StaticString] = ["Draft", "RejectedTranslation", "RejectedSignOff"]
  private static let unsureMemoQStatuses: [StaticString] = [
    "NotStarted", "Pretranslated", "AssembledFromFragments", "MachineTranslated", "Edited", "PartiallyEdited",
    "Rejected",
  ]
  private static let lineBreaks: [StaticString] = [
    "lb", "pb", "cb", "x-lb", "x-br", "x-html-br", "xlf:lb", "xlf:pb", "linebreak",
  ]
  private static let deletions: [StaticString] = ["x-sdl-deleted", "x-sdl-feedback-deleted"]

  /// A `state` of XLIFF 1.2, or of 2.0 and later.
  static func isUnsure(state: UnsafeRawBufferPointer) -> Bool { isOne(of: unsureStates, state) }

  /// A state that holds whatever a qualifier says of where the translation came from.
  static func isFinal(state: UnsafeRawBufferPointer) -> Bool { isOne(of: finalStates, state) }

  /// A `state-qualifier` of XLIFF 1.2: a match that is not exact, a suggestion, a machine's translation, one that was rejected.
  static func isUnsure(qualifier: UnsafeRawBufferPointer) -> Bool { isOne(of: unsureQualifiers, qualifier) }

  /// `conf` of a segment in SDLXLIFF.
  static func isUnsure(confirmation: UnsafeRawBufferPointer) -> Bool { isOne(of: unsureConfirmations, confirmation) }

  /// `mq:status` of memoQ.
  static func isUnsure(memoQStatus: UnsafeRawBufferPointer) -> Bool { isOne(of: unsureMemoQStatuses, memoQStatus) }

  /// Whether a code's `ctype`, `type` or `subType` says that a line, column or page ends there.
  static func breaksLine(_ type: UnsafeRawBufferPointer) -> Bool { isOne(of: lineBreaks, type) }

  /// Whether an `mtype` marks text that a tracked change takes out.
  static func isDeleted(_ type: UnsafeRawBufferPointer) -> Bool { isOne(of: deletions, type) }

  private static func isOne(of words: [StaticString], _ value: UnsafeRawBufferPointer) -> Bool {
    words.contains { word in
      word.withUTF8Buffer { $0.count == value.count && value.elementsEqual($0) }
    }
  }
}
