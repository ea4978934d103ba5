#include "CKernels.h"
#include "kernel.h"

MT_CLONES
double mt_sum_of_squares(int64_t count, const float *x) {
  double total = 0;
  while (count > 0) {  // float lanes over short runs, double over all
    int64_t run = count < 4096 ? count : 4096, i = 0;
    float lanes[MT_LANES] = {0};
    for (; i + MT_LANES <= run; i += MT_LANES)
      for (int l = 0; l < MT_LANES; l++) lanes[l] += x[i + l] * x[i + l];
    for (; i < run; i++) lanes[0] += x[i] * x[i];
    for (int l = 0; l < MT_LANES; l++) total += lanes[l];
    x += run;
    count -= run;
  }
  return total;
}

MT_CLONES
void mt_sgd(int64_t count, float *restrict values, const float *restrict gradients, float factor, float shrink) {
  for (int64_t i = 0; i < count; i++) {
    float value = values[i] - factor * gradients[i];
    if (shrink != 0.0f) value -= shrink * values[i];
    values[i] = value;
  }
}

MT_CLONES
void mt_momentum(int64_t count, float *restrict values, const float *restrict gradients, float *restrict velocity,
                 float gradient_factor, float momentum, float learning_rate, float l2) {
  for (int64_t i = 0; i < count; i++) {
    float g = gradients[i] * gradient_factor;
    if (l2 != 0.0f) g += l2 * values[i];
    float v = momentum * velocity[i] + g;
    velocity[i] = v;
    values[i] -= learning_rate * v;
  }
}

MT_CLONES
void mt_scaled_descent(int64_t count, float *restrict values, const float *restrict gradients,
                       float *restrict squares, float gradient_factor, float keep, float add, float learning_rate,
                       float epsilon, float l2) {
  for (int64_t i = 0; i < count; i++) {
    float g = gradients[i] * gradient_factor;
    if (l2 != 0.0f) g += l2 * values[i];
    float s = keep * squares[i] + add * g * g;
    squares[i] = s;
    values[i] -= learning_rate * g / (__builtin_sqrtf(s) + epsilon);
  }
}

/// `decays` is known where this is compiled into its callers: the loop without decay has no trace of it.
MT_INLINE void adam(int64_t count, float *restrict values, const float *restrict gradients, float *restrict first,
                    float *restrict second, float gradient_factor, float beta1, float beta2, float step_size,
                    float epsilon, float second_correction, int decays, float l2, float shrink) {
  for (int64_t i = 0; i < count; i++) {
    float value = values[i], g = gradients[i] * gradient_factor;
    if (decays) g += l2 * value;
    float m = beta1 * first[i] + (1.0f - beta1) * g;
    float v = beta2 * second[i] + (1.0f - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    if (decays) value -= shrink * value;
    values[i] = value - step_size * m / (__builtin_sqrtf(v * second_correction) + epsilon);
  }
}

MT_CLONES
void mt_adam(int64_t count, float *restrict values, const float *restrict gradients, float *restrict first,
             float *restrict second, float gradient_factor, float beta1, float beta2, float step_size, float epsilon,
             float second_correction, float l2, float shrink) {
  if (l2 == 0.0f && shrink == 0.0f)
    adam(count, values, gradients, first, second, gradient_factor, beta1, beta2, step_size, epsilon,
         second_correction, 0, 0.0f, 0.0f);
  else
    adam(count, values, gradients, first, second, gradient_factor, beta1, beta2, step_size, epsilon,
         second_correction, 1, l2, shrink);
}

MT_CLONES
void mt_clamp(int64_t count, float *x, float limit) {
  for (int64_t i = 0; i < count; i++) x[i] = x[i] > limit ? limit : x[i] < -limit ? -limit : x[i];
}

typedef float vector __attribute__((vector_size(MT_LANES * sizeof(float))));

MT_CLONES
double mt_peak_loop(int64_t iterations, float *sink) {
  // 12 sums in registers hide the latency of a multiply-add, and leave room for the factors.
  vector sums[12], a, b;
  for (int l = 0; l < MT_LANES; l++) {
    a[l] = 0.999f;
    b[l] = 1e-4f;
    for (int s = 0; s < 12; s++) sums[s][l] = (float)(s + l) * 1e-3f;
  }
  for (int64_t i = 0; i < iterations; i++)
    for (int s = 0; s < 12; s++) sums[s] = sums[s] * a + b;
  vector total = sums[0];
  for (int s = 1; s < 12; s++) total += sums[s];
  *sink = total[0];
  return (double)iterations * 12 * MT_LANES * 2;
}
