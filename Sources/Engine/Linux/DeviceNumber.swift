import CLinux

/// The two parts of a device's number.
public struct DeviceNumber: Sendable, Equatable {
    public var major: UInt32
    public var minor: UInt32

    public init(_ number: UInt64) {
        major = cl_device_major(number)
        minor = cl_device_minor(number)
    }
}
