#!/usr/bin/env bash
# Checks that `mt tokenize | mt detokenize` gives what `mt normalize` gives, to the byte, on every line of the files.
# Usage: roundtrip.sh <language> <file>...     Files that end in .zst are unpacked. MT names the binary.
set -euo pipefail

mt=${MT:-$(dirname "$0")/../../.build/release/mt}
language=${1:?language}
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

failed=0
lines=0
for file in "$@"; do
  if [[ $file == *.zst ]]; then zstd -qdc "$file"; else cat "$file"; fi >"$folder/text"
  "$mt" normalize --language "$language" <"$folder/text" >"$folder/expected"
  "$mt" tokenize --language "$language" <"$folder/text" >"$folder/tokens"
  "$mt" detokenize --language "$language" <"$folder/tokens" >"$folder/actual"
  count=$(wc -l <"$folder/expected")
  lines=$((lines + count))
  if cmp -s "$folder/expected" "$folder/actual"; then continue; fi
  failed=$((failed + 1))
  echo "$file: not the same; the first lines that differ (normalized, given back):"
  diff --text "$folder/expected" "$folder/actual" | head -6
done
echo "$language: $lines lines of $# files, $failed files with differences"
[[ $failed -eq 0 ]]
