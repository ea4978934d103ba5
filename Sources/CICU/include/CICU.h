#ifndef MT_CICU_H
#define MT_CICU_H

#include <stddef.h>
#include <stdint.h>

// The few services of ICU that text processing needs. No ICU header is included here: Foundation brings an ICU of its
// own, and two of them must not meet in one Swift compile. Text is UTF-16. A `status` is ICU's error code as a number:
// zero or below is success.

#ifdef __cplusplus
extern "C" {
#endif

/// The version of ICU at run time, such as "72.1".
void mt_icu_version(char version[_Nonnull 20]);

/// The name of an ICU error code, such as "U_MEMORY_ALLOCATION_ERROR".
const char *_Nonnull mt_icu_status_name(int32_t status);

/// Writes the canonical code ("th" for "tha" or "th-TH") with a final zero. Returns its length, 0 if ICU does not know it.
int32_t mt_icu_language(const char *_Nonnull code, char *_Nonnull language, int32_t capacity);

/// Writes a language's name ("Thai" for "th" in "en") in UTF-8 with a final zero. Returns its length, 0 if ICU has no such name.
int32_t mt_icu_language_name(const char *_Nonnull code, const char *_Nonnull in_language, char *_Nonnull name,
                             int32_t capacity);

/// The codes of all languages that ISO 639 names, as ICU knows them; the last is NULL.
const char *_Nullable const *_Nonnull mt_icu_languages(void);

/// An iterator over boundaries; one thread at a time may use it.
typedef struct mt_icu_breaker mt_icu_breaker;

/// Boundaries of words, or of sentences: these not behind the abbreviations of the language that ICU knows.
mt_icu_breaker *_Nullable mt_icu_word_breaker_open(const char *_Nonnull language, int32_t *_Nonnull status);
mt_icu_breaker *_Nullable mt_icu_sentence_breaker_open(const char *_Nonnull language, int32_t *_Nonnull status);
void mt_icu_breaker_close(mt_icu_breaker *_Nonnull breaker);

/// Sets `flags[i]` to 1 for each i in 0 ... length that is a boundary, and leaves the other flags alone.
/// There are length + 1 flags. The iterator keeps no reference to the text that anybody will follow.
void mt_icu_boundaries(
    mt_icu_breaker *_Nonnull breaker, const uint16_t *_Nonnull text, int32_t length, uint8_t *_Nonnull flags,
    int32_t *_Nonnull status);

/// What word rules ask of a character. Unspaced are letters of scripts that do not divide words by spaces: Thai, Lao,
/// Khmer, Burmese, Chinese, Japanese.
#define MT_ICU_OTHER 0
#define MT_ICU_LETTER 1
#define MT_ICU_UNSPACED_LETTER 2
#define MT_ICU_MARK 3
#define MT_ICU_DIGIT 4
int32_t mt_icu_kind(uint32_t scalar);

/// How many units from the start are surely in normalization form C already.
int32_t mt_icu_composed_prefix(const uint16_t *_Nonnull text, int32_t length);

/// Writes normalization form C. Returns the length it has or would need: if above `capacity`, call again with more.
int32_t mt_icu_compose(
    const uint16_t *_Nonnull text, int32_t length, uint16_t *_Nonnull composed, int32_t capacity,
    int32_t *_Nonnull status);

/// Whether normalization form C may change the scalar or move it, or join it to what stands before it.
int32_t mt_icu_may_compose(uint32_t scalar);

/// The canonical combining class of a scalar's first part when decomposed: above 0 for marks that may be reordered.
uint8_t mt_icu_lead_class(uint32_t scalar);

/// The full canonical decomposition of a scalar (at most 8 UTF-16 units). Returns its length, 0 if it has none.
int32_t mt_icu_decomposition(uint32_t scalar, uint16_t decomposition[_Nonnull 8]);

/// The compatibility mapping of a scalar, one step of it (at most 20 UTF-16 units). Returns its length, 0 if it has none.
int32_t mt_icu_compatibility(uint32_t scalar, uint16_t mapping[_Nonnull 20]);

/// The scalar without regard to case, by simple case folding: "A" and "a" become "a".
uint32_t mt_icu_folded_case(uint32_t scalar);

/// The value of a decimal digit of any script; -1 if it is none.
int32_t mt_icu_digit_value(uint32_t scalar);

/// ICU's numbers of the scripts that a language is usually written in: one, or three for Japanese. `language` may name
/// its script ("sr-Latn"). Returns how many there are, 0 if ICU does not know the language.
#define MT_ICU_MAX_SCRIPTS 4
int32_t mt_icu_scripts(const char *_Nonnull language, int32_t scripts[_Nonnull MT_ICU_MAX_SCRIPTS]);

/// ICU's number of the script that a letter belongs to; 0 or 1 if it is used with many, or is no letter.
int32_t mt_icu_letter_script(uint32_t scalar);

/// The English name of a script, such as "Latin".
const char *_Nonnull mt_icu_script_name(int32_t script);

/// Writes the script that a tag ("zh-TW", "sr_Latn") names or most likely means, as four letters ("Hant") with a final zero.
/// Returns its length, 0 if ICU does not know one.
#define MT_ICU_SCRIPT_CAPACITY 8
int32_t mt_icu_likely_script(const char *_Nonnull tag, char script[_Nonnull MT_ICU_SCRIPT_CAPACITY]);

/// What a character looks like. Invisible are white space, controls and whatever else leaves no mark. A letter is one's
/// own if it is used with one of `scripts`, or if there are none; letters of no script at all count as signs.
#define MT_ICU_SIGN 0
#define MT_ICU_INVISIBLE 1
#define MT_ICU_COMBINING 2
#define MT_ICU_FOREIGN_LETTER 3
#define MT_ICU_OWN_LETTER 4
int32_t mt_icu_appearance(uint32_t scalar, const int32_t *_Nonnull scripts, int32_t count);

/// Writes the usual name of an encoding ("ISO-8859-1" for "latin1") with a final zero. Returns its length, 0 if ICU does
/// not know the encoding.
int32_t mt_icu_encoding_name(const char *_Nonnull name, char *_Nonnull usual, int32_t capacity);

/// Decodes the bytes of one encoding, piece by piece, to UTF-8; one thread at a time may use it.
typedef struct mt_icu_decoder mt_icu_decoder;

/// NULL if ICU does not know the encoding, or there is no memory.
mt_icu_decoder *_Nullable mt_icu_decoder_open(const char *_Nonnull encoding);
void mt_icu_decoder_close(mt_icu_decoder *_Nonnull decoder);

/// Reads some of `bytes`, writes some of `text`, which has room for 16 bytes at least, and says how much of each. Bytes that
/// the encoding does not have become a byte 0xFF, which UTF-8 does not have. With `is_final`, an incomplete character at the
/// end does too; call again until nothing is produced.
void mt_icu_decode(mt_icu_decoder *_Nonnull decoder, const uint8_t *_Nullable bytes, size_t count, int32_t is_final,
                   size_t *_Nonnull consumed, uint8_t *_Nonnull text, size_t capacity, size_t *_Nonnull produced);

/// Writes the name of the encoding that the bytes are most likely in, with a final zero. Returns how sure ICU is, from 0 to 100.
int32_t mt_icu_detect_encoding(const uint8_t *_Nonnull bytes, int32_t count, char *_Nonnull name, int32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
