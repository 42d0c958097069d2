import Glibc

/// A system call that failed.
public struct SystemError: Error, Sendable, CustomStringConvertible {
    /// The call's name.
    public let call: String
    /// What it was about: a path, mostly.
    public let subject: String?
    /// The error number.
    public let errno: Int32

    public init(_ call: String, _ subject: String? = nil, errno: Int32) {
        self.call = call
        self.subject = subject
        self.errno = errno
    }

    /// The system's words for the error number.
    public var reason: String { String(cString: strerror(errno)) }

    public var description: String {
        subject.map { "\(call) \($0): \(reason)" } ?? "\(call): \(reason)"
    }
}

/// Runs a call that returns -1 and sets errno, again when a signal interrupted it.
@discardableResult
@inline(__always)
public func systemCall<Result: FixedWidthInteger>(
    _ name: @autoclosure () -> String, _ subject: @autoclosure () -> String? = nil, _ body: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        let number = errno
        if number != EINTR { throw SystemError(name(), subject(), errno: number) }
    }
}

/// Checks a result of `CLinux`: a negative number is an error number.
@discardableResult
@inline(__always)
func check<Result: FixedWidthInteger>(
    _ result: Result, _ name: @autoclosure () -> String, _ subject: @autoclosure () -> String? = nil
) throws(SystemError) -> Result {
    if result < 0 { throw SystemError(name(), subject(), errno: -Int32(result)) }
    return result
}
