#!/usr/bin/env python3
"""Shows that no input breaks `mt translate`: 1,000 hostile lines give 1,000 lines, blank for blank, in bounded time and memory,
as text, as n-best lists and as JSON; and that it behaves in a pipe whose reader goes away or is slow, and under hands that type.

hostile.py MODEL      a model's folder
"""
import json
import os
import re
import subprocess
import sys
import time

import evidence

MEGABYTE = 1 << 20
SHORT = 2000  # bytes: longer lines are translated once only
ODD = [
    b"", b" ", b"\t \t", b"\r", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xef\xbb\xbf",                 # blank, or nearly
    b"\x00", b"a\x00b", b"\x00" * 50, bytes(range(1, 10)) + bytes(range(11, 32)) + b"\x7f",    # NUL and controls
    b"one\rtwo\r", b"x\xe2\x80\xa8y\xe2\x80\xa9z", b"\xc2\x85", b"a\x0bb\x0cc",                # other line breaks
    b"\xff", b"\xc3(", b"\xe0\xb8", b"ok \xe0\xb8 ok", b"\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe\xff", # not UTF-8
    b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80",        # surrogates, beyond U+10FFFF
    b"\xc0\x80", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\x8a", b"\xc1\x8a",               # overlong forms, of LF too
    b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xef\xb7\x90", b"\xf3\xa0\x80\x81", b"\xf4\x8f\xbf\xbf",  # noncharacters, tags
    b"\xcc\x81", b"\xcc\x81\xcc\x82\xcc\x83", b"e" + b"\xcc\x81" * 500, b"\xe0\xb8\xb4", b"\xe0\xb9\x88\xe0\xb9\x89", # lone marks
    b"\xe2\x80\x8d", b"a\xe2\x80\x8db", b"\xe2\x80\x8c" * 30, b"\xc2\xad", b"\xe2\x81\xa0",    # joiners and the like
    "👩‍👩‍👧‍👦", "🇹🇭🇹", "👍🏽👍🏿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☺️☺︎", "❤" * 300,
    "مرحبا بالعالم", "שלום עולם", "\u202eevil\u202c", "\u2066a\u2069", "\u200f\u200e", "ab \u05d0\u05d1 cd",
    "|||", "a ||| b ||| c", "0 ||| x ||| F0= -1 ||| -1", " ||| ", "<unk>", "<s>", "</s>", "<pad>", "<unk><s></s><pad>", "<0x0A>", "<0x00>",
    "▁", "▁▁▁▁", "a▁b", "\\n", "\\t\\u0000", "\\", "\"", "'", "{\"a\": 1}", "&#10;&lt;", "%s%n%d", "$(reboot)", "`x`", "../../etc/passwd",
    "--help", "-", "\x1b[31mred\x1b[0m", "\x07", "a" * 10000, "ก" * 10000, "́" * 10000, "😀" * 2000, "." * 10000, " " * 10000 + "x",
    "ไม่มี" * 1000, "no " * 3000, "1" * 5000, "(" * 3000, "<b>" * 2000, "https://" + "a/" * 2000, "a@" * 2000, "ｆｕｌｌ", "ﷺ" * 100,
    "Z̸̡̢̛͔̟͎̠̦̣̯͇̜̲̤̻̰̦͎̠͎͚͎̩̦̮̟̮̲͎̖̦̦̻̦̫̣̦͎͎͎̦͎" * 20, "쀍쀍", "㍿㌀", "ﬁﬂ", "ǅ", "ẞ", "İ", "𝕬𝖇𝖈", "\U000e0041", "\ue000\uf8ff", "𠀀𪛖",
]


def hostile_lines(random):
    thai, english = (evidence.lines_of(evidence.CORPUS / f"train.{language}") for language in ("th", "en"))
    lines = [line if isinstance(line, bytes) else line.encode() for line in ODD]
    words = b" ".join(random.choice(english) for _ in range(60_000))
    lines += [words[:MEGABYTE], b" " * MEGABYTE]
    while len(lines) < 1000:
        kind = random.randrange(6)
        good = random.choice(thai if random.random() < 0.5 else english)
        if kind == 0:      # bytes of any kind
            line = random.randbytes(random.randint(1, 60)).replace(b"\n", b"")
        elif kind == 1:    # a good line with a few wrong bytes
            wrong = bytearray(good)
            for _ in range(random.randint(1, 4)):
                wrong[random.randrange(len(wrong))] = random.choice([0, 0x0D, 0x80, 0xC0, 0xFF, 0xED, 0xE0, 0xF4])
            line = bytes(wrong)
        elif kind == 2:    # characters of any kind
            line = "".join(chr(random.choice([random.randrange(0x20, 0x3000), random.randrange(0xE000, 0x110000)]))
                           for _ in range(random.randint(1, 20))).encode()
        elif kind == 3:    # a good line with odd things in it
            odd = random.choice(ODD[:60])
            place = random.randrange(len(good) + 1)
            line = good[:place] + (odd if isinstance(odd, bytes) else odd.encode()) + good[place:]
        elif kind == 4:    # a good line cut within a character
            line = good[:random.randrange(len(good))]
        else:
            line = good
        lines.append(line)
    random.shuffle(lines)
    return lines


