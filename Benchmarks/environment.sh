# Sourced by the benchmarks: builds digits, and makes a Python environment from requirements-$1.txt where it is out of date.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=Benchmarks/.environment/$1
scripts/python-environment "$environment" "Benchmarks/requirements-$1.txt"
export DIGITS_DATA=${DIGITS_DATA:-$PWD/../shared/mnist}
[ -d "$DIGITS_DATA" ] || {
  echo "no MNIST in $DIGITS_DATA; set DIGITS_DATA to the folder with its IDX files" >&2
  exit 3
}
if [ -z "${DIGITS:-}" ]; then
  swift build -c release --product digits >&2
  export DIGITS=$PWD/.build/release/digits
fi
mkdir -p Benchmarks/results
