#!/usr/bin/env python3
"""How much of the spacing `mt detokenize --unmarked` restores from tokens without ▁.

A decision is a place between two tokens of a line: a space or none. Spaces between two Thai words part phrases, which no
rule can know; the last columns leave those places out.

Usage: unmarked.py [--mt BINARY] [--wrong N] LANGUAGE FILE...     Files that end in .zst are unpacked.
"""

import argparse
import collections
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent


def is_thai(character):
    return "\u0e00" <= character <= "\u0e4e" and character not in "฿ฯๆ"


def decisions(tokens, line):
    """For each place between two tokens, whether the line has a space there."""
    position, spaces = len(tokens[0]), []
    for token in tokens[1:]:
        spaces.append(line.startswith(" ", position))
        position += spaces[-1] + len(token)
    assert position == len(line), line
    return spaces


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mt", default=str(HERE / "../../.build/release/mt"), help="the binary")
    parser.add_argument("--wrong", type=int, default=0, help="print the pairs of tokens most often wrong")
    parser.add_argument("language")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()

    def mt(command, lines, *flags):
        text = "".join(line + "\n" for line in lines).encode()
        command = [options.mt, command, "--language", options.language, *flags]
        return subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")[:-1]

    print(f"{'file':<22} {'lines':>6} {'exact %':>8} {'places':>8} {'right %':>8}   {'lines':>6} {'exact %':>8} {'places':>8} {'right %':>8}")
    for path in options.files:
        unpack = ["zstd", "-qdc", path] if path.endswith(".zst") else ["cat", path]
        text = subprocess.run(unpack, stdout=subprocess.PIPE, check=True).stdout.decode()
        lines = mt("normalize", [line for line in text.split("\n") if line.strip()])
        tokens = [[t.removeprefix("▁") for t in line.split(" ")] for line in mt("tokenize", lines)]
        restored = mt("detokenize", [" ".join(ts) for ts in tokens], "--unmarked")
        exact = places = right = 0
        clear_lines = clear_exact = clear_places = clear_right = 0
        wrong = collections.Counter()
        for line, ts, other in zip(lines, tokens, restored, strict=True):
            ts = [t.replace("▁", " ") for t in ts]
            expected, given = decisions(ts, line), decisions(ts, other)
            thai = [is_thai(a[-1]) and is_thai(b[0]) for a, b in zip(ts, ts[1:])]
            exact += line == other
            places += len(expected)
            right += sum(a == b for a, b in zip(expected, given))
            clear = not any(s and t for s, t in zip(expected, thai))
            clear_lines += clear
            clear_exact += clear and line == other
            clear_places += thai.count(False)
            clear_right += sum(a == b for a, b, t in zip(expected, given, thai) if not t)
            for a, b, e, g, t in zip(ts, ts[1:], expected, given, thai):
                if e != g and not t:
                    wrong[tuple("ก" if is_thai(x[0]) else "1" if x[0].isdigit() else "a" if x[0].isalpha() else x for x in (a, b)) + (" " if e else "",)] += 1
        name = pathlib.Path(path).name
        print(
            f"{name:<22} {len(lines):>6} {100 * exact / len(lines):8.1f} {places:>8} {100 * right / max(1, places):8.2f}  "
            f" {clear_lines:>6} {100 * clear_exact / max(1, clear_lines):8.1f} {clear_places:>8} {100 * clear_right / max(1, clear_places):8.2f}"
        )
        for (a, b, space), count in wrong.most_common(options.wrong):
            print(f"    {count:>6}  {a}{space or '|'}{b}")


if __name__ == "__main__":
    main()