def translated(checks, model, lines):
    data = b"".join(line + b"\n" for line in lines)
    # Models of more than 20 MB may take longer and need more.
    weights = max(20, os.path.getsize(os.path.join(model, "model.safetensors")) / MEGABYTE)
    seconds, megabytes = 600 * weights / 20, 1024 + 2 * (weights - 20)
    run = evidence.Run(["translate", "--model", model], data, limit=seconds)
    output = run.output.split(b"\n")
    checks.note(run.status == 0, f"{len(lines)} hostile lines of {len(data):,} bytes: {evidence.status_name(run.status)}", run.errors[-300:])
    checks.note(len(output) == len(lines) + 1 and output[-1] == b"", f"{len(lines)} lines in, {len(output) - 1} lines out")
    blank = [n for n, line in enumerate(lines) if line.strip(b" \t") == b""]
    wrong = [n for n in blank if n < len(output) and output[n]]
    checks.note(not wrong, f"blank for blank: {len(blank)} lines", str(wrong[:3]))
    language = json.loads(evidence.Run(["inspect", model, "--json"]).output)["configuration"]["languages"]["source"]
    normalized = evidence.Run(["normalize", "--language", language], data).output.split(b"\n")[:-1]
    blank = [n for n, line in enumerate(normalized) if not line]
    # A line of control characters alone comes out as it went in.
    wrong = [n for n in blank if n < len(output) and output[n] not in (b"", lines[n])]
    checks.note(len(normalized) == len(lines) and not wrong, f"and where normalization leaves nothing: {len(blank)} lines",
                str([lines[n][:30] for n in wrong[:3]]))
    # A line that has no letter comes out as it went in, with whatever it holds; bytes that are not UTF-8 are repaired.
    odd = [n for n, line in enumerate(output) if re.search(rb"[\r\x00]", line)
           and line != lines[n].decode(errors="replace").encode().removesuffix(b"\r")]
    try:
        run.output.decode()
    except UnicodeDecodeError as error:
        odd.append(str(error))
    checks.note(not odd, "what comes out is UTF-8, with CR and NUL only in lines that are passed through", str(odd[:3]))
    checks.note(run.seconds < seconds and run.megabytes < megabytes,
                f"in {run.seconds:.1f} s and {run.megabytes:.0f} MB at most (allowed: {seconds:.0f} s, {megabytes:,.0f} MB)")
    few = [n for n, line in enumerate(lines) if len(line) < SHORT]
    again = evidence.Run(["translate", "--model", model, "--batch-size", 3, "--workers", 2], b"".join(lines[n] + b"\n" for n in few))
    checks.note(again.output == b"".join(output[n] + b"\n" for n in few),
                f"the {len(few)} lines below {SHORT} bytes, in batches of 3 by 2 workers: the same bytes")
    alone = few[::97]
    wrong = [n for n in alone if evidence.Run(["translate", "--quiet", "--model", model], lines[n]).output != (
        b"" if lines[n] == b"" else output[n] + b"\n")]
    checks.note(not wrong, f"{len(alone)} of them alone, without a line end: the same bytes", str(wrong[:3]))
    return output


def in_order(numbers, normalize):
    """Whether translations, a (log-probability, score) each, stand best first. Those that were cut at the length limit, all of one
    length, stand behind those that ended, whatever their scores."""
    rises = [n for n in range(1, len(numbers)) if numbers[n][1] > numbers[n - 1][1] + 1e-4]
    if not rises:
        return True
    if len(rises) > 1 or normalize == 0:
        return len(rises) == 1
    lengths = [(log_probability / score) ** (1 / normalize) if score else 0 for log_probability, score in numbers]
    ended, were_cut = lengths[:rises[0]], lengths[rises[0]:]
    return max(were_cut) - min(were_cut) < 0.1 and max(ended) <= max(were_cut) + 0.1


