#include "CICU.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

int32_t mt_icu_encoding_name(const char *name, char *usual, int32_t capacity) {
  // An empty name would be the encoding of the environment.
  if (name[0] == 0) return 0;
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status)) return 0;
  const char *found = ucnv_getStandardName(name, "MIME", &status);
  if (found == NULL || U_FAILURE(status)) {
    status = U_ZERO_ERROR;
    found = ucnv_getStandardName(name, "IANA", &status);
  }
  if (found == NULL || U_FAILURE(status)) found = name;
  int32_t length = (int32_t)strlen(found);
  if (length >= capacity) length = 0;
  if (length > 0) memcpy(usual, found, (size_t)length + 1);
  ucnv_close(converter);
  return length;
}

struct mt_icu_decoder {
  UConverter *converter;
  /// The first half of a character of two units whose second half has not come yet; 0 if there is none.
  UChar high;
  /// The end has been met.
  UBool is_at_end;
};

mt_icu_decoder *mt_icu_decoder_open(const char *encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) return NULL;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  mt_icu_decoder *decoder = U_SUCCESS(status) ? calloc(1, sizeof *decoder) : NULL;
  if (decoder == NULL) {
    ucnv_close(converter);
    return NULL;
  }
  decoder->converter = converter;
  return decoder;
}

void mt_icu_decoder_close(mt_icu_decoder *decoder) {
  ucnv_close(decoder->converter);
  free(decoder);
}

/// Appends the units as UTF-8: three bytes a unit at most.
static size_t append(mt_icu_decoder *decoder, const UChar *units, const UChar *end, uint8_t *text, size_t length) {
  for (; units < end; units++) {
    UChar32 scalar = *units;
    if (U16_IS_LEAD(scalar)) {
      decoder->high = *units;
      continue;
    }
    if (U16_IS_TRAIL(scalar)) {
      if (decoder->high == 0) continue;
      scalar = U16_GET_SUPPLEMENTARY(decoder->high, scalar);
      decoder->high = 0;
    }
    U8_APPEND_UNSAFE(text, length, scalar);
  }
  return length;
}

void mt_icu_decode(mt_icu_decoder *decoder, const uint8_t *bytes, size_t count, int32_t is_final, size_t *consumed,
                   uint8_t *text, size_t capacity, size_t *produced) {
  const char *start = (const char *)bytes, *source = start, *end = start + count;
  size_t length = 0;
  while (!decoder->is_at_end && capacity - length >= 16) {
    UChar units[512];
    size_t room = (capacity - length - 4) / 3;
    UChar *target = units;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(decoder->converter, &target, units + (room < 512 ? room : 512), &source, end, NULL,
                   is_final != 0, &status);
    length = append(decoder, units, target, text, length);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_SUCCESS(status)) {
      decoder->is_at_end = is_final != 0;
      break;
    }
    text[length++] = 0xFF;
    // Nothing else can go wrong but the bytes themselves; a converter that says otherwise would not get on.
    if (status != U_ILLEGAL_CHAR_FOUND && status != U_INVALID_CHAR_FOUND) decoder->is_at_end = 1;
  }
  *consumed = (size_t)(source - start);
  *produced = length;
}

int32_t mt_icu_detect_encoding(const uint8_t *bytes, int32_t count, char *name, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&status);
  ucsdet_setText(detector, (const char *)bytes, count, &status);
  const UCharsetMatch *match = ucsdet_detect(detector, &status);
  int32_t confidence = 0;
  if (U_SUCCESS(status) && match != NULL) {
    const char *found = ucsdet_getName(match, &status);
    int32_t sure = ucsdet_getConfidence(match, &status);
    if (U_SUCCESS(status) && strlen(found) < (size_t)capacity) {
      strcpy(name, found);
      confidence = sure;
    }
  }
  ucsdet_close(detector);
  return confidence;
}
