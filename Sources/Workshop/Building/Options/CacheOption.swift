/// `--cache-from` and `--cache-to`.
///
/// Every step's result is in the image store anyway, and all builds of a user share it. What other caches would add
/// cannot be had here; saying so is better than doing nothing.
public enum CacheOption {
    /// The image whose steps are to be used. They are in the store's cache as long as the image is.
    ///
    /// - Throws: ``OptionError`` for caches that cannot be read here.
    public static func source(_ text: String) throws(OptionError) -> String {
        let fields = try CommaFields(text, option: "--cache-from").fields
        if fields.count == 1, let only = fields.first, only.value == nil { return only.key }
        let kind = fields.first { $0.key == "type" }?.value ?? "registry"
        if kind == "registry", let reference = fields.first(where: { $0.key == "ref" })?.value { return reference }
        throw OptionError(
            "--cache-from \(text): a cache of the type \(kind) cannot be read here. The image store keeps the result of every step; leave the option out."
        )
    }

    /// - Throws: always, as no cache can be written to somewhere else.
    public static func refuseTarget(_ text: String) throws(OptionError) {
        let fields = try CommaFields(text, option: "--cache-to").fields
        let kind = fields.first { $0.key == "type" }?.value ?? "registry"
        throw OptionError(
            "--cache-to \(text): a cache of the type \(kind) cannot be written here. The image store keeps the result of every step; leave the option out, and keep \(storeHint) between runs."
        )
    }

    private static let storeHint = "the folder WORKSHOP_HOME"
}