def lists(checks, model, lines, output):
    few = [n for n, line in enumerate(lines) if len(line) < SHORT]
    data = b"".join(lines[n] + b"\n" for n in few)
    decoding = json.loads(evidence.Run(["inspect", model, "--json"]).output)["configuration"]["decoding"]
    size = decoding["beamSize"]
    command = ["translate", "--model", model, "--n-best", size]
    run = evidence.Run(command, data)
    form = re.compile(rb"(\d+) \|\|\| (.*) \|\|\| F0= (-?\d+\.\d+) \|\|\| (-?\d+\.\d+)", re.DOTALL)
    rows = [form.fullmatch(row) for row in run.output.split(b"\n")[:-1]]
    good = run.status == 0 and all(rows)
    checks.note(good, f"--n-best {size}: {len(rows)} rows, and each is one", str(run.errors[-200:]))
    if good:
        best, numbers = {}, {}
        for row in rows:
            best.setdefault(int(row[1]), row[2])
            numbers.setdefault(int(row[1]), []).append((float(row[3]), float(row[4])))
        checks.note(list(best) == list(range(len(few))), "numbered from 0 without a gap")
        checks.note([best[n] for n in best] == [output[n] for n in few], "the best is what is given without a list")
    # Lines that are one part for sure; those of several parts have their cut parts counted first.
    short = [n for n in few if len(lines[n]) < 60]
    whole = evidence.Run([*command, "--no-split-sentences"], b"".join(lines[n] + b"\n" for n in short))
    numbers = {}
    for row in filter(None, map(form.fullmatch, whole.output.split(b"\n"))):
        numbers.setdefault(int(row[1]), []).append((float(row[3]), float(row[4])))
    wrong = [n for n in numbers if not in_order(numbers[n], decoding["normalize"])]
    checks.note(len(numbers) == len(short) and not wrong, f"the lists of the {len(short)} shortest lines: best first", str(wrong[:3]))
    for flags in ([], ["--n-best", size]):
        run = evidence.Run(["translate", "--model", model, "--json", *flags], data)
        try:
            objects = [json.loads(row) for row in run.output.split(b"\n")[:-1]]
            firsts = [entry[0] if flags else entry for entry in objects]
            good = (len(objects) == len(few) and [entry["translation"].encode() for entry in firsts] == [output[n] for n in few]
                    and all(entry["score"] <= 0 for entry in firsts))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            good, run.errors = False, str(error)
        checks.note(run.status == 0 and good, f"--json {' '.join(map(str, flags))}".rstrip() + ": an object a line, the same text",
                    run.errors[-200:])


def pipes(checks, model, lines):
    few = [line for line in lines if len(line) < 200][:400]
    data = b"".join(line + b"\n" for line in few)
    expected = evidence.Run(["translate", "--quiet", "--model", model], data).output

    def start(**streams):
        return subprocess.Popen([evidence.MT, "translate", "--quiet", "--model", str(model)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **streams)

    # The reader reads one line and goes away.
    process = start()
    try:
        process.stdin.write(data[:2000])
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        for _ in range(40):
            process.stdin.write(data)
            process.stdin.flush()
        process.stdin.close()
    except BrokenPipeError:
        pass
    status = process.wait(60)
    errors = process.stderr.read().decode()
    complaints = [line for line in errors.splitlines() if "warning: " not in line]
    checks.note(status == 0 and not complaints, f"a reader that goes away: {evidence.status_name(status)}, no complaint", errors[-200:])

    # A slow reader, with a small pipe.
    process = start(pipesize=4096)
    feeder = os.fork()
    if feeder == 0:
        process.stdout.close()
        process.stdin.write(data)
        process.stdin.close()
        os._exit(0)
    process.stdin.close()
    found = b""
    while part := os.read(process.stdout.fileno(), 700):
        found += part
        time.sleep(0.005)
    os.waitpid(feeder, 0)
    status = process.wait(60)
    checks.note(status == 0 and found == expected, f"a slow reader: {evidence.status_name(status)}, the same bytes")

    # Lines typed by hand: each is answered before the next one is typed.
    process = start()
    answers, slowest = [], 0.0
    for line in few[:60]:
        begin = time.monotonic()
        process.stdin.write(line + b"\n")
        process.stdin.flush()
        answers.append(process.stdout.readline())
        slowest = max(slowest, time.monotonic() - begin)
    process.stdin.close()
    status = process.wait(60)
    checks.note(status == 0 and b"".join(answers) == b"".join(expected.splitlines(keepends=True)[:60]),
                f"60 lines typed one by one: each answered before the next, within {slowest:.2f} s, the same bytes")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: hostile.py MODEL")
    checks = evidence.Checks()
    model = sys.argv[1]
    lines = hostile_lines(evidence.seeded("hostile"))
    output = translated(checks, model, lines)
    lists(checks, model, lines, output)
    pipes(checks, model, lines)
    checks.end("hostile")


main()
