// What keeping a container takes besides starting it: sockets with a path, passed descriptors, terminals, signals as a
// descriptor, and joining a user namespace.
//
// Every function returns 0 or a descriptor, or a negative errno value.
#ifndef WORKSHOP_CLINUX_SUPERVISE_H
#define WORKSHOP_CLINUX_SUPERVISE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// ---- Sockets (sockets.c)

// Two connected stream sockets.
int cl_socket_pair(int ends[2]);
// A listening stream socket at a path, which must be free and shorter than 108 bytes.
int cl_listen_at(const char *path, uint32_t mode);
// A stream socket that is connected with the one at the path. Does not wait.
int cl_connect_to(const char *path);
// Receives a descriptor that was passed with a message (SCM_RIGHTS); -ENODATA when the message has none.
int cl_receive_descriptor(int socket);
// The process at the other end of a unix socket, and its user.
int cl_peer(int socket, pid_t *pid, uid_t *user);
// send(2) without waiting and without SIGPIPE. -EAGAIN when there is no room.
ssize_t cl_send_now(int socket, const void *bytes, size_t count);

// ---- Terminals (terminal.c)

// A new pseudo terminal: the side that programs are controlled from, and the side that they see.
int cl_open_terminal(int ends[2]);
int cl_set_window_size(int terminal, uint16_t rows, uint16_t columns);
int cl_get_window_size(int terminal, uint16_t *rows, uint16_t *columns);

// ---- Signals and time (signals.c)

// Blocks the signals in this thread (and those it starts later) and returns a descriptor that reads them. 0 ends the list.
int cl_signal_descriptor(const int signals[]);
// The next signal's number, 0 when there is none.
int cl_read_signal(int descriptor);
// An inotify(7) descriptor that becomes readable when a file of the folder is written, made or renamed.
int cl_watch_folder(const char *path);
// An eventfd(2).
int cl_event_descriptor(void);
int64_t cl_monotonic_nanoseconds(void);
int64_t cl_real_nanoseconds(void);
// Gives memory that malloc holds back to the system, and lets go of code that is in memory only because it ran once.
void cl_trim_memory(void);

// ---- Namespaces

// Moves this single-threaded process into a user namespace, as root of it.
int cl_join_user_namespace(int descriptor);

// A process that ended, as a reporting holder tells it: see cl_spawn_request.report_ends.
struct cl_end {
    int32_t pid;    // as the holder's namespace numbers it
    int32_t status; // of wait(2)
};

#endif
