#include "CICU.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

void mt_icu_version(char version[20]) {
  UVersionInfo numbers;
  u_getVersion(numbers);
  u_versionToString(numbers, version);
}

const char *mt_icu_status_name(int32_t status) { return u_errorName((UErrorCode)status); }

int32_t mt_icu_language(const char *code, char *language, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uloc_getLanguage(code, language, capacity, &status);
  // A string that is cut off has no final zero, which ICU reports as a warning.
  if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING) return 0;
  return uloc_getISO3Language(language)[0] == 0 ? 0 : length;
}

int32_t mt_icu_language_name(const char *code, const char *in_language, char *name, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[128];
  int32_t count = uloc_getDisplayLanguage(code, in_language, wide, 128, &status);
  // The default's warning says that there is no name, or that it is another language's.
  if (U_FAILURE(status) || status != U_ZERO_ERROR) return 0;
  int32_t length = 0;
  u_strToUTF8(name, capacity, &length, wide, count, &status);
  return U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING ? 0 : length;
}

const char *const *mt_icu_languages(void) { return uloc_getISOLanguages(); }

// The public type is a name only: the pointer is ICU's own.
static mt_icu_breaker *open_breaker(UBreakIteratorType type, const char *locale, int32_t *status) {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(type, locale, NULL, 0, &error);
  *status = error;
  if (U_SUCCESS(error)) return (mt_icu_breaker *)iterator;
  if (iterator) ubrk_close(iterator);
  return NULL;
}

mt_icu_breaker *mt_icu_word_breaker_open(const char *language, int32_t *status) {
  return open_breaker(UBRK_WORD, language, status);
}

mt_icu_breaker *mt_icu_sentence_breaker_open(const char *language, int32_t *status) {
  char locale[ULOC_FULLNAME_CAPACITY];
  // "ss" names the list of abbreviations behind which no sentence ends.
  int length = snprintf(locale, sizeof locale, "%s@ss=standard", language);
  return open_breaker(UBRK_SENTENCE, length < (int)sizeof locale ? locale : language, status);
}

void mt_icu_breaker_close(mt_icu_breaker *breaker) { ubrk_close((UBreakIterator *)breaker); }

void mt_icu_boundaries(
    mt_icu_breaker *breaker, const uint16_t *text, int32_t length, uint8_t *flags, int32_t *status) {
  UBreakIterator *iterator = (UBreakIterator *)breaker;
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(iterator, text, length, &error);
  *status = error;
  if (U_FAILURE(error)) return;
  for (int32_t boundary = ubrk_first(iterator); boundary != UBRK_DONE; boundary = ubrk_next(iterator)) {
    flags[boundary] = 1;
  }
}

int32_t mt_icu_kind(uint32_t scalar) {
  uint32_t category = U_GET_GC_MASK((UChar32)scalar);
  if (category & U_GC_ND_MASK) return MT_ICU_DIGIT;
  if (!(category & (U_GC_L_MASK | U_GC_M_MASK))) return MT_ICU_OTHER;
  switch (u_getIntPropertyValue((UChar32)scalar, UCHAR_LINE_BREAK)) {
    case U_LB_COMPLEX_CONTEXT:
    case U_LB_IDEOGRAPHIC:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
      return MT_ICU_UNSPACED_LETTER;
    default:
      return category & U_GC_M_MASK ? MT_ICU_MARK : MT_ICU_LETTER;
  }
}

static const UNormalizer2 *composer(UErrorCode *status) { return unorm2_getNFCInstance(status); }

int32_t mt_icu_composed_prefix(const uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = composer(&status);
  int32_t prefix = unorm2_spanQuickCheckYes(normalizer, text, length, &status);
  return U_FAILURE(status) ? 0 : prefix;
}

int32_t mt_icu_compose(
    const uint16_t *text, int32_t length, uint16_t *composed, int32_t capacity, int32_t *status) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = composer(&error);
  int32_t needed = unorm2_normalize(normalizer, text, length, composed, capacity, &error);
  *status = error == U_BUFFER_OVERFLOW_ERROR ? U_ZERO_ERROR : error;
  return needed;
}

