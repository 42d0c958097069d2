#define _GNU_SOURCE
#include "include/supervise.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int cl_socket_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : -errno;
}

static int make_address(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) return -ENAMETOOLONG;
    strcpy(address->sun_path, path);
    return 0;
}

int cl_listen_at(const char *path, uint32_t mode) {
    struct sockaddr_un address;
    int result = make_address(path, &address);
    if (result != 0) return result;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    // Linux gives the socket's file the mode of its inode, less the umask.
    fchmod(descriptor, mode);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 || listen(descriptor, 128) != 0) {
        result = -errno;
        close(descriptor);
        return result;
    }
    return descriptor;
}

int cl_connect_to(const char *path) {
    struct sockaddr_un address;
    int result = make_address(path, &address);
    if (result != 0) return result;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    do result = connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0 ? 0 : -errno;
    while (result == -EINTR);
    if (result != 0) {
        close(descriptor);
        return result;
    }
    return descriptor;
}

int cl_receive_descriptor(int socket) {
    char byte[256];
    struct iovec vector = {.iov_base = byte, .iov_len = sizeof byte};
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t count;
    do count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS && part->cmsg_len >= CMSG_LEN(sizeof(int))) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
            return descriptor;
        }
    }
    return -ENODATA;
}

int cl_peer(int socket, pid_t *pid, uid_t *user) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return -errno;
    *pid = credentials.pid;
    *user = credentials.uid;
    return 0;
}

ssize_t cl_send_now(int socket, const void *bytes, size_t count) {
    ssize_t result;
    do result = send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (result < 0 && errno == EINTR);
    return result >= 0 ? result : -errno;
}
