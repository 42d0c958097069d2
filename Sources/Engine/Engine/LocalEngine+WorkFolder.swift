import EngineInterface
import Glibc
import Linux

extension LocalEngine {
    /// Makes an empty folder for what a command fetches or unpacks: a build's context that is no folder.
    ///
    /// It goes by ``removeWorkFolder(_:)``, or, when this process dies before that, with the next process that opens the
    /// store.
    public func makeWorkFolder() throws -> String {
        let folder = "\(store.sessionFolder)/work-\(RandomName.hex(words: 1))"
        mkdir(store.sessionFolder, 0o700)
        do throws(SystemError) {
            try systemCall("mkdir", folder) { mkdir(folder, 0o700) }
        } catch {
            throw error.errno == ENOSPC
                ? EngineError(.diskFull, "There is no room left on the disk.", help: "Free some space and try again.")
                : EngineError(.failure, "No folder can be made in the store: \(error).")
        }
        return folder
    }

    /// Removes such a folder. What cannot be removed now goes later.
    public func removeWorkFolder(_ folder: String) {
        try? removeTree(folder)
        // Only when nothing else is in it: sessions have theirs there, too.
        rmdir(store.sessionFolder)
    }
}
