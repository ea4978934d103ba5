"""Number words in Thai and English by ICU's rules (RBNF), through the system's ICU library."""

import ctypes
import ctypes.util
import functools
import re

SPELLOUT = 5  # UNUM_SPELLOUT


@functools.cache
def library():
    """The ICU library, and the version that its function names end with (`unum_open_72`)."""
    path = ctypes.util.find_library("icui18n")
    if path is None:
        raise SystemExit("make.py: error: no ICU library (icui18n)\nhelp: apt install libicu-dev")
    version = re.search(r"\.so\.(\d+)|\.(\d+)\.dylib", path)
    if version is None:
        raise SystemExit(f"make.py: error: {path} names no ICU version")
    return ctypes.CDLL(path), version.group(1) or version.group(2)


def function(name, result, arguments):
    icu, version = library()
    found = getattr(icu, f"{name}_{version}")
    found.restype = result
    found.argtypes = arguments
    return found


@functools.cache
def speller(language):
    error = ctypes.c_int(0)
    pointer = ctypes.c_void_p
    arguments = [ctypes.c_int, pointer, ctypes.c_int32, ctypes.c_char_p, pointer, ctypes.POINTER(ctypes.c_int)]
    formatter = function("unum_open", pointer, arguments)(SPELLOUT, None, 0, language.encode(), None, ctypes.byref(error))
    if error.value > 0:  # below zero are warnings
        raise SystemExit(f"make.py: error: ICU has no number words for {language} (error {error.value})")
    return formatter


@functools.cache
def spell(number, language):
    error = ctypes.c_int(0)
    text = (ctypes.c_uint16 * 512)()
    pointer = ctypes.c_void_p
    arguments = [pointer, ctypes.c_int64, pointer, ctypes.c_int32, pointer, ctypes.POINTER(ctypes.c_int)]
    length = function("unum_formatInt64", ctypes.c_int32, arguments)(speller(language), number, text, 512, None, ctypes.byref(error))
    if error.value > 0:
        raise SystemExit(f"make.py: error: ICU cannot spell {number} (error {error.value})")
    return bytes(text)[: 2 * length].decode("utf-16")


def thai_words(number):
    """ICU puts a zero-width space between the parts; Thai as written has none."""
    return spell(number, "th").replace("\u200b", "")


def english_words(number):
    return spell(number, "en")
