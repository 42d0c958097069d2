#define _GNU_SOURCE
#include "include/clinux.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

const uint64_t cl_ms_rdonly = MS_RDONLY, cl_ms_nosuid = MS_NOSUID, cl_ms_nodev = MS_NODEV, cl_ms_noexec = MS_NOEXEC,
               cl_ms_bind = MS_BIND, cl_ms_rec = MS_REC, cl_ms_private = MS_PRIVATE,
               cl_ms_shared = MS_SHARED, cl_ms_remount = MS_REMOUNT;

int cl_mount(const char *source, const char *target, const char *type, uint64_t flags, const char *data) {
    return mount(source, target, type, flags, data) == 0 ? 0 : -errno;
}

int cl_unmount_lazily(const char *target) { return umount2(target, MNT_DETACH | UMOUNT_NOFOLLOW) == 0 ? 0 : -errno; }

int cl_unmount(const char *target) { return umount2(target, UMOUNT_NOFOLLOW) == 0 ? 0 : -errno; }

// Numbers and constants of the mount API (kernel 5.2), spelled out because older C libraries lack them.
enum { CONFIG_SET_FLAG = 0, CONFIG_SET_STRING = 1, CONFIG_CREATE = 6, MOVE_EMPTY_PATH = 4 };

static long set_string(int context, const char *key, const char *value) {
    return syscall(SYS_fsconfig, context, CONFIG_SET_STRING, key, value, 0);
}

int cl_mount_overlay(const char *const lower[], size_t lower_count, const char *upper, const char *work,
                     const char *target) {
    int context = (int)syscall(SYS_fsopen, "overlay", 1 /* FSOPEN_CLOEXEC */);
    if (context < 0) return -errno;
    long result = syscall(SYS_fsconfig, context, CONFIG_SET_FLAG, "userxattr", NULL, 0);
    if (result == 0 && upper) result = syscall(SYS_fsconfig, context, CONFIG_SET_FLAG, "volatile", NULL, 0);
    for (size_t index = 0; result == 0 && index < lower_count; index++)
        result = set_string(context, "lowerdir+", lower[index]);
    if (result == 0 && upper) result = set_string(context, "upperdir", upper);
    if (result == 0 && work) result = set_string(context, "workdir", work);
    if (result == 0) result = syscall(SYS_fsconfig, context, CONFIG_CREATE, NULL, NULL, 0);
    int mounted = -1;
    if (result == 0) {
        mounted = (int)syscall(SYS_fsmount, context, 1 /* FSMOUNT_CLOEXEC */, 0);
        if (mounted < 0) result = -1;
    }
    if (result == 0) result = syscall(SYS_move_mount, mounted, "", AT_FDCWD, target, MOVE_EMPTY_PATH);
    int error = result == 0 ? 0 : errno;
    if (mounted >= 0) close(mounted);
    close(context);
    return -error;
}
