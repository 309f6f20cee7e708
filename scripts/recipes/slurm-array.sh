#!/bin/bash
#SBATCH --job-name=digits
#SBATCH --array=0-7
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --requeue
#
# slurm-array.sh SCANS OUTPUT: each task of the array classifies its share of SCANS, then one more job merges the parts:
#
#   array=$(sbatch --parsable slurm-array.sh scans digits.csv)
#   sbatch --dependency="afterok:$array" --wrap "digits merge digits.csv"
#
# A task that was preempted, or ran out of time, goes on where it stopped; a single one is run again by
# `sbatch --array=3 slurm-array.sh scans digits.csv`. DIGITS_COMMAND is the command with its options (default: classify; for
# numbers: read).
set -eu

scans=$1
output=$2
# As many as --array counts.
shards=8

code=0
# shellcheck disable=SC2086  # a command and its options
"${DIGITS:-digits}" ${DIGITS_COMMAND:-classify} "$scans" --shard "$SLURM_ARRAY_TASK_ID/$shards" -o "$output" --resume \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" || code=$?
# 1 says that some rows are errors, for which no task need be run again.
[ "$code" -ne 1 ] || code=0
exit "$code"
