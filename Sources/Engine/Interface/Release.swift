/// This program's release.
public enum Release {
    /// After https://semver.org.
    public static let version = "0.1.0"
}
