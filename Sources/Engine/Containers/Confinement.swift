import OCI

/// What a container may not do, the same as a container of Docker's with its default settings.
enum Confinement {
    /// Docker's default capabilities.
    static let capabilities = [
        "CAP_AUDIT_WRITE", "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_MKNOD",
        "CAP_NET_BIND_SERVICE", "CAP_NET_RAW", "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID",
        "CAP_SYS_CHROOT",
    ]

    /// Root gets the default set; another user gets it only as the bound of what a setuid program may give.
    static func capabilities(uid: UInt32) -> RuntimeSpec.Capabilities {
        let active = uid == 0 ? capabilities : []
        return RuntimeSpec.Capabilities(bounding: capabilities, effective: active, permitted: active)
    }

    /// Files of /proc and /sys that tell about the host or change it.
    static let maskedPaths = [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats",
        "/sys/devices/virtual/powercap", "/sys/firmware",
    ]

    static let readonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]

    /// Calls that reach into the kernel or the host and that no ordinary program in a container needs. Docker's
    /// documentation lists them with the reason for each ("Significant syscalls blocked by the default profile").
    private static let refusedCalls = [
        "acct", "add_key", "bpf", "clock_adjtime", "clock_settime", "create_module", "delete_module",
        "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "get_kernel_syms", "get_mempolicy", "init_module",
        "io_uring_enter", "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kcmp", "kexec_file_load",
        "kexec_load", "keyctl", "lookup_dcookie", "mbind", "mount", "mount_setattr", "move_mount", "move_pages",
        "name_to_handle_at", "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open", "pivot_root",
        "process_vm_readv", "process_vm_writev", "query_module", "quotactl", "quotactl_fd", "reboot", "request_key",
        "set_mempolicy", "setns", "settimeofday", "stime", "swapoff", "swapon", "sysfs", "_sysctl", "umount",
        "umount2", "unshare", "uselib", "userfaultfd", "ustat", "vm86", "vm86old",
    ]

    private static let newNamespaceFlags: UInt64 = 0x7E02_0000

    /// Refuses dangerous calls with EPERM, and clone3, whose flags no filter can read, with ENOSYS, so that programs fall back to clone.
    static let seccomp = RuntimeSpec.Seccomp(
        defaultAction: "SCMP_ACT_ALLOW",
        architectures: architectures,
        syscalls: [
            .init(refusedCalls, action: "SCMP_ACT_ERRNO", errnoRet: 1),
            .init(["clone3"], action: "SCMP_ACT_ERRNO", errnoRet: 38),
        ]
            + (0..<64).filter { newNamespaceFlags & (1 << $0) != 0 }.map { bit in
                .init(
                    ["clone"], action: "SCMP_ACT_ERRNO", errnoRet: 1,
                    args: [.init(index: 0, mask: 1 << UInt64(bit), equals: 1 << UInt64(bit))])
            })

    static var architectures: [String] {
        #if arch(arm64)
            ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"]
        #else
            ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"]
        #endif
    }
}
