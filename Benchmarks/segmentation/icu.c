// Lines of standard input, cut at ICU's word boundaries for a language: tokens divided by U+001F on standard output.
// Usage: icu <language>     Build: cc -O2 icu.c -licuuc -o icu
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

static void fail(const char *what, UErrorCode status) {
  fprintf(stderr, "icu: %s: %s\n", what, u_errorName(status));
  exit(1);
}

int main(int count, char **arguments) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *breaker = ubrk_open(UBRK_WORD, count > 1 ? arguments[1] : "th", NULL, 0, &status);
  if (U_FAILURE(status)) fail("cannot open word boundaries", status);
  char *line = NULL;
  size_t capacity = 0;
  UText *text = NULL;
  ssize_t length;
  while ((length = getline(&line, &capacity, stdin)) > 0) {
    if (line[length - 1] == '\n') length--;
    text = utext_openUTF8(text, line, length, &status);
    ubrk_setUText(breaker, text, &status);
    if (U_FAILURE(status)) fail("cannot read a line", status);
    int32_t start = ubrk_first(breaker);
    for (int32_t end = ubrk_next(breaker); end != UBRK_DONE; start = end, end = ubrk_next(breaker)) {
      if (start > 0) putchar(0x1F);
      fwrite(line + start, 1, (size_t)(end - start), stdout);
    }
    putchar('\n');
  }
  return 0;
}
