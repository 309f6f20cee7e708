"""The seed network as an ONNX file, made by digits. Its speed does not depend on what it has learned, so it learns little."""

import os
import subprocess
import sys
import tempfile

SAMPLES = f"{os.path.dirname(os.path.abspath(__file__))}/../../samples"


def write(path):
    with tempfile.TemporaryDirectory() as folder:
        model = f"{folder}/seed.safetensors"
        for command in (["train", SAMPLES, "--network", "keras-tutorial", "--epochs", "1", "--no-progress", "-o", model],
                        ["export", model, "--format", "onnx", "--force", "-o", path]):
            subprocess.run([os.environ["DIGITS"], *command], check=True)


if __name__ == "__main__":
    write(sys.argv[1])
