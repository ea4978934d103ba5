"""The public corpora that corpora/fetch knows: where they are, under which licence, and how they are unpacked."""

import bz2
import csv
import gzip
import io
import pathlib
import shutil
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
OPUS = "https://object.pouta.csc.fi/OPUS-{}/moses/en-th.txt.zip"
TATOEBA = "https://downloads.tatoeba.org/exports/per_language/"
MULTI30K = "https://github.com/multi30k/dataset/raw/master/data/task1/raw/"
SCB = "https://github.com/vistec-AI/dataset-releases/releases/download/scb-mt-en-th-2020_v1.0/scb-mt-en-th-2020.zip"


def write_pairs(prefix, pairs):
    """Writes (English, Thai) side by side."""
    count = 0
    with open(f"{prefix}.en", "w", encoding="utf-8") as english, open(f"{prefix}.th", "w", encoding="utf-8") as thai:
        for sides in pairs:
            for file, text in zip((english, thai), sides):
                file.write(" ".join(text.split()) + "\n")
            count += 1
    print(f"{prefix}: {count} pairs", file=sys.stderr)


def unpack_moses(name, archives, folder):
    """A zip of CORPUS.en-th.en and CORPUS.en-th.th, with notes on the corpus beside them."""
    with zipfile.ZipFile(archives[0]) as archive:
        members = [member for member in archive.namelist() if member.endswith((".en", ".th"))]
        if len(members) != 2:
            raise ValueError(f"{len(members)} files of text, not 2")
        for member in archive.namelist():
            if member in members or member in ("LICENSE", "README"):
                with archive.open(member) as source, open(folder / f"{name}.{member.rsplit('.', 1)[-1]}", "wb") as target:
                    shutil.copyfileobj(source, target)


def unpack_scb(name, archives, folder):
    """A zip of tables, one for each source of text, with the columns en_text and th_text."""
    csv.field_size_limit(1 << 30)
    with zipfile.ZipFile(archives[0]) as archive:
        for member in sorted(member for member in archive.namelist() if member.endswith(".csv") and "__MACOSX" not in member):
            with io.TextIOWrapper(archive.open(member), encoding="utf-8-sig", newline="") as table:
                rows = ((row["en_text"] or "", row["th_text"] or "") for row in csv.DictReader(table))
                write_pairs(folder / f"{name}-{pathlib.PurePath(member).stem}", rows)


def unpack_tatoeba(name, archives, folder):
    """Sentences of Thai, sentences of English, and the numbers of those that translate each other."""

    def rows(archive):
        with bz2.open(archive, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield line.rstrip("\n").split("\t")

    thai = {row[0]: row[2] for row in rows(archives[0])}
    links = [row for row in rows(archives[2]) if row[0] in thai]
    wanted = {english for _, english in links}
    english = {row[0]: row[2] for row in rows(archives[1]) if row[0] in wanted}
    write_pairs(folder / name, ((english[b], thai[a]) for a, b in links if b in english))


def unpack_multi30k(name, archives, folder):
    for archive in archives:
        part, language = archive.name.removeprefix(f"{name}--").removesuffix(".gz").rsplit(".", 1)
        part = {"val": "dev", "test_2016_flickr": "test"}.get(part, part)
        with gzip.open(archive) as source, open(folder / f"{part}.{language}", "wb") as target:
            shutil.copyfileobj(source, target)


def opus(corpus, what, licence):
    return {"addresses": {OPUS.format(corpus): None}, "unpack": unpack_moses, "what": what, "licence": licence}


PROGRAMS = "the programs' own, mostly GPL and LGPL"
TALKS = "CC BY-NC-ND 4.0, as the talks: no commercial use, and no changed text may be passed on"
# Not tried by us: addresses, layouts and sums (None where none is known) are as published.
SETS = {
    "opus-bible": opus("bible-uedin/v1", "the Bible", "CC0-1.0"),
    "opus-ccaligned": opus(
        "CCAligned/v1", "pages of the web, aligned by machine: clean them", "none stated; the pages' own rights hold"),
    "opus-gnome": opus("GNOME/v1", "messages of GNOME", PROGRAMS),
    "opus-kde4": opus("KDE4/v2", "messages of KDE", PROGRAMS),
    "opus-neulab-tedtalks": opus("NeuLab-TedTalks/v1", "TED talks", TALKS),
    "opus-opensubtitles": opus(
        "OpenSubtitles/v2018", "film subtitles", "none stated; asks for a link to opensubtitles.org; the films' own rights hold"),
    "opus-qed": opus("QED/v2.0a", "subtitles of lectures", "research only"),
    "opus-tanzil": opus("Tanzil/v1", "the Quran", "no commercial use"),
    "opus-tatoeba": opus("Tatoeba/v2023-04-12", "example sentences, of April 2023", "CC BY 2.0 FR: name the authors"),
    "opus-ted2020": opus("TED2020/v1", "TED talks", TALKS),
    "opus-wikimedia": opus("wikimedia/v20230407", "translated articles of Wikipedia", "CC BY-SA: pass on under the same terms"),
    "scb-mt-en-th-2020": {
        "addresses": {SCB: "603e6256638db601763cff3291a296e4152fad6fddb4721031cce0f27925e7fe"},
        "unpack": unpack_scb,
        "what": "a million pairs: dialogues, reviews, news, the web", "licence": "CC BY-SA 4.0: pass on under the same terms"},
    "tatoeba": {
        "addresses": {TATOEBA + path: None for path in (
            "tha/tha_sentences.tsv.bz2", "eng/eng_sentences.tsv.bz2", "tha/tha-eng_links.tsv.bz2")}, "unpack": unpack_tatoeba,
        "what": "example sentences, of this week", "licence": "CC BY 2.0 FR: name the authors"},
    "multi30k": {
        "addresses": {
            f"{MULTI30K}{part}.{language}.gz": None
            for part in ("train", "val", "test_2016_flickr") for language in ("de", "en")},
        "unpack": unpack_multi30k, "folder": HERE / "multi30k",
        "what": "captions of pictures, German and English", "licence": "Flickr30k's terms: research and education, no commercial use"},
}
