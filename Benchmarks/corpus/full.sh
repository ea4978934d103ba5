#!/bin/bash
# Builds shards on disks that are too small for them, and checks that the build ends with exit code 74, that an old folder
# is as it was, and that nothing else is left. It mounts small disks of memory, and must be run by root.
#
# full.sh FOLDER MT: FOLDER is made and used as scratch; MT is the program.
set -euo pipefail
folder=$1 mt=$(realpath "$2")
here=$(dirname "$(realpath "$0")")
languages=(--source-language th --target-language en)
mkdir -p "$folder/disk"
cd "$folder"
[[ -f b.tsv ]] || "$here/generate.py" 1300000 .
[[ -f small.tsv ]] || head -n 2000 b.tsv > small.tsv
cleanup() { umount disk 2> /dev/null || true; }
trap cleanup EXIT

for size in 260k 800k 1m 3m 8m 15m; do
  for old in no yes; do
    mount -t tmpfs -o "size=$size" mt-full disk
    if [[ $old == yes ]]; then
      if ! "$mt" corpus build small.tsv -o disk/out "${languages[@]}" > full.log 2>&1; then umount disk; continue; fi
      sum=$(cat disk/out/* | md5sum)
    fi
    code=0
    "$mt" corpus build b.tsv -o disk/out "${languages[@]}" --rejects disk/rejects.tsv --workers 2 > full.log 2>&1 || code=$?
    ((code == 74)) || { echo "size $size: exit code $code: $(cat full.log)" >&2; exit 1; }
    if [[ $old == yes ]]; then
      [[ $(ls disk) == out && $(cat disk/out/* | md5sum) == "$sum" ]] || { echo "size $size: the old folder has changed" >&2; exit 1; }
      "$mt" corpus verify disk/out > full.log 2>&1
    else
      [[ -z $(ls disk) ]] || { echo "size $size: something is left: $(ls disk)" >&2; exit 1; }
    fi
    echo "a disk of $size, old folder: $old: exit code 74, nothing left that was not there"
    umount disk
  done
done
