#!/usr/bin/env bash
# Builds, verifies and streams corpora of several sizes: measure.sh MT FOLDER PAIRS...
# FOLDER needs room for some 200 bytes a pair. Each line: what, seconds, MB/s of text, the same a core by processor time, peak
# resident MB; on one worker unless the line says two.
set -euo pipefail

mt=$1 folder=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
languages='--source-language th --target-language en'

# timed WHAT BYTES COMMAND...: runs it, and prints a line
timed() {
  local what=$1 bytes=$2
  shift 2
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@"
  awk -v what="$what" -v bytes="$bytes" '{
    printf "  %-44s %8.2f s %8.0f MB/s %8.0f MB/s a core %6.0f MB\n", what, $1, bytes / 1e6 / $1, bytes / 1e6 / ($2 + $3), $4 / 1e3
  }' "$folder/time"
}

for pairs in "$@"; do
  text=$folder/$pairs shards=$folder/$pairs.shards
  [ -d "$text" ] || { mkdir -p "$text"; "$here/generate.py" "$pairs" "$text"; }
  # A held-out set of 2,000 pairs; sed reads to the end, so that gzip is not cut short.
  for side in th en; do gzip -dc "$text/d.$side.gz" | sed -n 1,2000p >"$folder/dev.$side"; done
  sources="$text/a $text/b.tsv $text/c.tsv.zst $text/d"
  # The first build says how much text there is.
  "$mt" corpus build $sources -o "$shards" $languages --quiet
  bytes=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["textBytes"])' "$shards/manifest.json")
  echo "$pairs pairs, $((bytes / 1000000)) MB of text"
  timed 'build, no filters' "$bytes" "$mt" corpus build $sources -o "$shards" $languages --quiet --workers 1
  timed 'build --clean --held-out' "$bytes" "$mt" corpus build $sources -o "$shards.clean" $languages --quiet --workers 1 \
    --clean --held-out "$folder/dev"
  timed 'build, no filters, two workers' "$bytes" "$mt" corpus build $sources -o "$shards" $languages --quiet --workers 2
  timed 'verify' "$bytes" sh -c "'$mt' corpus verify '$shards' --workers 1 >/dev/null"
  timed 'cat --shuffle, two epochs' "$((2 * bytes))" sh -c "'$mt' corpus cat '$shards' --shuffle --epochs 2 >/dev/null"
done
