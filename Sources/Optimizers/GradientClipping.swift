/// Clipping by the global norm (Pascanu et al. 2013; Sutskever et al. 2014, section 3.4).
public enum GradientClipping {
  /// What to multiply gradients with so that their norm is at most `limit`; a limit of 0 clips nothing.
  public static func factor(norm: Double, limit: Double) -> Double {
    limit > 0 && norm > limit ? limit / norm : 1
  }
}
