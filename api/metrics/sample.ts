// One value of a metric.
import type { MetricName } from './metric-table.ts';

export interface Sample {
  readonly metric: MetricName;
  /** In the order of the labels of the metric. */
  readonly labels: readonly string[];
  readonly value: number;
  /** Of a histogram: the upper bound in seconds, `sum` or `count`. */
  readonly bucket?: string;
}
