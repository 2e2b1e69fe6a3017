// Quality gates as people type and read them: "price found below 20%", "failures above 30%", "pages below 50%", "worse".
import { WebloomError } from '../../system/errors.ts';
import { FINDING_KINDS } from './finding.ts';
import type { Gate, GateCondition } from './schema.ts';

export const GATE_EXAMPLES =
  '"price found below 20%", "failures above 30%", "pages below 50%, hold changes", "worse in field"';

/** Throws `validation` with examples. */
export function parseGate(text: string): Gate {
  const typed = text.trim().replaceAll(/\s+/g, ' ');
  const when = parseCondition(typed.replace(HOLD_WORDS, ''));
  if (when !== null) return { when, action: HOLD_WORDS.test(typed) ? 'hold-changes' : 'pause-job' };
  throw new WebloomError('validation', `"${text}" is no gate. Examples: ${GATE_EXAMPLES}.`);
}

const HOLD_WORDS = /,? (?:then )?hold(?: changes)?$/i;
const SHARE = String.raw`(\d{1,2}(?:\.\d+)?) ?%`;
const FAILURES = new RegExp(`^(?:failures|failed) (?:above|over) ${SHARE}$`, 'i');
const PAGES = new RegExp(`^pages (?:below|under) ${SHARE}(?: of usual)?$`, 'i');
const FIELD = new RegExp(String.raw`^([a-z][\w-]*) found (?:below|under) ${SHARE}$`, 'i');
const WORSE = /^worse(?: than usual)?(?: in ([a-z-]+))?$/i;

function parseCondition(text: string): GateCondition | null {
  const failures = FAILURES.exec(text);
  if (failures !== null) return { kind: 'failures', above: shareOf(failures[1]) };
  const pages = PAGES.exec(text);
  if (pages !== null) return { kind: 'pages', below: shareOf(pages[1]) };
  const field = FIELD.exec(text);
  if (field !== null) return { kind: 'field', name: field[1] ?? '', below: shareOf(field[2]) };
  const worse = WORSE.exec(text);
  if (worse === null) return null;
  const finding = FINDING_KINDS.find((kind) => kind === worse[1]?.toLowerCase());
  if (worse[1] !== undefined && finding === undefined) return null;
  return { kind: 'worse', ...(finding && { finding }) };
}

function shareOf(percent: string | undefined): number {
  return Number(percent) / 100;
}

/** As it can be typed. */
export function gateText({ when, action }: Gate): string {
  return `${conditionText(when)}${action === 'hold-changes' ? ', hold changes' : ''}`;
}

function conditionText(when: GateCondition): string {
  switch (when.kind) {
    case 'worse':
      return when.finding === undefined ? 'worse than usual' : `worse in ${when.finding}`;
    case 'failures':
      return `failures above ${percentOf(when.above)}`;
    case 'field':
      return `${when.name} found below ${percentOf(when.below)}`;
    case 'pages':
      return `pages below ${percentOf(when.below)} of usual`;
  }
}

function percentOf(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}
