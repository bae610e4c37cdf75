/* measure_run COMMAND [ARGUMENT…] - runs it once, with its standard output
 * discarded, and prints wall seconds and peak memory in KiB: "0.012345 9876".
 * The peak is that of the largest process among the command and those of its
 * children it has waited for. Exits with the command's own status. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
        struct rusage use;
        int status, null;
        double start;
        pid_t child;

        if (argc < 2) {
                fputs("usage: measure_run COMMAND [ARGUMENT…]\n", stderr);
                return 2;
        }
        null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        start = now();
        child = fork();
        if (child == 0) {
                dup2(null, STDOUT_FILENO);
                execvp(argv[1], argv + 1);
                perror(argv[1]);
                _exit(127);
        }
        if (child < 0 || wait4(child, &status, 0, &use) != child) {
                perror("measure_run");
                return 1;
        }
        printf("%.6f %ld\n", now() - start, use.ru_maxrss);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
