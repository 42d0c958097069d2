// System calls that Swift cannot make by itself: they are missing from its Glibc module, take variable arguments,
// must run on a certain thread, or must run between clone and exec.
//
// Every function returns 0 or a descriptor, or a negative errno value.
#ifndef WORKSHOP_CLINUX_H
#define WORKSHOP_CLINUX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/xattr.h>

// ---- Namespaces (namespaces.c)

// clone(2) flags under names that Swift can read.
extern const uint64_t cl_clone_newns, cl_clone_newpid, cl_clone_newnet, cl_clone_newipc, cl_clone_newuts,
    cl_clone_newuser;

int cl_unshare(uint64_t flags);
// Moves this single-threaded process into a new user namespace, mapped by newuidmap and newgidmap with the given
// arguments ("0 1000 1 1 100000 65536" as separate strings, NULL-terminated), and becomes root there.
// On failure `stage` names what failed.
int cl_enter_user_namespace(const char *newuidmap, char *const uid_map[], const char *newgidmap, char *const gid_map[],
                            const char **stage);
// A descriptor for a new network namespace with its loopback interface up.
int cl_new_network_namespace(void);
// A socket that belongs to the network namespace `netns`, whatever namespace the caller is in.
int cl_socket_in(int netns, int domain, int type, int protocol);
// Writes a text to a file of /proc/sys that belongs to the network namespace `netns`.
int cl_write_in(int netns, const char *path, const char *text);
// accept4(2) with close-on-exec.
int cl_accept(int listener);

// ---- Mounts (mounts.c)

extern const uint64_t cl_ms_rdonly, cl_ms_nosuid, cl_ms_nodev, cl_ms_noexec, cl_ms_bind, cl_ms_rec, cl_ms_private,
    cl_ms_shared, cl_ms_remount;
int cl_mount(const char *source, const char *target, const char *type, uint64_t flags, const char *data);
// umount2 with MNT_DETACH.
int cl_unmount_lazily(const char *target);
int cl_unmount(const char *target);
// Mounts an overlay by the file-descriptor interface, which knows no limit on the number of layers. `lower` is topmost
// first. `upper` and `work` may be NULL. -ENOSYS or -EINVAL on kernels without it.
int cl_mount_overlay(const char *const lower[], size_t lower_count, const char *upper, const char *work,
                     const char *target);

// ---- Files (files.c)

// open(2) and lseek(2) constants that glibc shows to _GNU_SOURCE only.
extern const int cl_o_path, cl_seek_data, cl_seek_hole;
extern const uint64_t cl_resolve_in_root, cl_resolve_no_symlinks, cl_resolve_beneath, cl_resolve_no_xdev;
int cl_openat2(int directory, const char *path, int flags, uint32_t mode, uint64_t resolve);
int cl_mknodat(int directory, const char *path, uint32_t mode, uint32_t major, uint32_t minor);
int cl_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to);
uint32_t cl_device_major(uint64_t device);
uint32_t cl_device_minor(uint64_t device);
// A close-on-exec pipe.
int cl_pipe(int ends[2]);
// A close-on-exec file in memory.
int cl_memory_file(void);
// fcntl(2) with an int argument.
int cl_fcntl(int descriptor, int command, int argument);
ssize_t cl_copy_file_range(int from, int to, size_t length);
// Sends one descriptor's data to another by the kernel when it can. See sendfile(2).
ssize_t cl_sendfile(int from, int to, size_t length);

// ---- Processes (spawn.c)

struct cl_descriptor {
    int source; // in this process
    int target; // in the child
};

struct cl_limit {
    int resource;
    uint64_t value;
};

struct cl_spawn_request {
    const char *path;                   // NULL: no program; the child holds its namespaces until it is killed
    char *const *arguments;
    char *const *environment;
    const char *directory;              // NULL: unchanged
    const struct cl_descriptor *descriptors;
    size_t descriptor_count;            // every other descriptor is closed
    uint64_t clone_flags;               // new namespaces
    int join_pid;                       // descriptors of namespaces to join, or -1
    int join_mount;
    int join_network;
    const int *cgroups;                 // descriptors of cgroup.procs or tasks files to join
    size_t cgroup_count;
    const struct cl_limit *limits;
    size_t limit_count;
    int mount_proc;                     // with a new mount and pid namespace: mount a fresh /proc
    int hide_cgroups;                   // cover /sys/fs/cgroup with an empty tmpfs
    int new_session;                    // setsid
    int die_with_parent;                // SIGKILL when this process ends for whatever reason
    // Without a program: the child's descriptor on which it reports every process of its pid namespace that ended and
    // had no other parent (struct cl_end); 0 for none.
    int report_ends;
};

extern const int cl_rlimit_nproc, cl_rlimit_core, cl_rlimit_fsize, cl_rlimit_nofile;

// Starts a process. Returns its id and sets `pidfd`. On failure returns -errno and sets `stage` to what failed.
// The child is started by a thread that lives as long as this process, so that die_with_parent means the process.
pid_t cl_spawn(const struct cl_spawn_request *request, int *pidfd, const char **stage);

// epoll(7): readable descriptors by numbers of the caller's.
int cl_epoll_make(void);
int cl_epoll_add(int epoll, int descriptor, uint64_t number);
int cl_epoll_remove(int epoll, int descriptor);
// Waits for events and writes the numbers of the ready descriptors, at most `capacity` (64). Returns how many.
int cl_epoll_wait(int epoll, uint64_t *numbers, int capacity);

int cl_pidfd_open(pid_t pid);
int cl_pidfd_signal(int pidfd, int signal);
// waitid(P_PIDFD) without blocking: 0 = still running; 1 = ended, then `code` and `status` are siginfo's.
int cl_pidfd_reap(int pidfd, int *exited_normally, int *status);
// Makes orphaned descendants children of this process.
int cl_become_subreaper(void);
// Ends this process when its parent ends.
int cl_die_with_parent(void);

#endif
