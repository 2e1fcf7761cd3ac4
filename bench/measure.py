"""CPU time and memory of child processes, in rounds, and ratios within a round."""
import statistics
import subprocess


# The program of child.cpp.
CHILD = None


def cpu(command, cwd=None, env=None, status=(0,)):
    """Runs a command; its CPU seconds and peak MiB, with those of its children."""
    done = subprocess.run([CHILD, *command], cwd=cwd, env=env, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    error, _, last = done.stderr.rstrip(b"\n").rpartition(b"\n")
    if done.returncode not in status:
        raise SystemExit(f"{' '.join(map(str, command))} exits with {done.returncode}:\n"
                         f"{error.decode()}")
    seconds, kib = last.split()
    return float(seconds), int(kib) / 1024


class Ratio:
    """The median over rounds of a time by that of the floor in the same round."""

    def __init__(self, times, floors):
        ratios = [time / floor for time, floor in zip(times, floors)]
        self.median = statistics.median(ratios)
        self.least = min(ratios)
        self.most = max(ratios)
        self.floor_ms = 1000 * statistics.median(floors)
