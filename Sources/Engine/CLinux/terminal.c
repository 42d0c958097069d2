#define _GNU_SOURCE
#include "include/supervise.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int cl_open_terminal(int ends[2]) {
    int controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (controller < 0) return -errno;
    int result = 0;
    if (unlockpt(controller) != 0) result = -errno;
    int seen = -1;
    if (result == 0) {
        // By the descriptor and not by name: /dev/pts may be another file system's here.
        seen = ioctl(controller, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (seen < 0) result = -errno;
    }
    if (result != 0) {
        close(controller);
        return result;
    }
    ends[0] = controller;
    ends[1] = seen;
    return 0;
}

int cl_set_window_size(int terminal, uint16_t rows, uint16_t columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(terminal, TIOCSWINSZ, &size) == 0 ? 0 : -errno;
}

int cl_get_window_size(int terminal, uint16_t *rows, uint16_t *columns) {
    struct winsize size;
    if (ioctl(terminal, TIOCGWINSZ, &size) != 0) return -errno;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}
