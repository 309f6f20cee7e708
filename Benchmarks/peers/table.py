"""What both benchmarks share: timed processes, medians and a Markdown table of ratios."""

import importlib.metadata
import os
import platform
import statistics
import subprocess
import time


def timed(command):
    """Runs `command`; returns (seconds, peak memory in MB, what it printed on standard output).

    A child's peak counts from this process's own size when it was started, so the scripts that call this import no
    big packages themselves.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    unit = 1e6 if platform.system() == "Darwin" else 1e3
    return seconds, usage.ru_maxrss / unit, output


def alternate(contestants, runs):
    """Runs each contestant `runs` times, in turns; returns name → list of what its function returned."""
    results = {name: [] for name in contestants}
    for turn in range(runs):
        for name, function in contestants.items():
            results[name].append(function())
            print(f"  run {turn + 1}, {name}: {results[name][-1]:,.0f}/s", flush=True)
    return results


def print_ratios(title, results, baseline, notes=None):
    """A Markdown table: median, range, and median relative to that of `baseline`."""
    reference = statistics.median(results[baseline])
    print(f"\n### {title}\n\n| | median /s | range | × {baseline} | |\n|---|---:|---:|---:|---|")
    for name, rates in results.items():
        median = statistics.median(rates)
        note = (notes or {}).get(name, "")
        print(f"| {name} | {median:,.0f} | {min(rates):,.0f}–{max(rates):,.0f} | {median / reference:.2f} | {note} |")
    print(flush=True)


def print_machine(*packages):
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
        model = names[0] if names else model
    versions = ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)
    about = [f"{model}, {os.cpu_count()} cores", f"{platform.system()} {platform.release()}", versions]
    print("; ".join(filter(None, about)), flush=True)
