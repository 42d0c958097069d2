#define _GNU_SOURCE
#include "include/supervise.h"
#include <errno.h>
#include <grp.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

int cl_signal_descriptor(const int signals[]) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t index = 0; signals[index] != 0; index++) sigaddset(&set, signals[index]);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return -errno;
    int result = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return result >= 0 ? result : -errno;
}

int cl_read_signal(int descriptor) {
    struct signalfd_siginfo information;
    ssize_t count = read(descriptor, &information, sizeof information);
    return count == (ssize_t)sizeof information ? (int)information.ssi_signo : 0;
}

int cl_watch_folder(const char *path) {
    int result = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (result < 0) return -errno;
    if (inotify_add_watch(result, path, IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR) < 0) {
        int error = errno;
        close(result);
        return -error;
    }
    return result;
}

int cl_event_descriptor(void) {
    int result = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return result >= 0 ? result : -errno;
}

static int64_t now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t cl_monotonic_nanoseconds(void) { return now(CLOCK_MONOTONIC); }
int64_t cl_real_nanoseconds(void) { return now(CLOCK_REALTIME); }

void cl_trim_memory(void) {
    malloc_trim(0);
    // Code that was needed once: nobody writes to it, so what is needed again comes back from its file.
    FILE *table = fopen("/proc/self/maps", "re");
    if (!table) return;
    char line[4352];
    while (fgets(line, sizeof line, table)) {
        unsigned long start, end;
        char access[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, access) == 3 && strcmp(access, "r-xp") == 0 && strchr(line, '/'))
            madvise((void *)start, end - start, MADV_DONTNEED);
    }
    fclose(table);
}

int cl_join_user_namespace(int descriptor) {
    if (setns(descriptor, CLONE_NEWUSER) != 0) return -errno;
    // In the namespace, the caller's own user is root already; only the groups are still those of outside.
    if (setgroups(0, NULL) != 0 || setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) return -errno;
    return 0;
}
