#include "COneDNN.h"

#include <dnnl.hpp>

#include <cstdio>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

extern "C" void omp_set_num_threads(int);

using dnnl::memory;

struct mt_packed {
  int64_t inputs, outputs;
  memory weights;
};

namespace {

thread_local std::string last_error;

dnnl::engine &engine() {
  static dnnl::engine shared(dnnl::engine::kind::cpu, 0);
  return shared;
}

memory::data_type type(int precision) {
  return precision == MT_BFLOAT16 ? memory::data_type::bf16 : memory::data_type::s8;
}

memory::desc matrix(int64_t rows, int64_t columns, memory::data_type type, bool transposed = false) {
  return memory::desc({rows, columns}, type, transposed ? memory::format_tag::ba : memory::format_tag::ab);
}

dnnl::matmul::primitive_desc product(const memory::desc &x, const memory::desc &w, const memory::desc &y,
                                     bool accumulate) {
  dnnl::primitive_attr attributes;
  if (accumulate) {
    dnnl::post_ops operations;
    operations.append_sum(1.0f);
    attributes.set_post_ops(operations);
  }
#if DNNL_VERSION_MAJOR >= 3
  return dnnl::matmul::primitive_desc(engine(), x, w, y, attributes);
#else
  return dnnl::matmul::primitive_desc(dnnl::matmul::desc(x, w, y), attributes, engine());
#endif
}

/// A primitive with its arguments' memories, whose data pointers are set at every call.
struct Ready {
  dnnl::matmul primitive;
  memory x, w, y;
  std::unordered_map<int, memory> arguments;

  Ready(const memory::desc &xd, const memory::desc &wd, const memory::desc &yd, bool accumulate)
      : primitive(product(xd, wd, yd, accumulate)), x(xd, engine(), nullptr), w(wd, engine(), nullptr),
        y(yd, engine(), nullptr), arguments{{DNNL_ARG_SRC, x}, {DNNL_ARG_WEIGHTS, w}, {DNNL_ARG_DST, y}} {}
};

enum { PACKED = 0, OUTER = 2 };
/// The operands of a product with packed weights. In int8 the rows are shifted to uint8: packing is ten times faster
/// than for rows of int8, which oneDNN would shift itself.
memory::desc packed_x(int64_t rows, int64_t inputs, int precision) {
  return matrix(rows, inputs, precision == MT_INT8 ? memory::data_type::u8 : memory::data_type::bf16);
}

memory::desc packed_y(int64_t rows, int64_t outputs, int precision) {
  return matrix(rows, outputs, precision == MT_INT8 ? memory::data_type::s32 : memory::data_type::f32);
}

struct Key {
  int64_t rows, m, n;
  int kind;  // of product; odd where it accumulates
  int precision;
  bool operator==(const Key &o) const {
    return rows == o.rows && m == o.m && n == o.n && kind == o.kind && precision == o.precision;
  }
};

// See CKernels: the resolver of target_clones runs before ThreadSanitizer is ready.
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__x86_64__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define MT_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MT_CLONES
#endif

/// Rounds to the nearest bfloat16, ties to even; NaN stays NaN.
MT_CLONES void round_to_bfloat16(int64_t count, const float *__restrict x, uint16_t *__restrict y) {
  for (int64_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, x + i, sizeof bits);
    uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    y[i] = (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc0 : (uint16_t)rounded;
  }
}

struct KeyHash {
  size_t operator()(const Key &k) const {
    uint64_t h = k.kind + 8 * k.precision;
    for (uint64_t v : {(uint64_t)k.rows, (uint64_t)k.m, (uint64_t)k.n}) h = (h ^ v) * 0x9e3779b97f4a7c15ull;
    return h ^ (h >> 29);
  }
};

/// The state of each thread: oneDNN's default scratchpad belongs to the thread that made the primitive.
struct ThreadState {
  dnnl::stream stream;
  std::unordered_map<Key, Ready, KeyHash> ready;
  std::vector<uint16_t> rounded[2];
  std::vector<uint8_t> quantized;
  std::vector<float> scales;
  std::vector<int32_t> sums;
  ThreadState() : stream(engine()) { omp_set_num_threads(1); }

  template <typename Make> Ready &get(const Key &key, Make make) {
    auto found = ready.find(key);
    if (found != ready.end()) return found->second;
    if (ready.size() >= 2048) ready.clear();  // uneven lengths without end must not fill the memory
    return ready.emplace(key, make()).first->second;
  }

  /// `columns` columns of a matrix whose rows are `stride` long, rounded, in room of this thread's, number `place`.
  const void *operand(const float *x, int64_t rows, int64_t columns, int64_t stride, int place) {
    auto &room = rounded[place];
    if ((int64_t)room.size() < rows * columns) room.resize(rows * columns);
    if (columns == stride) {
      round_to_bfloat16(rows * columns, x, room.data());
    } else {
      for (int64_t r = 0; r < rows; r++) round_to_bfloat16(columns, x + r * stride, room.data() + r * columns);
    }
    return room.data();
  }

  void run(Ready &r, const void *x, const void *w, void *y) {
    r.x.set_data_handle(const_cast<void *>(x));
    r.w.set_data_handle(const_cast<void *>(w));
    r.y.set_data_handle(y);
    r.primitive.execute(stream, r.arguments);
    stream.wait();
  }
};

ThreadState &state() {
  thread_local ThreadState own;
  return own;
}

/// Whether oneDNN uses an instruction set here, or one that contains it.
bool has(dnnl_cpu_isa_t wanted) {
  auto isa = dnnl_get_effective_cpu_isa();
  return isa != dnnl_cpu_isa_all && (isa & wanted) == wanted;
}

template <typename Body> int guarded(Body body) {
  try {
    body();
    return 0;
  } catch (const std::exception &error) {
    last_error = error.what();
  } catch (...) {
    last_error = "unknown C++ exception";
  }
  return 1;
}

}  // namespace

