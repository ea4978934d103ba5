#!/usr/bin/env python3
"""Takes what has Thai messages out of Debian packages: unpack.py downloads catalogues packs

The catalogues of gettext go to the second folder as PACKAGE--PATH.mo, language packs of Mozilla's and LibreOffice's to the third.
"""

import pathlib
import re
import subprocess
import sys
import tarfile

CATALOGUE = re.compile(r"\./(?:usr/)?(.*(?:/th/LC_MESSAGES/.*|/languages/th)\.mo)")
PACK = re.compile(r".*/(langpack-.*\.xpi|registry_.*\.xcd)")


def unpack(package, catalogues, packs):
    name = package.name.split("_")[0]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as archive:
        with tarfile.open(fileobj=archive.stdout, mode="r|") as members:
            for member in members:
                if not member.isfile():
                    continue
                if catalogue := CATALOGUE.fullmatch(member.name):
                    path = catalogues / f"{name}--{catalogue[1].replace('/', '-')}"
                elif pack := PACK.fullmatch(member.name):
                    path = packs / pack[1]
                else:
                    continue
                path.write_bytes(members.extractfile(member).read())
        archive.stdout.read()
    if archive.returncode:
        sys.exit(f"{package}: dpkg-deb cannot read it: delete it and download it again")


def main():
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    downloads, catalogues, packs = map(pathlib.Path, sys.argv[1:])
    for folder in (catalogues, packs):
        folder.mkdir(exist_ok=True)
    for package in sorted(downloads.glob("*.deb")):
        unpack(package, catalogues, packs)
    print(f"{len(list(catalogues.iterdir()))} catalogues", file=sys.stderr)


if __name__ == "__main__":
    main()
