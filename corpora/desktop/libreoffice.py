#!/usr/bin/env python3
"""Joins two registries of LibreOffice, menus and commands: libreoffice.py registry_en-GB.xcd registry_th.xcd

English and Thai of the texts that stand in the same place of both go to standard output, tab-separated.
"""

import sys
import xml.etree.ElementTree

NAME = "{http://openoffice.org/2001/registry}name"


def texts(element, place=()):
    """(place, text) of each value; a place is the names on the way to it."""
    for child in element:
        if child.tag == "value":
            yield place, " ".join("".join(child.itertext()).split())
        else:
            yield from texts(child, place + (child.get(NAME, ""),))


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    english, thai = (dict(texts(xml.etree.ElementTree.parse(path).getroot())) for path in sys.argv[1:])
    for place, text in english.items():
        if text and thai.get(place) and text != thai[place]:
            print(text, thai[place], sep="\t")


if __name__ == "__main__":
    main()
