#define _GNU_SOURCE
#include "include/clinux.h"
#include "include/supervise.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

const int cl_rlimit_nproc = RLIMIT_NPROC, cl_rlimit_core = RLIMIT_CORE, cl_rlimit_fsize = RLIMIT_FSIZE,
          cl_rlimit_nofile = RLIMIT_NOFILE;

// What the child tells through the error pipe: where it stopped, and why.
struct report {
    int stage, error;
};

enum { MAXIMUM_DESCRIPTORS = 64, FIRST_PARKED_DESCRIPTOR = 256 };

static const char *const stage_names[] = {"signals", "namespace", "session", "cgroup", "limit",
                                          "mount",   "chdir",     "descriptor", "exec"};
enum { SIGNALS, NAMESPACE, SESSION, CGROUP, LIMIT, MOUNT, DIRECTORY, DESCRIPTOR, EXEC };

_Noreturn static void fail(int pipe, int stage) {
    struct report report = {stage, errno};
    ssize_t ignored = write(pipe, &report, sizeof report);
    (void)ignored;
    _exit(127);
}

// The first process of a pid namespace inherits those whose parents ended, and tells how they end.
_Noreturn static void report_ends(int descriptor) {
    int report = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_PARKED_DESCRIPTOR);
    if (report < 0) _exit(127);
    syscall(SYS_close_range, 0U, (unsigned)report - 1, 0U);
    syscall(SYS_close_range, (unsigned)report + 1, ~0U, 0U);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    // Blocked before the first look, so that none is missed between a look and the wait.
    sigprocmask(SIG_BLOCK, &ends, NULL);
    for (;;) {
        int status;
        pid_t pid;
        while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
            struct cl_end end = {pid, status};
            ssize_t count;
            do count = write(report, &end, sizeof end);
            while (count < 0 && errno == EINTR);
        }
        sigwaitinfo(&ends, NULL);
    }
}

