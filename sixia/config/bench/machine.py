"""What the machine is and what its processes used: read from /proc, so on Linux only; elsewhere the figures are left out."""

import os
import platform
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
TICKS: Final = os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """One line: processor, cores, memory, load, Python."""
    model = _first_after(PROC / "cpuinfo", "model name") or platform.processor() or platform.machine()
    memory = int((_first_after(PROC / "meminfo", "MemTotal") or "0 kB").split()[0]) / 1024**2
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, load {load}, Python {platform.python_version()}"


def family(root: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for pid in _pids():
        if fields := _stat(pid):
            children.setdefault(int(fields[1]), []).append(pid)
    found, looking = [root], [root]
    while looking:
        looking = [child for pid in looking for child in children.get(pid, ())]
        found += looking
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of a process and everything below it, those that ended included."""
    total = 0
    for pid in family(root):
        fields = _stat(pid)
        total += sum(int(value) for value in fields[11:15]) if fields else 0
    return total / TICKS


def resident_mb(pid: int) -> float:
    """Memory of one process in MB, shared pages counted in full."""
    return int((_first_after(PROC / str(pid) / "status", "VmRSS") or "0 kB").split()[0]) / 1024


def parent(pid: int) -> int:
    """The process above; 0 when it cannot be seen."""
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal()] if PROC.exists() else []


def _stat(pid: int) -> list[str]:
    """The fields after the command's name, which may hold anything."""
    try:
        return (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _first_after(file: Path, name: str) -> str:
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
