// Samples as the text that Prometheus reads, and the time of this process's own requests.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS, REQUEST_SECONDS } from './metric-table.ts';
import type { Sample } from './sample.ts';

/** A registry for each answer, so that two scrapes at a time do not mix. */
export async function metricText(samples: readonly Sample[]): Promise<string> {
  const registry = new Registry();
  const histograms: string[] = [];
  for (const [name, { type, labels, help }] of Object.entries(METRICS)) {
    const own = samples.filter(({ metric }) => metric === name);
    if (own.length === 0) continue;
    if (type === 'histogram') {
      histograms.push(histogramText({ name, help, labels }, own));
      continue;
    }
    const options = { name, help, labelNames: [...labels], registers: [registry] };
    const metric = type === 'counter' ? new Counter(options) : new Gauge(options);
    for (const one of own) metric.inc(named(labels, one.labels), one.value);
  }
  const rest = histograms.length === 0 ? '' : `\n${histograms.join('\n')}`;
  return `${await registry.metrics()}${rest}`;
}

interface HistogramHead {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** By hand: the client can count a histogram, and not tell one that was counted elsewhere. */
function histogramText({ name, help, labels: names }: HistogramHead, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels, value, bucket = '' }) => {
    const own = names.map((label, index) => `${label}="${escaped(labels[index] ?? '')}"`);
    const isPlain = bucket === 'sum' || bucket === 'count';
    const all = isPlain ? own : [...own, `le="${bucket}"`];
    const shown = all.length === 0 ? '' : `{${all.join(',')}}`;
    return `${name}_${isPlain ? bucket : 'bucket'}${shown} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...lines, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function named(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

export interface RequestTimes {
  readonly contentType: string;
  note(request: FastifyRequest, reply: FastifyReply): void;
  text(): Promise<string>;
}

const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 5];
/** Streams end when their reader goes, which is no time of an answer. */
const STREAM = '/v1/events';

export function createRequestTimes(): RequestTimes {
  const registry = new Registry();
  const seconds = new Histogram({
    name: REQUEST_SECONDS,
    help: 'Time until an answer was sent, by this process since its begin.',
    labelNames: ['method', 'route', 'status_code'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    note({ method, routeOptions: { url = 'none' } }, { statusCode, elapsedTime }) {
      if (url === STREAM) return;
      seconds.observe({ method, route: url, status_code: statusCode }, elapsedTime / 1_000);
    },
    text: () => registry.metrics(),
  };
}
