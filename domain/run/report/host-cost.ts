// What a run cost at one host. Each chunk keeps this of its own visits; a receipt is their sum.
export const ANSWER_CLASSES = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
/** `none`: the visit ended without an answer, or its status is not told. */
type AnswerClass = (typeof ANSWER_CLASSES)[number];

export interface HostCost {
  /** Host and port of the address that was visited; empty: the hosts beyond the number that is kept. */
  readonly host: string;
  /** Hosts in this row: 1, or more where they are summed up. */
  readonly hosts: number;
  readonly requests: number;
  readonly wireBytes: number;
  /** Time spent waiting for the pace of the host. */
  readonly waitMs: number;
  /** Visits that were answered, and how long the answers took in all. */
  readonly timed: number;
  readonly elapsedMs: number;
  /** Visits by the class of their last answer. */
  readonly answers: Readonly<Record<AnswerClass, number>>;
}

/** A visit as far as it costs anything. */
export interface CostlyVisit {
  readonly requests: number;
  readonly wireBytes: number;
  readonly waitMs: number;
  readonly elapsedMs: number;
  readonly status?: number | undefined;
}

const NO_ANSWERS: HostCost['answers'] = { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0, none: 0 };

/** Null: nothing was asked and nothing waited for. */
export function costOfVisit(host: string, visit: CostlyVisit): HostCost | null {
  const { requests, wireBytes, waitMs, elapsedMs, status } = visit;
  if (requests === 0 && waitMs === 0 && wireBytes === 0) return null;
  const isTimed = elapsedMs > 0 && requests > 0;
  return {
    host,
    hosts: 1,
    requests,
    wireBytes,
    waitMs,
    timed: isTimed ? 1 : 0,
    elapsedMs: isTimed ? elapsedMs : 0,
    answers: requests === 0 ? NO_ANSWERS : { ...NO_ANSWERS, [answerClass(status)]: 1 },
  };
}

function answerClass(status: number | undefined): AnswerClass {
  if (status === undefined || status < 200 || status > 599) return 'none';
  if (status < 300) return '2xx';
  if (status < 400) return '3xx';
  return status < 500 ? '4xx' : '5xx';
}

/** One row for each host, those with the most requests first; the ones beyond `most` in one row at the end. */
export function sumHosts(costs: Iterable<HostCost>, most: number): HostCost[] {
  const byHost = new Map<string, HostCost>();
  for (const cost of costs) {
    const before = byHost.get(cost.host);
    byHost.set(
      cost.host,
      before === undefined ? cost : { ...add(before, cost), hosts: hostsOf(before, cost) },
    );
  }
  const rest = byHost.get('');
  byHost.delete('');
  const sorted = [...byHost.values()].toSorted(
    (a, b) => b.requests - a.requests || b.waitMs - a.waitMs || (a.host < b.host ? -1 : 1),
  );
  const beyond = [...sorted.slice(most), ...(rest === undefined ? [] : [rest])];
  return [...sorted.slice(0, most), ...(beyond.length === 0 ? [] : [toRest(beyond)])];
}

/** Of hosts that are not told apart, the larger number is known to be there. */
function hostsOf(a: HostCost, b: HostCost): number {
  return Math.max(a.hosts, b.hosts);
}

function toRest(costs: readonly HostCost[]): HostCost {
  const hosts = costs.reduce((sum, cost) => sum + cost.hosts, 0);
  return { ...costs.reduce(add), host: '', hosts };
}

function add(a: HostCost, b: HostCost): HostCost {
  const answers = { ...a.answers };
  for (const name of ANSWER_CLASSES) answers[name] += b.answers[name];
  return {
    host: a.host,
    hosts: a.hosts,
    requests: a.requests + b.requests,
    wireBytes: a.wireBytes + b.wireBytes,
    waitMs: a.waitMs + b.waitMs,
    timed: a.timed + b.timed,
    elapsedMs: a.elapsedMs + b.elapsedMs,
    answers,
  };
}
