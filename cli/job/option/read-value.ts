// Values of options as people write them: counts, shares, durations, sizes. What is none is an error of the command
// line, with an example.
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { DAY_MS, HOUR_MS } from '../../../domain/system/duration.ts';
import { REQUEST_BODY_TYPES, type RequestBody } from '../../../domain/web/fetch/request-body.ts';

const DURATIONS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: HOUR_MS,
  d: DAY_MS,
};
const SIZES: Readonly<Record<string, number>> = { B: 1, KB: 1_000, MB: 1_000_000, GB: 1_000_000_000 };

export function readCount(text: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError(`"${text}" is no count. Write a whole number, as in 20.`);
}

/** 0.2, 20% → 0.2 */
export function readShare(text: string): number {
  const [, number = '', sign] = /^\s*(\d+(?:[.,]\d+)?)\s*(%)?\s*$/.exec(text) ?? [];
  const share = Number(number.replace(',', '.')) / (sign === undefined ? 1 : 100);
  if (number !== '' && share <= 1) return share;
  throw new InvalidArgumentError(`"${text}" is no share. Write 20% or 0.2.`);
}

/** 0.5, 0.5% → 0.5 */
export function readPercent(text: string): number {
  const [, number = ''] = /^\s*(\d+(?:[.,]\d+)?)\s*%?\s*$/.exec(text) ?? [];
  const percent = Number(number.replace(',', '.'));
  if (number !== '' && percent <= 100) return percent;
  throw new InvalidArgumentError(`"${text}" is no percentage. Write 0.5 or 0.5%.`);
}

/** 500ms, 30s, 15m, 2h, 1d → ms */
export function readDuration(text: string): number {
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)\s*$/.exec(text) ?? [];
  const unitMs = DURATIONS[unit];
  if (unitMs !== undefined) return Math.round(Number(number) * unitMs);
  throw new InvalidArgumentError(`"${text}" is no time. Write 500ms, 30s, 15m, 2h or 1d.`);
}

/** A number of times, or `end`. */
export function readScroll(text: string): number | 'end' {
  return text.trim() === 'end' ? 'end' : readCount(text);
}

/** Minutes → ms */
export function readMinutes(text: string): number {
  const minutes = Number(text.replace(',', '.'));
  if (text.trim() !== '' && Number.isFinite(minutes) && minutes > 0) return Math.round(minutes * 60_000);
  throw new InvalidArgumentError(`"${text}" is no number of minutes. Write 90 or 0.5.`);
}

/** 500KB, 10MB → bytes */
export function readSize(text: string): number {
  const [, number = '', unit = 'B'] = /^\s*(\d+(?:[.,]\d+)?)\s*(B|KB|MB|GB)?\s*$/i.exec(text) ?? [];
  const unitBytes = SIZES[unit.toUpperCase()];
  if (number !== '' && unitBytes !== undefined)
    return Math.round(Number(number.replace(',', '.')) * unitBytes);
  throw new InvalidArgumentError(`"${text}" is no size. Write 500KB or 10MB.`);
}

/** `json:{"q":1}`, `form:q=1`, `text:…` → a request body; `@file` behind the colon reads it. */
export function readBody(text: string): RequestBody {
  const [, type, rest = ''] = /^(json|form|text):(.*)$/s.exec(text.trim()) ?? [];
  const named = REQUEST_BODY_TYPES.find((one) => one === type);
  if (named === undefined || rest === '')
    throw new InvalidArgumentError(
      `Begin it with its type: 'json:{"q":1}', 'form:q=1' or 'text:…'; json:@file reads it.`,
    );
  if (!rest.startsWith('@')) return { type: named, text: rest };
  const path = rest.slice(1);
  try {
    return { type: named, text: readFileSync(path, 'utf8') };
  } catch {
    throw new InvalidArgumentError(`The file ${path} can not be read.`);
  }
}
