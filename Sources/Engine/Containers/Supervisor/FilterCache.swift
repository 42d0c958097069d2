import EngineInterface
import Foundation
import Linux
import OCI

/// Keeps what the runtime made of a filter for system calls: compiling a list of some hundred calls takes longer than
/// everything else at the start of a container.
///
/// crun leaves the compiled filter among its records, and takes one from an annotation. Other runtimes compile each time.
final class FilterCache {
    private let folder: String
    private let runtime: OCIRuntime
    private var missing: String?

    init(store: String, runtime: OCIRuntime) {
        folder = store + "/filters"
        self.runtime = runtime
    }

    /// The bundle's `config.json`, with the compiled filter when there is one.
    func encode(_ spec: RuntimeSpec) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        var spec = spec
        if runtime.kind == .crun, let filter = spec.linux.seccomp {
            encoder.outputFormatting.insert(.sortedKeys)
            let name = name(try encoder.encode(filter))
            if let compiled = try? SmallFile.read(folder + "/" + name), !compiled.isEmpty, compiled.count % 8 == 0 {
                // A runtime that does not know the annotation would refuse every call: it fails, and is not open.
                spec.linux.seccomp?.syscalls = []
                spec.annotations = ["run.oci.seccomp_bpf_data": Data(compiled).base64EncodedString()]
            } else {
                missing = name
            }
        }
        return String(decoding: try encoder.encode(spec), as: UTF8.self)
    }

    /// Keeps what the runtime compiled for the container that it has just started.
    func keep(compiledIn records: String) {
        guard let missing, let bytes = try? SmallFile.read(records + "/seccomp.bpf"), !bytes.isEmpty,
            bytes.count % 8 == 0
        else { return }
        mkdir(folder, 0o700)
        let temporary = "\(folder)/.\(getpid())-\(UInt32.random(in: 0 ... .max))"
        guard let file = try? Descriptor.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600),
            (try? Descriptor.write(bytes, to: file.number)) != nil
        else {
            unlink(temporary)
            return
        }
        withExtendedLifetime(file) { _ = rename(temporary, folder + "/" + missing) }
    }

    /// A name for the filter as this runtime compiles it: another version may do it otherwise.
    private func name(_ filter: Data) -> String {
        var status = stat()
        stat(runtime.path, &status)
        let origin = "\(runtime.path) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_ino)"
        return Self.hash(Array(filter) + Array(origin.utf8)) + ".bpf"
    }

    /// FNV-1a with 64 bits, twice from different beginnings: it need not withstand anybody, the store is its owner's.
    private static func hash(_ bytes: [UInt8]) -> String {
        var result = ""
        for start: UInt64 in [0xcbf2_9ce4_8422_2325, 0x9ae1_6a3b_2f90_404f] {
            var value = start
            for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
            result += String(value, radix: 16)
        }
        return result
    }
}
