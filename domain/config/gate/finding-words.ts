// What was found of a run, in words, with the usual figures beside the present one; and what can be done about it.
import type { FindingKind, GateHit, RunFinding } from './finding.ts';

export function findingWords(finding: RunFinding): string {
  const { kind, name = '', now, usual, low, high } = finding;
  const of = `${finding.count ?? 0} of ${finding.total ?? 0} pages (${percent(now)})`;
  const shares = `usually ${percent(usual)}, ${percent(low)} to ${percent(high)}`;
  switch (kind) {
    case 'pages':
      return `${now === 0 ? 'No page was' : `${now} pages were`} read; usually ${Math.round(usual)}, ${low} to ${high}.`;
    case 'failures':
      return `${of} failed; ${shares}.`;
    case 'field':
      return `“${name}” was found on ${of}; ${shares}.`;
    case 'page-type':
      return `${of} are of the type ${name}; ${shares}.`;
    case 'body-size':
      return `A page has ${kilobytes(now)} on average; usually ${kilobytes(usual)}, ${kilobytes(low)} to ${kilobytes(high)}.`;
    case 'duration':
      return `It was at work for ${duration(now)}; usually ${duration(usual)}, ${duration(low)} to ${duration(high)}.`;
  }
}

const REMEDIES: Readonly<Record<FindingKind, string>> = {
  pages: 'Look at the source of the job: its first page, sitemap or listing may have changed.',
  failures: 'Look at the reasons of the run; a longer pause between requests often helps.',
  field: 'Look at a page where it is missing and review its selector.',
  'page-type': 'Open one of the pages: it may have been rebuilt, or show something else than it did.',
  'body-size': 'Open one of the pages: it may be cut, empty, or show something else than it did.',
  duration: 'Look at the receipt of the run: which host is slow, or makes it wait?',
};

export function findingRemedy({ kind }: Pick<RunFinding, 'kind'>): string {
  return REMEDIES[kind];
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 10 ? value.toFixed(1).replace('.0', '') : Math.round(value)} %`;
}

function kilobytes(bytes: number): string {
  const value = bytes / 1_024;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} KiB`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** All findings of a run as one; null: there is none. */
export function allFindings(findings: readonly RunFinding[]): Summed | null {
  const [first] = findings;
  if (first === undefined) return null;
  return {
    subject: findings.map(({ kind, name }) => (name === undefined ? kind : `${kind} ${name}`)).join(', '),
    text: findings.map(findingWords).join(' '),
    remedy: findingRemedy(first),
  };
}

/** Why a job is paused by its gates. */
export function gateWords(hits: readonly GateHit[]): Summed {
  return {
    subject: hits.map(({ gate }) => gate).join(', '),
    text: `Paused by its gate: ${hits.map(({ text }) => text).join(' ')}`,
    remedy: 'Look at the run; resume the job when what it reads is right again, or change the gate.',
  };
}

export function releaseWords(hits: readonly GateHit[]): Summed {
  return {
    subject: hits.map(({ gate }) => gate).join(', '),
    text: `Changes held back by its gate: ${hits.map(({ text }) => text).join(' ')}`,
    remedy: 'Look at the run, then confirm its changes, so that they are told, or withdraw them.',
  };
}

interface Summed {
  readonly subject: string;
  readonly text: string;
  readonly remedy: string;
}
