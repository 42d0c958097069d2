#define _GNU_SOURCE
#include "include/clinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

const int cl_o_path = O_PATH, cl_seek_data = SEEK_DATA, cl_seek_hole = SEEK_HOLE;

const uint64_t cl_resolve_in_root = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
               cl_resolve_no_symlinks = RESOLVE_NO_SYMLINKS, cl_resolve_beneath = RESOLVE_BENEATH,
               cl_resolve_no_xdev = RESOLVE_NO_XDEV;

int cl_openat2(int directory, const char *path, int flags, uint32_t mode, uint64_t resolve) {
    struct open_how how;
    memset(&how, 0, sizeof how);
    how.flags = (uint64_t)(unsigned)flags | O_CLOEXEC;
    how.mode = mode;
    how.resolve = resolve;
    long result;
    // The kernel answers EAGAIN when something was renamed while it resolved "..".
    for (int tries = 0; tries < 64; tries++) {
        result = syscall(SYS_openat2, directory, path, &how, sizeof how);
        if (result >= 0 || (errno != EAGAIN && errno != EINTR)) break;
    }
    return result >= 0 ? (int)result : -errno;
}

int cl_mknodat(int directory, const char *path, uint32_t mode, uint32_t major, uint32_t minor) {
    return mknodat(directory, path, mode, makedev(major, minor)) == 0 ? 0 : -errno;
}

int cl_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to) {
    return renameat2(from_directory, from, to_directory, to, RENAME_NOREPLACE) == 0 ? 0 : -errno;
}

uint32_t cl_device_major(uint64_t device) { return major(device); }
uint32_t cl_device_minor(uint64_t device) { return minor(device); }

int cl_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : -errno; }

int cl_memory_file(void) {
    int result = memfd_create("workshop", MFD_CLOEXEC);
    return result >= 0 ? result : -errno;
}

int cl_fcntl(int descriptor, int command, int argument) {
    int result = fcntl(descriptor, command, argument);
    return result >= 0 ? result : -errno;
}

ssize_t cl_copy_file_range(int from, int to, size_t length) {
    ssize_t result = copy_file_range(from, NULL, to, NULL, length, 0);
    return result >= 0 ? result : -errno;
}

ssize_t cl_sendfile(int from, int to, size_t length) {
    ssize_t result = sendfile(to, from, NULL, length);
    return result >= 0 ? result : -errno;
}

int cl_epoll_make(void) {
    int result = epoll_create1(EPOLL_CLOEXEC);
    return result >= 0 ? result : -errno;
}

int cl_epoll_add(int epoll, int descriptor, uint64_t number) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = number};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : -errno;
}

int cl_epoll_remove(int epoll, int descriptor) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL) == 0 ? 0 : -errno;
}

int cl_epoll_wait(int epoll, uint64_t *numbers, int capacity) {
    struct epoll_event events[64];
    int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, -1);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int index = 0; index < count; index++) numbers[index] = events[index].data.u64;
    return count;
}
