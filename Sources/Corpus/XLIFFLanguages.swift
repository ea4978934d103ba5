/// The languages that a part of an XLIFF file states; nil if it states none.
struct XLIFFLanguages {
  var source: LanguageTags.Fits?
  var target: LanguageTags.Fits?

  /// The relation of a file's languages to those that are wanted.
  struct Direction {
    /// Whether source and target have to change places.
    var isTurned: Bool
    /// Whether a language is that of another region.
    var isOtherRegion: Bool
  }

  /// nil if the languages are others.
  var direction: Direction? {
    func fit(_ left: LanguageTags.Fit?, _ right: LanguageTags.Fit?) -> Int {
      let (left, right) = (left ?? .partly, right ?? .partly)
      return left > .none && right > .none ? left.rawValue + right.rawValue : 0
    }
    let straight = fit(source?.source, target?.target)
    let turned = fit(source?.target, target?.source)
    if straight == 0 && turned == 0 { return nil }
    let isTurned = turned > straight
    let fits = isTurned ? [source?.target, target?.source] : [source?.source, target?.target]
    return Direction(isTurned: isTurned, isOtherRegion: fits.contains(.otherRegion))
  }

  func with(target: LanguageTags.Fits) -> XLIFFLanguages { XLIFFLanguages(source: source, target: target) }

  /// The languages of a part that says its own.
  func overridden(by part: XLIFFLanguages) -> XLIFFLanguages {
    XLIFFLanguages(source: source ?? part.source, target: target ?? part.target)
  }
}
