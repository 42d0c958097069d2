import Foundation

extension BakeTarget {
    /// Reads targets, with variables replaced.
    struct Reader {
        /// What errors call the file.
        let file: String
        let variables: [String: String]

        func target(_ name: String, _ fields: [String: Any]) throws(CommandFailure) -> BakeTarget {
            var target = BakeTarget()
            for (key, value) in fields where !(value is NSNull) {
                let place = "target \(name), field \(key)"
                if key == "inherits" {
                    target.inherits = try texts(value, place) ?? []
                } else if BakeTarget.textNames.contains(key) {
                    target.texts[key] = try text(value, place)
                } else if BakeTarget.listNames.contains(key) {
                    target.lists[key] = try texts(value, place)
                } else if BakeTarget.mapNames.contains(key) {
                    target.maps[key] = try map(value, place)
                } else if BakeTarget.flagNames.contains(key) {
                    target.flags[key] = try text(value, place) == "true"
                } else if key != "description" {
                    throw BakeFile.failure(file, "\(place) is not understood")
                }
            }
            return target
        }

        func texts(_ value: Any?, _ place: String) throws(CommandFailure) -> [String]? {
            guard let value else { return nil }
            guard let list = value as? [Any] else { throw BakeFile.failure(file, "\(place) is no list") }
            var result: [String] = []
            for element in list { result.append(try text(element, place)) }
            return result
        }

        private func map(_ value: Any, _ place: String) throws(CommandFailure) -> [String: String] {
            guard let entries = value as? [String: Any] else { throw BakeFile.failure(file, "\(place) is no object") }
            var result: [String: String] = [:]
            for (key, value) in entries where !(value is NSNull) { result[key] = try text(value, place) }
            return result
        }

        private func text(_ value: Any, _ place: String) throws(CommandFailure) -> String {
            guard let text = BakeFile.text(value) else { throw BakeFile.failure(file, "\(place) is no text") }
            return try replaced(text, place)
        }

        /// A text with `${NAME}` replaced; `$${` is `${`.
        private func replaced(_ text: String, _ place: String) throws(CommandFailure) -> String {
            var result = ""
            var rest = text[...]
            while let dollar = rest.range(of: "${") {
                let before = rest[..<dollar.lowerBound]
                if before.last == "$" {
                    result += before.dropLast() + "${"
                    rest = rest[dollar.upperBound...]
                    continue
                }
                guard let end = rest[dollar.upperBound...].firstIndex(of: "}") else {
                    throw BakeFile.failure(file, "\(place): a brace is not closed")
                }
                let name = String(rest[dollar.upperBound..<end])
                guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
                    throw BakeFile.failure(file, "\(place): '${\(name)}' computes something; only ${NAME} is there")
                }
                guard let value = variables[name] else {
                    throw BakeFile.failure(file, "\(place): there is no variable \(name)")
                }
                result += before + value
                rest = rest[rest.index(after: end)...]
            }
            return result + rest
        }
    }
}
