#!/bin/sh
# parallel.sh LIST OUTPUT: classifies the images whose paths LIST names, one a line, with GNU parallel, and writes OUTPUT
# as `digits classify - -o OUTPUT <LIST` would. DIGITS is the program (default: digits), DIGITS_COMMAND its command with
# options that add no columns (default: classify; for numbers: read), PARALLEL_OPTIONS what else parallel is to be told, for
# example `--sshlogin host1,host2` where the hosts see the same files.
set -eu

list=$1
output=$2
digits=${DIGITS:-digits}
command=${DIGITS_COMMAND:-classify}

case $command in
read*) echo file,text,value,confidence,status,message ;;
*) echo file,digit,confidence,status,message ;;
esac >"$output.parallel"
# -k keeps the order of the list. A worker that fails ends the whole, and OUTPUT does not appear.
# shellcheck disable=SC2086  # several options
parallel -q --pipe -k --block 100k --halt now,fail=1 ${PARALLEL_OPTIONS:-} \
  "$digits" $command --worker --jobs 1 <"$list" >>"$output.parallel"
mv "$output.parallel" "$output"
