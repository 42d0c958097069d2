#define _GNU_SOURCE
#include "include/clinux.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <grp.h>

const uint64_t cl_clone_newns = CLONE_NEWNS, cl_clone_newpid = CLONE_NEWPID, cl_clone_newnet = CLONE_NEWNET,
               cl_clone_newipc = CLONE_NEWIPC, cl_clone_newuts = CLONE_NEWUTS, cl_clone_newuser = CLONE_NEWUSER;

int cl_unshare(uint64_t flags) { return unshare((int)flags) == 0 ? 0 : -errno; }

// Runs newuidmap or newgidmap once the byte on `go` says that the namespace exists.
static pid_t start_mapper(const char *tool, char *const arguments[], int go) {
    pid_t child = fork();
    if (child != 0) return child;
    char byte;
    ssize_t count;
    do count = read(go, &byte, 1);
    while (count < 0 && errno == EINTR);
    if (count != 1) _exit(1);
    execv(tool, arguments);
    _exit(127);
}

static int wait_for(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -errno;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EPERM;
}

int cl_enter_user_namespace(const char *newuidmap, char *const uid_map[], const char *newgidmap, char *const gid_map[],
                            const char **stage) {
    int go[2];
    *stage = "pipe";
    if (pipe2(go, O_CLOEXEC) != 0) return -errno;
    // The mappers must be outside the new namespace, and must exist before it does.
    pid_t users = start_mapper(newuidmap, uid_map, go[0]);
    pid_t groups = start_mapper(newgidmap, gid_map, go[0]);
    int result = users < 0 || groups < 0 ? -EAGAIN : 0;
    if (result == 0) {
        *stage = "unshare";
        if (unshare(CLONE_NEWUSER) != 0) result = -errno;
    }
    if (result == 0 && write(go[1], "gg", 2) != 2) result = -EIO;
    close(go[0]);
    close(go[1]);
    int user_result = users > 0 ? wait_for(users) : 0;
    int group_result = groups > 0 ? wait_for(groups) : 0;
    if (result != 0) return result;
    *stage = "newuidmap";
    if (user_result != 0) return user_result;
    *stage = "newgidmap";
    if (group_result != 0) return group_result;
    *stage = "setresuid";
    if (setgroups(0, NULL) != 0 || setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) return -errno;
    return 0;
}

static int bring_up_loopback(void) {
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (control < 0) return -errno;
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    int result = ioctl(control, SIOCSIFFLAGS, &request) == 0 ? 0 : -errno;
    close(control);
    return result;
}

static void set(const char *path, const char *value) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t ignored = write(file, value, strlen(value));
    (void)ignored;
    close(file);
}

// A network namespace belongs to a thread. Each of these jobs has a thread of its own, so that no thread of Swift's
// pool is ever in another namespace than its neighbours.
struct job {
    int netns, domain, type, protocol, result;
};

static int on_own_thread(void *(*body)(void *), struct job *job) {
    pthread_t thread;
    int error = pthread_create(&thread, NULL, body, job);
    if (error != 0) return -error;
    pthread_join(thread, NULL);
    return job->result;
}

static void *create_namespace(void *argument) {
    struct job *job = argument;
    if (unshare(CLONE_NEWNET) != 0) {
        job->result = -errno;
        return NULL;
    }
    int result = bring_up_loopback();
    // As in Docker's containers: in a network of one's own, port 80 and ping are no privilege.
    set("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
    set("/proc/sys/net/ipv4/ping_group_range", "0 65535");
    if (result == 0) {
        result = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
        if (result < 0) result = -errno;
    }
    job->result = result;
    return NULL;
}

int cl_new_network_namespace(void) {
    struct job job = {.result = -EIO};
    return on_own_thread(create_namespace, &job);
}

static void *create_socket(void *argument) {
    struct job *job = argument;
    if (setns(job->netns, CLONE_NEWNET) != 0) {
        job->result = -errno;
        return NULL;
    }
    int descriptor = socket(job->domain, job->type | SOCK_CLOEXEC, job->protocol);
    job->result = descriptor >= 0 ? descriptor : -errno;
    return NULL;
}

int cl_socket_in(int netns, int domain, int type, int protocol) {
    struct job job = {.netns = netns, .domain = domain, .type = type, .protocol = protocol, .result = -EIO};
    return on_own_thread(create_socket, &job);
}

struct text_job {
    struct job job;
    const char *path, *text;
};

static void *write_text(void *argument) {
    struct text_job *job = argument;
    job->job.result = 0;
    int file = -1;
    if (setns(job->job.netns, CLONE_NEWNET) != 0 || (file = open(job->path, O_WRONLY | O_CLOEXEC)) < 0 ||
        write(file, job->text, strlen(job->text)) < 0)
        job->job.result = -errno;
    if (file >= 0) close(file);
    return NULL;
}

int cl_write_in(int netns, const char *path, const char *text) {
    struct text_job job = {.job = {.netns = netns, .result = -EIO}, .path = path, .text = text};
    return on_own_thread(write_text, &job.job);
}

int cl_accept(int listener) {
    int result;
    do result = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    while (result < 0 && errno == EINTR);
    return result >= 0 ? result : -errno;
}
