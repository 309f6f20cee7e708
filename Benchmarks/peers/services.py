"""The services that `Benchmarks/serve` compares, each started on a free port and stopped at the end."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))


def post(url, path):
    """The answer of the service to the file, as a dictionary; raises HTTPError where it is no 200."""
    with open(path, "rb") as file:
        request = urllib.request.Request(url, file.read(), {"Content-Type": "image/png"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


@contextlib.contextmanager
def stopped_at_end(process):
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


@contextlib.contextmanager
def fastapi(model, workers):
    """Yields the URL to post to, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "fastapi_service:app", "--app-dir", HERE, "--port", str(port),
               "--workers", str(workers), "--loop", "uvloop", "--http", "httptools", "--no-access-log",
               "--log-level", "warning"]
    with stopped_at_end(subprocess.Popen(command, env={**os.environ, "MODEL": model})) as process:
        url = f"http://127.0.0.1:{port}/v1/classify"
        wait_until(process, lambda: is_there(url), "the FastAPI service")
        yield url


@contextlib.contextmanager
def digits_serve(log, options=()):
    """Yields the URL to post to, which `digits serve` says on standard error, that is in the file `log`, when it is ready."""
    command = [os.environ["DIGITS"], "serve", "--port", "0", *options]
    with open(log, "w") as errors, stopped_at_end(subprocess.Popen(command, stderr=errors)) as process:
        address = wait_until(process, lambda: re.search(r"http://[^ ]+/", read(log)), f"digits serve, see {log}:")
        yield f"{address[0]}v1/classify"


def wait_until(process, condition, name):
    """What `condition` returns, once that is something."""
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"{name} ended with exit code {process.returncode}")
        result = condition()
        if result:
            return result
        time.sleep(0.1)
    raise SystemExit(f"{name} was not ready within 30 s")


def is_there(url):
    try:
        post(url, os.devnull)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def read(path):
    with open(path) as file:
        return file.read()
