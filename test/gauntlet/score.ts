// Compares what was told with what happened: truths found and missed, and alerts about nothing.
import { newLinesPeer, type Peer, wholeTextPeer } from './peers.ts';
import type { Course, Told } from './run-timeline.ts';
import { type Truth, TRUTHS } from './timeline.ts';

export interface Score {
  readonly name: string;
  readonly found: number;
  readonly missed: readonly Truth[];
  readonly falseAlarms: readonly Told[];
  readonly precision: number;
  readonly recall: number;
}

/** The step at which every page gets another footer: a tool that tells of each page is not blamed for that. */
const SITE_WIDE_STEP = 13;

export function scoreWebloom({ told }: Course): Score {
  return score('Webloom', told, (one, truth) => truth.says.test(one.summary));
}

/** What a peer would have told, with the benefit of the doubt: any alert on the page in the right step is the truth. */
export function scorePeer(peer: Peer, { looks }: Course): Score {
  const told = looks.flatMap(({ step, url, status, body }): Told[] => {
    if (!peer.sees(url, status, body)) return [];
    const one = { step, url, type: 'alert', summary: 'differs' };
    return step === SITE_WIDE_STEP && !TRUTHS.some((truth) => isAbout(one, truth)) ? [] : [one];
  });
  return score(peer.name, told, () => true);
}

function score(name: string, told: readonly Told[], says: (told: Told, truth: Truth) => boolean): Score {
  const missed = TRUTHS.filter((truth) => !told.some((one) => isAbout(one, truth) && says(one, truth)));
  const falseAlarms = told.filter((one) => !TRUTHS.some((truth) => isAbout(one, truth)));
  const found = TRUTHS.length - missed.length;
  const alarms = found + falseAlarms.length;
  return {
    name,
    found,
    missed,
    falseAlarms,
    precision: alarms === 0 ? 1 : found / alarms,
    recall: found / TRUTHS.length,
  };
}

function isAbout(told: Told, truth: Truth): boolean {
  return told.step === truth.step && told.url === truth.url;
}

export function peers(): Peer[] {
  return [wholeTextPeer(), newLinesPeer()];
}

export function toTable(scores: readonly Score[]): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8);
  const lines = scores.map(({ name, found, missed, falseAlarms, precision, recall }) =>
    [
      name.padEnd(26),
      String(found).padStart(6),
      String(missed.length).padStart(7),
      String(falseAlarms.length).padStart(13),
      percent(precision).padStart(10),
      percent(recall).padStart(8),
    ].join(''),
  );
  const head = [
    'rule'.padEnd(26),
    'found'.padStart(6),
    'missed'.padStart(7),
    'false alarms'.padStart(13),
    'precision'.padStart(10),
    'recall'.padStart(8),
  ].join('');
  return [head, ...lines].join('\n');
}
