#include "CKernels.h"
#include "kernel.h"

// Adds the bias to a row and gives the largest sum.
MT_INLINE float add_bias_and_find_largest(int64_t columns, float *restrict row, const float *restrict bias) {
  float lanes[MT_LANES];
  for (int l = 0; l < MT_LANES; l++) lanes[l] = -INFINITY;
  int64_t v = 0;
  for (; v + MT_LANES <= columns; v += MT_LANES)
    for (int l = 0; l < MT_LANES; l++) {
      float x = row[v + l] + bias[v + l];
      row[v + l] = x;
      lanes[l] = x > lanes[l] ? x : lanes[l];
    }
  for (; v < columns; v++) {
    float x = row[v] + bias[v];
    row[v] = x;
    lanes[0] = x > lanes[0] ? x : lanes[0];
  }
  float largest = lanes[0];
  for (int l = 1; l < MT_LANES; l++) largest = lanes[l] > largest ? lanes[l] : largest;
  return largest;
}

MT_INLINE float sum_of_lanes(const float *lanes) {
  double sum = 0;
  for (int l = 0; l < MT_LANES; l++) sum += lanes[l];
  return (float)sum;
}

MT_CLONES
void mt_softmax_cross_entropy(int64_t rows, int64_t columns, float *logits, const float *bias, const int32_t *targets,
                              float smoothing, float scale, double *negative_log_likelihood, double *smoothed_loss) {
  double likelihood_sum = 0, loss_sum = 0;
  float uniform = smoothing / (float)columns;
  for (int64_t r = 0; r < rows; r++) {
    float *restrict row = logits + r * columns;
    float largest = add_bias_and_find_largest(columns, row, bias);
    float target = row[targets[r]] - largest;
    float exps[MT_LANES] = {0}, sums[MT_LANES] = {0};
    int64_t v = 0;
    for (; v + MT_LANES <= columns; v += MT_LANES)
      for (int l = 0; l < MT_LANES; l++) {
        float x = row[v + l] - largest, e = mt_exp(x);
        sums[l] += x;
        exps[l] += e;
        row[v + l] = e;
      }
    for (; v < columns; v++) {
      float x = row[v] - largest, e = mt_exp(x);
      sums[0] += x;
      exps[0] += e;
      row[v] = e;
    }
    float total = sum_of_lanes(exps);
    double log_total = log((double)total);
    double likelihood = log_total - target;
    double mean = log_total - sum_of_lanes(sums) / (double)columns;
    likelihood_sum += likelihood;
    loss_sum += (1.0 - smoothing) * likelihood + smoothing * mean;
    float factor = scale / total, shift = scale * uniform;
    for (v = 0; v < columns; v++) row[v] = row[v] * factor - shift;
    row[targets[r]] -= scale * (1.0f - smoothing);
  }
  *negative_log_likelihood += likelihood_sum;
  *smoothed_loss += loss_sum;
}

// Keeps ids[0 ..< kept] sorted by falling value; among equals the lower id, which comes first, stays first.
MT_INLINE int64_t insert_candidate(float value, int32_t id, int64_t kept, int64_t count, int32_t *ids, float *values) {
  int64_t at = kept < count ? kept : count - 1;
  for (; at > 0 && values[at - 1] < value; at--) {
    values[at] = values[at - 1];
    ids[at] = ids[at - 1];
  }
  values[at] = value;
  ids[at] = id;
  return kept < count ? kept + 1 : count;
}

MT_CLONES
void mt_top_candidates(int64_t rows, int64_t columns, float *logits, const float *bias, int64_t count, int32_t *ids,
                       float *log_probabilities) {
  for (int64_t r = 0; r < rows; r++) {
    float *restrict row = logits + r * columns;
    int32_t *best = ids + r * count;
    float *values = log_probabilities + r * count;
    float largest = add_bias_and_find_largest(columns, row, bias);
    float exps[MT_LANES] = {0};
    int64_t v = 0, kept = 0;
    float threshold = -INFINITY;
    for (; v + MT_LANES <= columns; v += MT_LANES) {
      int any = 0;
      for (int l = 0; l < MT_LANES; l++) {
        float x = row[v + l];
        exps[l] += x == -INFINITY ? 0.0f : mt_exp(x - largest);
        any |= x > threshold;
      }
      if (any)
        for (int l = 0; l < MT_LANES; l++)
          if (row[v + l] > threshold) {
            kept = insert_candidate(row[v + l], (int32_t)(v + l), kept, count, best, values);
            if (kept == count) threshold = values[count - 1];
          }
    }
    for (; v < columns; v++) {
      float x = row[v];
      exps[0] += x == -INFINITY ? 0.0f : mt_exp(x - largest);
      if (x > threshold) {
        kept = insert_candidate(x, (int32_t)v, kept, count, best, values);
        if (kept == count) threshold = values[count - 1];
      }
    }
    float log_total = (float)log((double)sum_of_lanes(exps));
    for (int64_t k = 0; k < kept; k++) values[k] = values[k] - largest - log_total;
    for (int64_t k = kept; k < count; k++) {
      values[k] = -INFINITY;
      best[k] = -1;
    }
  }
}
