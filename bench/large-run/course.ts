// The course of a long run: what each process holds and costs at each look, and whether that grows with the pages stored.
import type { Usage } from '../measure/process-usage.ts';

export interface Look {
  readonly atMs: number;
  /** Pages stored or found unchanged so far. */
  readonly pages: number;
  readonly usage: ReadonlyMap<string, Usage>;
  readonly diskMb: number;
  readonly load: number;
}

export interface Stretch {
  readonly toPages: number;
  readonly pagesPerSecond: number;
  /** CPU of all processes, ms per page. */
  readonly cpuMs: number;
  /** Memory of all processes but for mapped files. */
  readonly ownMb: number;
  readonly diskMb: number;
  readonly load: number;
}

/** The course in at most `parts` stretches of about equally many pages. */
export function stretches(looks: readonly Look[], parts: number): Stretch[] {
  const [first] = looks;
  const last = looks.at(-1);
  if (first === undefined || last === undefined) return [];
  const step = (last.pages - first.pages) / parts;
  const found: Stretch[] = [];
  let from = first;
  for (const look of looks) {
    if (look.pages < from.pages + step * 0.999 || look.pages === from.pages) continue;
    const pages = look.pages - from.pages;
    found.push({
      toPages: look.pages,
      pagesPerSecond: pages / ((look.atMs - from.atMs) / 1_000),
      cpuMs: (cpuOf(look) - cpuOf(from)) / pages,
      ownMb: sum(look, ({ ownMb }) => ownMb),
      diskMb: look.diskMb,
      load: look.load,
    });
    from = look;
  }
  return found;
}

export interface Growth {
  readonly process: string;
  readonly firstMb: number;
  readonly lastMb: number;
  /** Of memory, MB for each 100,000 pages, by least squares over the second half of the looks. */
  readonly slopeMb: number;
  /** CPU, ms per page: of the first and of the second half of the pages. */
  readonly firstCpuMs: number;
  readonly lastCpuMs: number;
}

export function growth(looks: readonly Look[]): Growth[] {
  const first = looks[0];
  const last = looks.at(-1);
  if (first === undefined || last === undefined) return [];
  const middlePages = (first.pages + last.pages) / 2;
  const middle = looks.find(({ pages }) => pages >= middlePages) ?? last;
  const second = looks.slice(Math.floor(looks.length / 2));
  const cpu = (name: string, from: Look, to: Look): number =>
    ((to.usage.get(name)?.cpuMs ?? 0) - (from.usage.get(name)?.cpuMs ?? 0)) /
    Math.max(1, to.pages - from.pages);
  return [...last.usage.keys()].map((name) => ({
    process: name,
    firstMb: middle.usage.get(name)?.ownMb ?? 0,
    lastMb: last.usage.get(name)?.ownMb ?? 0,
    slopeMb: slope(second.map(({ pages, usage }) => [pages / 100_000, usage.get(name)?.ownMb ?? 0])),
    firstCpuMs: cpu(name, first, middle),
    lastCpuMs: cpu(name, middle, last),
  }));
}

function slope(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((total, [x]) => total + x, 0) / points.length;
  const meanY = points.reduce((total, [, y]) => total + y, 0) / points.length;
  const above = points.reduce((total, [x, y]) => total + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((total, [x]) => total + (x - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

function cpuOf(look: Look): number {
  return sum(look, ({ cpuMs }) => cpuMs);
}

function sum({ usage }: Look, of: (usage: Usage) => number): number {
  return [...usage.values()].reduce((total, each) => total + of(each), 0);
}
