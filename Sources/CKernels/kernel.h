// Shared by the kernels: instruction-set clones, and exp, sigmoid and tanh that the compiler can vectorize.
#ifndef MT_KERNEL_H
#define MT_KERNEL_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
// The resolver behind target_clones runs before ThreadSanitizer is ready, hence the guard.
#if defined(__x86_64__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define MT_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MT_CLONES
#endif
#define MT_INLINE static inline __attribute__((always_inline))

/// The loop that follows touches no number twice. `restrict` does not tell the compiler so where pointers are many: it then
/// checks them for overlaps at every row, and takes the slow way where it runs out of patience.
#define MT_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

/// Sums run in this many lanes, so that their order is the same for all instruction sets.
#define MT_LANES 16

/// exp by x = n ln 2 + r and a polynomial in r (Cephes' coefficients): 2 ulp over the clamped range.
MT_INLINE float mt_exp(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  float n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  union {
    int32_t i;
    float f;
  } power = {.i = ((int32_t)n + 127) << 23};
  return p * power.f;
}

MT_INLINE float mt_sigmoid(float x) { return 1.0f / (1.0f + mt_exp(-x)); }

/// tanh as a quotient of polynomials of degree 13 and 6 on [-7.9, 7.9], beyond which float tanh is 1.
MT_INLINE float mt_tanh(float x) {
  x = x < -7.90531110763549805f ? -7.90531110763549805f : x;
  x = x > 7.90531110763549805f ? 7.90531110763549805f : x;
  float s = x * x;
  float p = -2.76076847742355e-16f;
  p = p * s + 2.00018790482477e-13f;
  p = p * s + -8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  float q = 1.19825839466702e-06f;
  q = q * s + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  return x * p / q;
}

#endif
