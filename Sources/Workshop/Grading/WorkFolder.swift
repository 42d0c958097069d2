import Foundation

/// The folder that archives are unpacked in: one folder for each try, removed when it is over.
final class WorkFolder: Sendable {
    private let path: String

    /// Makes the folder, empty.
    /// - Throws: ``GradeError/output(_:_:)``.
    init(path: String) throws(GradeError) {
        self.path = path
        Self.removeTree(path)
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .output(path, error.localizedDescription)
        }
    }

    func remove() { Self.removeTree(path) }

    /// Makes a folder, hands it to the body, and removes it whatever happens.
    func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let folder = path + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { Self.removeTree(folder) }
        return try await body(folder)
    }

    /// Folders that an archive made unreadable are opened up first.
    static func removeTree(_ path: String) {
        let manager = FileManager.default
        if (try? manager.removeItem(atPath: path)) != nil { return }
        guard let entries = manager.enumerator(atPath: path) else { return }
        for case let name as String in entries
        where (entries.fileAttributes?[.type] as? FileAttributeType) == .typeDirectory {
            try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path + "/" + name)
        }
        try? manager.removeItem(atPath: path)
    }
}
