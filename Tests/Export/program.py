"""The built programs."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "samples"
# On a CPU that multiplies bfloat16, digits does so too; files hold fp32, so that is what has to be compared.
FP32 = {name: "AVX512_CORE" for name in ("DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA")}


def run(program, *arguments, **options):
    """What it writes to standard output."""
    process = subprocess.run(
        [program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **FP32}, **options)
    if process.returncode != 0:
        raise SystemExit(f"exit code {process.returncode}: {process.args}\n{process.stderr.decode()}")
    return process.stdout


def digits(*arguments):
    return run(os.environ["DIGITS"], *arguments)


def network_speed(*arguments, **options):
    return run(ROOT / ".build/release/network-speed", *arguments, **options)