// Runs between clone and exec in a copy of a process with many threads: only system calls, no allocation, no locks.
_Noreturn static void run_child(const struct cl_spawn_request *request, int error_pipe, pid_t parent) {
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    for (int number = 1; number < 65; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, NULL) != 0) fail(error_pipe, SIGNALS);

    // A process in a joined pid namespace ends with that namespace's first process, and its parent thread is short-lived.
    if (request->die_with_parent && request->join_pid < 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail(error_pipe, SIGNALS);
        // The parent may have ended before prctl. In a new pid namespace the parent's id reads 0, always.
        pid_t now = getppid();
        if (now != 0 && now != parent) _exit(127);
    }
    if (request->new_session && setsid() < 0) fail(error_pipe, SESSION);
    for (size_t index = 0; index < request->cgroup_count; index++)
        if (write(request->cgroups[index], "0", 1) != 1) fail(error_pipe, CGROUP);
    if (request->join_network >= 0 && setns(request->join_network, CLONE_NEWNET) != 0) fail(error_pipe, NAMESPACE);
    if (request->join_mount >= 0 && setns(request->join_mount, CLONE_NEWNS) != 0) fail(error_pipe, NAMESPACE);
    if (request->clone_flags & CLONE_NEWNS) {
        // What the parent mounts later is to be seen here, not the other way round.
        if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0) fail(error_pipe, MOUNT);
        if (request->mount_proc && mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0)
            fail(error_pipe, MOUNT);
        if (request->hide_cgroups &&
            mount("none", "/sys/fs/cgroup", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=4k,mode=755") != 0)
            fail(error_pipe, MOUNT);
    }
    for (size_t index = 0; index < request->limit_count; index++) {
        struct rlimit limit = {request->limits[index].value, request->limits[index].value};
        if (setrlimit(request->limits[index].resource, &limit) != 0 && errno != EPERM) fail(error_pipe, LIMIT);
    }
    if (request->directory && chdir(request->directory) != 0) fail(error_pipe, DIRECTORY);

    // Park every source above the targets first, so that no dup2 overwrites a source that is still needed.
    int parked[MAXIMUM_DESCRIPTORS];
    int parked_error = fcntl(error_pipe, F_DUPFD_CLOEXEC, FIRST_PARKED_DESCRIPTOR);
    if (parked_error < 0) fail(error_pipe, DESCRIPTOR);
    error_pipe = parked_error;
    for (size_t index = 0; index < request->descriptor_count; index++) {
        parked[index] = fcntl(request->descriptors[index].source, F_DUPFD_CLOEXEC, FIRST_PARKED_DESCRIPTOR);
        if (parked[index] < 0) fail(error_pipe, DESCRIPTOR);
    }
    if (syscall(SYS_close_range, 0U, ~0U, CLOSE_RANGE_CLOEXEC) != 0) {
        for (int descriptor = 0; descriptor < 4096; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    }
    for (size_t index = 0; index < request->descriptor_count; index++)
        if (dup2(parked[index], request->descriptors[index].target) < 0) fail(error_pipe, DESCRIPTOR);

    if (!request->path && request->report_ends > 0) report_ends(request->report_ends);
    if (!request->path) {
        // The children of those who end here become this process's; ignored, they need not be waited for.
        signal(SIGCHLD, SIG_IGN);
        syscall(SYS_close_range, 0U, ~0U, 0U);
        for (;;) pause();
    }
    execve(request->path, request->arguments, request->environment);
    fail(error_pipe, EXEC);
}

struct order {
    const struct cl_spawn_request *request;
    int error_pipe, pidfd, done;
    pid_t result;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct order *pending;
static int started;

static void carry_out(struct order *order) {
    const struct cl_spawn_request *request = order->request;
    // For a pid namespace, setns changes where this thread's next child is born; the thread itself stays.
    if (request->join_pid >= 0 && setns(request->join_pid, CLONE_NEWPID) != 0) {
        order->result = -errno;
        return;
    }
    pid_t parent = getpid();
    // No signal handler may run in the child before it has set its own.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    long result = syscall(SYS_clone, (unsigned long)(request->clone_flags | CLONE_PIDFD | SIGCHLD), NULL,
                          &order->pidfd, NULL, NULL);
    if (result == 0) run_child(request, order->error_pipe, parent);
    order->result = result > 0 ? (pid_t)result : -errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void *carry_out_once(void *order) {
    carry_out(order);
    return NULL;
}

static void *spawner(void *unused) {
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (!pending || pending->done) pthread_cond_wait(&changed, &lock);
        carry_out(pending);
        pending->done = 1;
        pthread_cond_broadcast(&changed);
    }
    return NULL;
}

// Waits until the child has executed its program or told why it could not.
static pid_t finish(const struct order *order, const int pipe[2], int *pidfd, const char **stage) {
    close(pipe[1]);
    if (order->result < 0) {
        close(pipe[0]);
        return order->result;
    }
    struct report report;
    ssize_t count;
    do count = read(pipe[0], &report, sizeof report);
    while (count < 0 && errno == EINTR);
    close(pipe[0]);
    if (count == (ssize_t)sizeof report) {
        *stage = stage_names[report.stage];
        siginfo_t information;
        while (waitid((idtype_t)P_PIDFD, (id_t)order->pidfd, &information, WEXITED) != 0 && errno == EINTR) {
        }
        close(order->pidfd);
        return -report.error;
    }
    *pidfd = order->pidfd;
    return order->result;
}

pid_t cl_spawn(const struct cl_spawn_request *request, int *pidfd, const char **stage) {
    *stage = "clone";
    if (request->descriptor_count > MAXIMUM_DESCRIPTORS) return -E2BIG;
    int pipe[2];
    if (pipe2(pipe, O_CLOEXEC) != 0) return -errno;
    struct order order = {.request = request, .error_pipe = pipe[1], .pidfd = -1};

    if (request->join_pid >= 0) {
        // An ordinary user's process may not go back to the pid namespace that it came from: use a thread and drop it.
        pthread_t thread;
        int error = pthread_create(&thread, NULL, carry_out_once, &order);
        if (error == 0)
            pthread_join(thread, NULL);
        else
            order.result = -error;
        return finish(&order, pipe, pidfd, stage);
    }

    pthread_mutex_lock(&lock);
    if (!started) {
        pthread_t thread;
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        int error = pthread_create(&thread, &attributes, spawner, NULL);
        pthread_attr_destroy(&attributes);
        if (error != 0) {
            pthread_mutex_unlock(&lock);
            close(pipe[0]);
            close(pipe[1]);
            return -error;
        }
        started = 1;
    }
    while (pending) pthread_cond_wait(&changed, &lock);
    pending = &order;
    pthread_cond_broadcast(&changed);
    while (!order.done) pthread_cond_wait(&changed, &lock);
    pending = NULL;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);

    return finish(&order, pipe, pidfd, stage);
}

int cl_pidfd_open(pid_t pid) {
    long result = syscall(SYS_pidfd_open, pid, 0);
    return result >= 0 ? (int)result : -errno;
}

int cl_pidfd_signal(int pidfd, int signal) {
    return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : -errno;
}

int cl_pidfd_reap(int pidfd, int *exited_normally, int *status) {
    siginfo_t information;
    memset(&information, 0, sizeof information);
    int result;
    do result = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &information, WEXITED | WNOHANG);
    while (result != 0 && errno == EINTR);
    if (result != 0) return -errno;
    if (information.si_pid == 0) return 0;
    *exited_normally = information.si_code == CLD_EXITED;
    *status = information.si_status;
    return 1;
}

int cl_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 ? 0 : -errno; }
int cl_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 ? 0 : -errno; }
