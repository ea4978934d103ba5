#include "CSentencePiece.h"

#include <dlfcn.h>
#include <limits.h>
#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <unordered_map>
#include <vector>

// Exported by the library, declared in a header that it does not install.
namespace sentencepiece::logging {
void SetMinLogLevel(int level);
}

struct mt_spm {
  sentencepiece::SentencePieceProcessor processor;
};

namespace {

constexpr int only_fatal = 3;

void write_message(const char *text, char *message, size_t capacity) {
  const size_t length = std::min(std::strlen(text), capacity - 1);
  std::memcpy(message, text, length);
  message[length] = 0;
}

/// Bytes that `mt_spm_release` frees.
uint8_t *copy_of(const std::string &text, size_t *count) {
  auto *bytes = static_cast<uint8_t *>(std::malloc(std::max<size_t>(text.size(), 1)));
  if (!bytes) throw std::bad_alloc();
  std::memcpy(bytes, text.data(), text.size());
  *count = text.size();
  return bytes;
}

/// The lines of one block of memory.
class BlockLines : public sentencepiece::SentenceIterator {
 public:
  BlockLines(const char *begin, size_t count) : next_(begin), end_(begin + count) { Next(); }

  bool done() const override { return done_; }
  const std::string &value() const override { return line_; }
  sentencepiece::util::Status status() const override { return sentencepiece::util::Status(); }

  void Next() override {
    done_ = next_ == end_;
    if (done_) return;
    const char *stop = std::find(next_, end_, '\n');
    line_.assign(next_, stop);
    next_ = stop == end_ ? end_ : stop + 1;
  }

 private:
  const char *next_;
  const char *end_;
  bool done_ = false;
  std::string line_;
};

}  // namespace

extern "C" mt_spm *mt_spm_load(const uint8_t *bytes, size_t count, char *message, size_t message_capacity) {
  try {
    sentencepiece::logging::SetMinLogLevel(only_fatal);
    auto model = std::make_unique<mt_spm>();
    const auto status =
        model->processor.LoadFromSerializedProto(std::string_view(reinterpret_cast<const char *>(bytes), count));
    if (status.ok()) return model.release();
    write_message(status.message(), message, message_capacity);
  } catch (const std::bad_alloc &) {
    write_message("memory is short", message, message_capacity);
  } catch (const std::exception &error) {
    write_message(error.what(), message, message_capacity);
  } catch (...) {
    write_message("unknown exception", message, message_capacity);
  }
  return nullptr;
}

extern "C" void mt_spm_free(mt_spm *model) { delete model; }

extern "C" int32_t mt_spm_size(const mt_spm *model) { return model->processor.GetPieceSize(); }

extern "C" const uint8_t *mt_spm_piece(const mt_spm *model, int32_t id, size_t *count) {
  const std::string &piece = model->processor.IdToPiece(id);
  *count = piece.size();
  return reinterpret_cast<const uint8_t *>(piece.data());
}

extern "C" int64_t mt_spm_encode(const mt_spm *model, const uint8_t *bytes, size_t count, int32_t *ids,
                                 size_t capacity) {
  try {
    std::vector<int> found;
    const auto status =
        model->processor.Encode(std::string_view(reinterpret_cast<const char *>(bytes), count), &found);
    if (!status.ok()) return -1;
    std::copy_n(found.begin(), std::min(found.size(), capacity), ids);
    return static_cast<int64_t>(found.size());
  } catch (...) {
    return -1;
  }
}

extern "C" mt_spm_specials mt_spm_special_ids(const mt_spm *model) {
  const auto &processor = model->processor;
  return {processor.pad_id(), processor.unk_id(), processor.bos_id(), processor.eos_id()};
}

extern "C" int64_t mt_spm_encode_spans(const mt_spm *model, const uint8_t *bytes, size_t count, int32_t *ids,
                                       size_t *ends, size_t capacity) {
  try {
    const auto text =
        model->processor.EncodeAsImmutableProto(std::string_view(reinterpret_cast<const char *>(bytes), count));
    const size_t found = text.pieces_size();
    for (size_t index = 0; index < std::min(found, capacity); ++index) {
      const auto piece = text.pieces(static_cast<int>(index));
      ids[index] = static_cast<int32_t>(piece.id());
      ends[index] = piece.end();
    }
    return static_cast<int64_t>(found);
  } catch (...) {
    return -1;
  }
}

extern "C" uint8_t *mt_spm_decode(const mt_spm *model, const int32_t *ids, size_t count, size_t *text_count) {
  try {
    std::string text;
    if (!model->processor.Decode(std::vector<int>(ids, ids + count), &text).ok()) return nullptr;
    return copy_of(text, text_count);
  } catch (...) {
    return nullptr;
  }
}

extern "C" uint8_t *mt_spm_train(const char *kind, int32_t size, const char *symbols, const uint8_t *lines,
                                 size_t count, size_t *model_count, char *message, size_t message_capacity) {
  try {
    sentencepiece::logging::SetMinLogLevel(only_fatal);
    sentencepiece::SetRandomGeneratorSeed(1);
    BlockLines iterator(reinterpret_cast<const char *>(lines), count);
    std::unordered_map<std::string, std::string> options = {
        {"model_type", kind},
        {"vocab_size", std::to_string(size)},
        {"hard_vocab_limit", "false"},
        {"input_format", "tsv"},
        {"pad_id", "0"},
        {"pad_piece", "<pad>"},
        {"unk_id", "1"},
        {"unk_piece", "<unk>"},
        {"bos_id", "2"},
        {"bos_piece", "<s>"},
        {"eos_id", "3"},
        {"eos_piece", "</s>"},
        {"byte_fallback", "true"},
        {"character_coverage", "1.0"},
        {"normalization_rule_name", "identity"},
        {"add_dummy_prefix", "false"},
        {"remove_extra_whitespaces", "false"},
        // Sums are taken by thread: the number is fixed so that every machine trains the same model.
        {"num_threads", "4"},
        {"minloglevel", std::to_string(only_fatal)},
    };
    if (*symbols) options["user_defined_symbols"] = symbols;
    std::string model;
    const auto status = sentencepiece::SentencePieceTrainer::Train(options, &iterator, &model);
    if (!status.ok()) {
      write_message(status.message(), message, message_capacity);
      return nullptr;
    }
    return copy_of(model, model_count);
  } catch (const std::bad_alloc &) {
    write_message(MT_SPM_REFUSED, message, message_capacity);
  } catch (const std::system_error &) {  // no thread
    write_message(MT_SPM_REFUSED, message, message_capacity);
  } catch (const std::exception &error) {
    write_message(error.what(), message, message_capacity);
  } catch (...) {
    write_message("unknown exception", message, message_capacity);
  }
  return nullptr;
}

extern "C" void mt_spm_release(uint8_t *bytes) { std::free(bytes); }

extern "C" void mt_spm_library(char *name, size_t capacity) {
  name[0] = 0;
  Dl_info info;
  if (!dladdr(dlsym(RTLD_DEFAULT, "_ZN13sentencepiece22SentencePieceProcessorC1Ev"), &info) || !info.dli_fname) return;
  char resolved[PATH_MAX];
  const char *path = realpath(info.dli_fname, resolved);
  snprintf(name, capacity, "%s", path ? path : info.dli_fname);
}
