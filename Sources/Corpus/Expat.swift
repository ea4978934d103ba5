internal import CExpat

/// The parser behind the readers of XML.
public enum Expat {
  /// The version of the library in use, as "2.5.0".
  public static var libraryVersion: String {
    String(String(cString: mt_expat_version()).trimmingPrefix("expat_"))
  }
}