extern "C" {

mt_packed *mt_packed_create(int64_t inputs, int64_t outputs, int precision) {
  mt_packed *packed = nullptr;
  guarded([&] {
    state();  // one thread, for which the layout is chosen too
    // The layout is asked for with 64 rows; oneDNN takes it for every other number of rows too.
    memory::desc any({inputs, outputs}, type(precision), memory::format_tag::any);
    auto chosen = product(packed_x(64, inputs, precision), any, packed_y(64, outputs, precision), false);
    packed = new mt_packed{inputs, outputs, memory(chosen.weights_desc(), engine())};
  });
  return packed;
}

int mt_packed_fill(mt_packed *packed, const float *weight, int transposed) {
  return guarded([&] {
    memory plain(matrix(packed->inputs, packed->outputs, memory::data_type::f32, transposed != 0), engine(),
                 const_cast<float *>(weight));
    auto &own = state();
    dnnl::reorder(plain, packed->weights).execute(own.stream, plain, packed->weights);
    own.stream.wait();
  });
}

int mt_packed_fill_int8(mt_packed *packed, const int8_t *weight) {
  return guarded([&] {
    memory plain(matrix(packed->inputs, packed->outputs, memory::data_type::s8, true), engine(),
                 const_cast<int8_t *>(weight));
    auto &own = state();
    dnnl::reorder(plain, packed->weights).execute(own.stream, plain, packed->weights);
    own.stream.wait();
  });
}

void *mt_packed_memory(const mt_packed *packed, int64_t *bytes) {
  *bytes = (int64_t)packed->weights.get_desc().get_size();
  return packed->weights.get_data_handle();
}

void mt_packed_destroy(mt_packed *packed) { delete packed; }

int mt_multiply_bfloat16(const mt_packed *packed, int64_t rows, const float *x, float *y, int accumulate) {
  return guarded([&] {
    auto &own = state();
    auto &ready = own.get({rows, packed->inputs, packed->outputs, PACKED + (accumulate != 0), MT_BFLOAT16}, [&] {
      return Ready(packed_x(rows, packed->inputs, MT_BFLOAT16), packed->weights.get_desc(),
                   packed_y(rows, packed->outputs, MT_BFLOAT16), accumulate != 0);
    });
    own.run(ready, own.operand(x, rows, packed->inputs, packed->inputs, 0), packed->weights.get_data_handle(), y);
  });
}

int mt_multiply_outer_bfloat16(int64_t rows, int64_t m, int64_t n, const float *a, int64_t a_columns, const float *b,
                               float *w, int accumulate) {
  return guarded([&] {
    auto &own = state();
    auto &ready = own.get({rows, m, n, OUTER + (accumulate != 0), MT_BFLOAT16}, [&] {
      return Ready(matrix(m, rows, memory::data_type::bf16, true), matrix(rows, n, memory::data_type::bf16),
                   matrix(m, n, memory::data_type::f32), accumulate != 0);
    });
    own.run(ready, own.operand(a, rows, m, a_columns, 0), own.operand(b, rows, n, n, 1), w);
  });
}

int mt_int8_reserve(const mt_packed *packed, int64_t rows, mt_int8_room *room) {
  return guarded([&] {
    auto &own = state();
    auto grow = [](auto &place, int64_t count) {
      if ((int64_t)place.size() < count) place.resize(count);
      return place.data();
    };
    *room = {grow(own.quantized, rows * packed->inputs), grow(own.scales, rows),
             grow(own.sums, rows * packed->outputs)};
  });
}

int mt_multiply_int8(const mt_packed *packed, int64_t rows, const mt_int8_room *room) {
  return guarded([&] {
    auto &own = state();
    auto &ready = own.get({rows, packed->inputs, packed->outputs, PACKED, MT_INT8}, [&] {
      return Ready(packed_x(rows, packed->inputs, MT_INT8), packed->weights.get_desc(),
                   packed_y(rows, packed->outputs, MT_INT8), false);
    });
    own.run(ready, room->x, packed->weights.get_data_handle(), room->sums);
  });
}

int mt_onednn_has_bfloat16(void) { return has(dnnl_cpu_isa_avx512_core_bf16); }

int mt_onednn_has_int8(void) { return has(dnnl_cpu_isa_avx512_core_vnni); }

const char *mt_onednn_error(void) { return last_error.c_str(); }

const char *mt_onednn_version(void) {
  static char text[32];
  const dnnl_version_t *v = dnnl_version();
  snprintf(text, sizeof text, "%d.%d.%d", v->major, v->minor, v->patch);
  return text;
}

const char *mt_onednn_instruction_set(void) {
  switch (dnnl_get_effective_cpu_isa()) {
  case dnnl_cpu_isa_sse41: return "sse41";
  case dnnl_cpu_isa_avx: return "avx";
  case dnnl_cpu_isa_avx2: return "avx2";
  case dnnl_cpu_isa_avx2_vnni: return "avx2_vnni";
  case dnnl_cpu_isa_avx512_core: return "avx512_core";
  case dnnl_cpu_isa_avx512_core_vnni: return "avx512_core_vnni";
  case dnnl_cpu_isa_avx512_core_bf16: return "avx512_core_bf16";
  case dnnl_cpu_isa_all: return "all";
  default: return "other";
  }
}
}
