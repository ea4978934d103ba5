/// Clipping by the global norm (Pascanu et al. 2013; Sutskever et al. 2014, section 3.4).
public enum GradientClipping {
  /// The factor that brings the norm of gradients down to `limit` at most; a limit of 0 clips nothing.
  public static func factor(norm: Double, limit: Double) -> Double {
    limit > 0 && norm > limit ? limit / norm : 1
  }
}
