#!/usr/bin/env python3
"""Joins two language packs of Firefox or Thunderbird: mozilla.py ENGLISH.xpi THAI.xpi

English and Thai of the messages that both have go to standard output, tab-separated; a line break in a message becomes a
space. Read are Fluent files, properties and DTDs. Names of products are filled in, variables become %1, %2 and so on,
and of a message with variants the default one counts.
"""

import html
import re
import sys
import zipfile

NO_TEXT = re.compile(r"(?i)access-?key|command-?key|shortcut|\.key$|style|width|height|\.size$|pattern|url|charset")


def fluent(text):
    """(name, message) of a Fluent file: name is `id` or `id.attribute`, and `-id` for a term."""
    name, lines = None, []
    for line in text.splitlines() + ["end = "]:
        begin = re.match(r"(-?[A-Za-z][\w-]*) *= ?(.*)", line)
        attribute = re.match(r" +\.([\w-]+) *= ?(.*)", line)
        if begin or attribute:
            if name and any(lines):
                yield name, "\n".join(lines).strip()
            name = begin[1] if begin else f"{name.split('.')[0]}.{attribute[1]}"
            lines = [(begin or attribute)[2]]
        elif not line.startswith("#"):
            lines.append(line.strip())


def properties(text):
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        entry = re.match(r"\s*([^#!\s=:][^=:]*?)\s*[=:]\s*(.*)", line)
        if entry:
            value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), entry[2])
            value = value.replace("\\n", "\n").replace("\\", "")
            yield entry[1], value.split(";")[-1] if "#1" in value else value  # old plurals: `#1 file;#1 files`


def dtd(text):
    for name, _, value in re.findall(r"<!ENTITY\s+([\w.-]+)\s+([\"'])(.*?)\2\s*>", text, re.S):
        yield name, value


def fill_in(message, terms):
    """The message with its `{ … }` resolved; None where that needs more than the message itself."""
    text, position = "", 0
    while (start := message.find("{", position)) >= 0:
        end, depth = start, 0
        while end < len(message):
            depth += {"{": 1, "}": -1}.get(message[end], 0)
            end += 1
            if depth == 0:
                break
        inside = message[start + 1 : end - 1].strip()
        if "->" in inside:
            default = re.search(r"\n\s*\*\[[^\]]*\](.*?)(?=\n\s*\[|\Z)", inside, re.S)
            found = fill_in(default[1].strip(), terms) if default else None
        elif inside.startswith('"'):
            found = inside.strip('"')
        elif inside.startswith("-"):
            found = terms.get(re.match(r"[\w-]+", inside)[0])
            found = fill_in(found, terms) if found else None
        elif variable := re.search(r"\$[\w-]+", inside):
            found = "{" + variable[0] + "}"
        else:
            found = None
        if found is None:
            return None
        text += message[position:start] + found
        position = end
    return text + message[position:]


def read_pack(path):
    """{(file, name): message}, with the language's code taken out of the files' names."""
    messages, terms, entities = {}, {}, {}
    with zipfile.ZipFile(path) as pack:
        language = re.search(r"langpack-([\w-]+)@", path)[1]
        for file in sorted(pack.namelist()):
            parse = {"ftl": fluent, "properties": properties, "dtd": dtd}.get(file.rsplit(".", 1)[-1])
            if parse is None:
                continue
            for name, message in parse(pack.read(file).decode("utf-8-sig")):
                if parse is fluent and name.startswith("-"):
                    terms.setdefault(name.split(".")[0], message)
                elif parse is dtd and "brand" in file:
                    entities[name] = message
                elif not NO_TEXT.search(name):
                    messages[file.replace(f"/{language}/", "/"), name] = message
    for (file, name), message in list(messages.items()):
        if file.endswith(".ftl"):
            message = fill_in(message, terms)
        elif file.endswith(".dtd"):
            message = re.sub(r"&([\w.-]+);", lambda entity: entities.get(entity[1], entity[0]), message)
        messages[file, name] = message and html.unescape(message)
    return messages


def number_variables(english, thai):
    """Both texts with `{$name}` replaced by %1, %2 and so on, in the order of the English."""
    names = list(dict.fromkeys(re.findall(r"\{\$[\w-]+\}", english + thai)))
    for number, name in enumerate(names, 1):
        english, thai = english.replace(name, f"%{number}"), thai.replace(name, f"%{number}")
    return english, thai


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    english, thai = map(read_pack, sys.argv[1:])
    for key, text in english.items():
        if text and thai.get(key) and text != thai[key]:
            print(*(" ".join(side.split()) for side in number_variables(text, thai[key])), sep="\t")


if __name__ == "__main__":
    main()
