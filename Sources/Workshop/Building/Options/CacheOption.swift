import EngineInterface

/// `--cache-from` and `--cache-to`: results of steps from other machines, and for them.
///
/// The image store keeps the result of every step anyway, for all builds of a user.
public enum CacheOption {
    /// `IMAGE`, `type=registry,ref=IMAGE`, `type=local,src=FOLDER`.
    ///
    /// - Parameter absolute: makes a path absolute.
    /// - Throws: ``OptionError`` for caches that cannot be read here.
    public static func source(_ text: String, absolute: (String) -> String) throws(OptionError) -> CacheSource {
        let option = "--cache-from"
        let fields = try CommaFields(text, option: option).fields
        if fields.count == 1, let only = fields.first, only.value == nil {
            if only.key.isEmpty { throw OptionError("\(option) needs an image, or type=local,src=FOLDER.") }
            // The value as it was written: keys are put into small letters.
            return .image(text)
        }
        var values = try values(fields, text, option: option)
        let kind = values.removeValue(forKey: "type") ?? "registry"
        switch kind {
        case "registry":
            guard let reference = values.removeValue(forKey: "ref"), !reference.isEmpty else {
                throw OptionError("\(option) \(text) lacks the image: type=registry,ref=IMAGE.")
            }
            try refuseRest(values, text, option: option, known: "type and ref")
            return .image(reference)
        case "local":
            guard let folder = values.removeValue(forKey: "src"), !folder.isEmpty else {
                throw OptionError("\(option) \(text) lacks the folder: type=local,src=FOLDER.")
            }
            // A folder holds one cache here, whatever it is called.
            values["tag"] = nil
            values["digest"] = nil
            try refuseRest(values, text, option: option, known: "type, src, tag and digest")
            return .folder(absolute(folder))
        default:
            throw OptionError(
                "\(option) \(text): a cache of the type \(kind) cannot be read here. There are type=local,src=FOLDER, and images that were built with --cache-to type=inline."
            )
        }
    }

    /// `type=local,dest=FOLDER[,mode=max][,compression=…]`, `type=inline`.
    ///
    /// - Throws: ``OptionError`` for caches that cannot be written here.
    public static func target(_ text: String, absolute: (String) -> String) throws(OptionError) -> CacheTarget {
        let option = "--cache-to"
        let fields = try CommaFields(text, option: option).fields
        // Docker's short form for a registry's image, or for type=inline.
        if fields.count == 1, fields.first?.key == "inline", fields.first?.value == nil { return .inline }
        var values = try values(fields, text, option: option)
        let kind = values.removeValue(forKey: "type") ?? "registry"
        switch kind {
        case "inline":
            values["mode"] = nil
            try refuseRest(values, text, option: option, known: "type")
            return .inline
        case "local":
            guard let folder = values.removeValue(forKey: "dest"), !folder.isEmpty else {
                throw OptionError("\(option) \(text) lacks the folder: type=local,dest=FOLDER.")
            }
            let mode = values.removeValue(forKey: "mode") ?? "min"
            guard ["min", "max"].contains(mode) else {
                throw OptionError(
                    "\(option) \(text): there is no mode \(mode). min writes the steps of the image itself, max those of all stages."
                )
            }
            let compression = try values.removeValue(forKey: "compression").map { name throws(OptionError) in
                try BuildOutput.compression(name, "\(option) \(text)")
            }
            for ignored in ["tag", "oci-mediatypes", "image-manifest", "force-compression", "ignore-error"] {
                values[ignored] = nil
            }
            try refuseRest(values, text, option: option, known: "type, dest, mode and compression")
            return .folder(absolute(folder), everyStage: mode == "max", compression: compression)
        default:
            throw OptionError(
                "\(option) \(text): a cache of the type \(kind) cannot be written here. There are type=local,dest=FOLDER and type=inline."
            )
        }
    }

    private static func values(
        _ fields: [CommaFields.Field], _ text: String, option: String
    ) throws(OptionError) -> [String: String] {
        var values: [String: String] = [:]
        for field in fields {
            guard let value = field.value else {
                throw OptionError("\(option) \(text): \(field.key) is not of the form key=value.")
            }
            values[field.key] = value
        }
        return values
    }

    private static func refuseRest(
        _ values: [String: String], _ text: String, option: String, known: String
    ) throws(OptionError) {
        guard let key = values.keys.sorted().first else { return }
        throw OptionError("\(option) \(text): \(key) is not known here. The keys are \(known).")
    }
}