int32_t mt_icu_may_compose(uint32_t scalar) {
  return u_getCombiningClass((UChar32)scalar) != 0 ||
         u_getIntPropertyValue((UChar32)scalar, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
}

uint8_t mt_icu_lead_class(uint32_t scalar) {
  return (uint8_t)u_getIntPropertyValue((UChar32)scalar, UCHAR_LEAD_CANONICAL_COMBINING_CLASS);
}

int32_t mt_icu_decomposition(uint32_t scalar, uint16_t decomposition[8]) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = composer(&status);
  int32_t length = unorm2_getDecomposition(normalizer, (UChar32)scalar, decomposition, 8, &status);
  return U_FAILURE(status) || length < 0 ? 0 : length;
}

int32_t mt_icu_compatibility(uint32_t scalar, uint16_t mapping[20]) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
  int32_t length = unorm2_getRawDecomposition(normalizer, (UChar32)scalar, mapping, 20, &status);
  return U_FAILURE(status) || length < 0 ? 0 : length;
}

uint32_t mt_icu_folded_case(uint32_t scalar) { return (uint32_t)u_foldCase((UChar32)scalar, U_FOLD_CASE_DEFAULT); }

int32_t mt_icu_digit_value(uint32_t scalar) { return u_charDigitValue((UChar32)scalar); }

int32_t mt_icu_scripts(const char *language, int32_t scripts[MT_ICU_MAX_SCRIPTS]) {
  // With the script spelt out: the codes of some languages are the names of scripts that they are not written in.
  char locale[ULOC_FULLNAME_CAPACITY];
  char script[ULOC_LANG_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  // ICU takes no language, or "und", for the language of the system.
  if (uloc_getLanguage(language, script, sizeof script, &status) == 0 || !strcmp(script, "und")) return 0;
  if (U_FAILURE(status)) return 0;
  uloc_addLikelySubtags(language, locale, sizeof locale, &status);
  if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING) return 0;
  if (uloc_getScript(locale, script, sizeof script, &status) == 0 || U_FAILURE(status)) return 0;
  UScriptCode codes[MT_ICU_MAX_SCRIPTS];
  int32_t count = uscript_getCode(locale, codes, MT_ICU_MAX_SCRIPTS, &status);
  if (U_FAILURE(status)) return 0;
  for (int32_t i = 0; i < count; i++) scripts[i] = codes[i];
  return count;
}

int32_t mt_icu_letter_script(uint32_t scalar) {
  if (!(U_GET_GC_MASK((UChar32)scalar) & U_GC_L_MASK)) return USCRIPT_COMMON;
  UErrorCode status = U_ZERO_ERROR;
  int32_t script = uscript_getScript((UChar32)scalar, &status);
  return U_FAILURE(status) ? USCRIPT_COMMON : script;
}

const char *mt_icu_script_name(int32_t script) {
  const char *name = uscript_getName((UScriptCode)script);
  return name ? name : "unknown";
}

int32_t mt_icu_likely_script(const char *tag, char script[MT_ICU_SCRIPT_CAPACITY]) {
  char locale[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  uloc_addLikelySubtags(tag, locale, sizeof locale, &status);
  if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING) return 0;
  int32_t length = uloc_getScript(locale, script, MT_ICU_SCRIPT_CAPACITY, &status);
  return U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING ? 0 : length;
}

int32_t mt_icu_appearance(uint32_t scalar, const int32_t *scripts, int32_t count) {
  UChar32 character = (UChar32)scalar;
  uint32_t category = U_GET_GC_MASK(character);
  if (category & U_GC_CC_MASK || u_isUWhiteSpace(character) ||
      u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
    return MT_ICU_INVISIBLE;
  }
  if (category & U_GC_M_MASK) return MT_ICU_COMBINING;
  if (!(category & U_GC_L_MASK)) return MT_ICU_SIGN;
  if (count == 0) return MT_ICU_OWN_LETTER;
  for (int32_t i = 0; i < count; i++) {
    if (uscript_hasScript(character, (UScriptCode)scripts[i])) return MT_ICU_OWN_LETTER;
  }
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(character, &status) > USCRIPT_INHERITED ? MT_ICU_FOREIGN_LETTER : MT_ICU_SIGN;
}
