"""CPU time and memory of child processes, in rounds, and ratios within a round."""
import os
import statistics
import subprocess


def cpu(command, cwd=None, env=None, status=(0,)):
    """Runs a command; its CPU seconds and peak MiB, with those of its children."""
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode not in status:
        raise SystemExit(f"{' '.join(map(str, command))} exits with {process.returncode}:\n"
                         f"{error.decode()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Ratio:
    """The median over rounds of a time by that of the floor in the same round."""

    def __init__(self, times, floors):
        ratios = [time / floor for time, floor in zip(times, floors)]
        self.median = statistics.median(ratios)
        self.least = min(ratios)
        self.most = max(ratios)
        self.floor_ms = 1000 * statistics.median(floors)
