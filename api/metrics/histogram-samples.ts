// Samples of histograms from the tally: buckets that count alone become ones that count all below them, as Prometheus has it.
import { parseCounterKey } from '../../domain/run/tally/counter-key.ts';
import { ABOVE, HISTOGRAMS, type HistogramName, SUM } from '../../domain/run/tally/histogram.ts';
import type { TallyCounts } from '../../domain/run/tally/tally-counts.ts';
import { TIMED } from './metric-table.ts';
import type { Sample } from './sample.ts';
import { SECOND_MS } from '../../domain/system/duration.ts';

export function histogramSamples(counts: TallyCounts): Sample[] {
  const series = new Map<string, { name: HistogramName; labels: string[]; values: Map<string, number> }>();
  for (const [key, value] of Object.entries(counts)) {
    const { name, labels } = parseCounterKey(key);
    if (!isHistogram(name)) continue;
    const own = labels.slice(0, -1);
    const id = [name, ...own].join(' ');
    const one = series.get(id) ?? { name, labels: own, values: new Map<string, number>() };
    one.values.set(labels.at(-1) ?? '', value);
    series.set(id, one);
  }
  return [...series.values()].flatMap(({ name, labels, values }) => samplesOf(name, labels, values));
}

function isHistogram(name: string): name is HistogramName {
  return name in HISTOGRAMS;
}

function samplesOf(
  name: HistogramName,
  labels: readonly string[],
  values: ReadonlyMap<string, number>,
): Sample[] {
  const metric = TIMED[name];
  let below = 0;
  const buckets = HISTOGRAMS[name].map((bound): Sample => {
    below += values.get(String(bound)) ?? 0;
    return { metric, labels, value: below, bucket: String(bound / SECOND_MS) };
  });
  const all = below + (values.get(ABOVE) ?? 0);
  return [
    ...buckets,
    { metric, labels, value: all, bucket: '+Inf' },
    { metric, labels, value: values.get(SUM) ?? 0, bucket: 'sum' },
    { metric, labels, value: all, bucket: 'count' },
  ];
}
