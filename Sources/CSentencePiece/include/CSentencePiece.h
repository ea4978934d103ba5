#ifndef CSENTENCEPIECE_H
#define CSENTENCEPIECE_H

#include <stddef.h>
#include <stdint.h>

/// The part of sentencepiece that `mt` uses, as plain C. No exception leaves these functions, and the library's own
/// log is silent. Where a function takes `message`, a failure writes the reason there as a C string, cut to
/// `message_capacity` bytes (at least 1) with its end mark.

#ifdef __cplusplus
extern "C" {
#endif

/// A loaded model. Its functions may be called from several threads at once.
typedef struct mt_spm mt_spm;

/// Loads a model file's bytes. NULL if they are no such model.
mt_spm *_Nullable mt_spm_load(const uint8_t *_Nonnull bytes, size_t count, char *_Nonnull message,
                              size_t message_capacity);

void mt_spm_free(mt_spm *_Nonnull model);

/// The number of pieces.
int32_t mt_spm_size(const mt_spm *_Nonnull model);

/// The bytes of piece `id` (0 ..< size), `*count` of them; they live as long as the model.
const uint8_t *_Nonnull mt_spm_piece(const mt_spm *_Nonnull model, int32_t id, size_t *_Nonnull count);

/// Writes the ids of UTF-8 text to `ids` and returns how many there are, also when that is more than `capacity` and only
/// the first were written. Without normalization `count` ids are always enough. -1 on failure.
int64_t mt_spm_encode(const mt_spm *_Nonnull model, const uint8_t *_Nonnull bytes, size_t count,
                      int32_t *_Nonnull ids, size_t capacity);

/// As `mt_spm_encode`, and for each id where its piece ends: an offset into `bytes`, never below the one before.
int64_t mt_spm_encode_spans(const mt_spm *_Nonnull model, const uint8_t *_Nonnull bytes, size_t count,
                            int32_t *_Nonnull ids, size_t *_Nonnull ends, size_t capacity);

/// The text of ids (0 ..< size), `*text_count` bytes, to be freed by `mt_spm_release`. NULL on failure.
uint8_t *_Nullable mt_spm_decode(const mt_spm *_Nonnull model, const int32_t *_Nonnull ids, size_t count,
                                 size_t *_Nonnull text_count);

/// The ids of the special pieces of a model; -1 for one that it has not.
typedef struct mt_spm_specials {
  int32_t padding;
  int32_t unknown;
  int32_t begin;
  int32_t end;
} mt_spm_specials;

mt_spm_specials mt_spm_special_ids(const mt_spm *_Nonnull model);

/// The message of a training to which the system refuses memory or a thread.
#define MT_SPM_REFUSED "memory or a thread was refused"

/// Trains a model with byte fallback, identity normalization, whitespace left as it is, and the special pieces
/// `<pad>` 0, `<unk>` 1, `<s>` 2, `</s>` 3.
///
/// - kind: "unigram" or "bpe".
/// - size: the pieces wanted; fewer come where the text does not give so many.
/// - symbols: pieces that are never split, as comma-separated values with double quotes; may be empty.
/// - lines, count: `text TAB count LF` for each line of training text.
///
/// Returns the model file's bytes, `*model_count` of them, to be freed by `mt_spm_release`; NULL on failure.
uint8_t *_Nullable mt_spm_train(const char *_Nonnull kind, int32_t size, const char *_Nonnull symbols,
                                const uint8_t *_Nonnull lines, size_t count, size_t *_Nonnull model_count,
                                char *_Nonnull message, size_t message_capacity);

/// Frees the bytes that another function returned.
void mt_spm_release(uint8_t *_Nonnull bytes);

/// The file of the library in use, such as `/usr/lib/libsentencepiece.so.0.0.0` (it names no version of its own), in
/// `name`; empty where the system does not say.
void mt_spm_library(char *_Nonnull name, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
