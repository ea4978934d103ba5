#!/bin/bash
# Kills builds of shards at random moments and checks what is left: no folder or a whole one, and the next build makes
# the bytes of a build that nobody disturbed.
#
# kill.sh FOLDER MT [ROUNDS]: FOLDER is made and used as scratch; MT is the program; 20 rounds unless said otherwise.
set -euo pipefail
folder=$1 mt=$(realpath "$2") rounds=${3:-20}
here=$(dirname "$(realpath "$0")")
sources=(a b.tsv c.tsv.zst d) languages=(--source-language th --target-language en)
mkdir -p "$folder"
cd "$folder"
[[ -f b.tsv ]] || "$here/generate.py" 2000000 .
[[ -f old.tsv ]] || head -n 20000 b.tsv > old.tsv

fail() { echo "round $round: $1" >&2; exit 1; }
build() { "$mt" corpus build "${@:2}" -o "$1" "${languages[@]}" --workers 2 > build.log 2>&1; }

rm -rf whole old out out.partial out.old
build old old.tsv
start=$(date +%s%N)
build whole "${sources[@]}"
milliseconds=$((($(date +%s%N) - start) / 1000000))
echo "an undisturbed build takes $milliseconds ms"

for round in $(seq "$rounds"); do
  rm -rf out
  # What the build before left stays: out.partial, and in every second round a folder that is to be replaced.
  if ((round % 2 == 0)); then cp -r old out; fi
  moment=$((RANDOM * 32768 + RANDOM))
  moment=$((moment % (milliseconds + milliseconds / 20)))
  "$mt" corpus build "${sources[@]}" -o out "${languages[@]}" --workers 2 > build.log 2>&1 &
  process=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  if ((round % 5 == 0)) && kill -0 $process 2> /dev/null && [[ -d out.partial ]]; then
    code=0
    build out old.tsv || code=$?
    # The first build may have ended in between.
    if ((code != 73)) && kill -0 $process 2> /dev/null; then fail "a second build was not refused, but exits with $code"; fi
  fi
  kill -9 $process 2> /dev/null || true
  wait $process 2> /dev/null || true

  if [[ -d out ]]; then
    "$mt" corpus verify out > verify.log 2>&1 || fail "the folder that is left is damaged: $(cat verify.log)"
    if diff -r old out > /dev/null; then left="the old folder"
    elif diff -r whole out > /dev/null; then left="the new folder"
    else fail "the folder that is left is neither the old one nor the new one"; fi
  else
    ((round % 2)) || [[ -d out.old ]] || fail "the old folder is gone"
    left="no folder"
  fi
  build out "${sources[@]}" || fail "the next build fails: $(cat build.log)"
  diff -r whole out || fail "the next build differs"
  [[ ! -e out.partial && ! -e out.old ]] || fail "the next build left something beside it"
  echo "killed after $moment ms: $left; the next build is the same to the byte"
done
echo "$rounds builds killed"
