// Addresses from a file or standard input, one a line. Lines that are none are named by their number, all at once.
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';
import { readInput } from './read-input.ts';

const SHOWN_FAULTS = 10;

export interface AddressLine {
  readonly url: string;
  /** From 1. */
  readonly line: number;
}

/** Blank lines and lines that begin with # are left out; an address that stood before is not repeated. */
export async function readAddresses(
  context: Pick<CliContext, 'lines'>,
  source: string,
): Promise<AddressLine[]> {
  const found = new Map<string, AddressLine>();
  const faults: string[] = [];
  let line = 0;
  for await (const text of readInput(context, source)) {
    line += 1;
    const url = text.replace(/^\ufeff/, '').trim();
    if (url === '' || url.startsWith('#')) continue;
    const fault = faultOf(url);
    if (fault !== null) faults.push(`line ${line}: ${fault}`);
    else if (!found.has(url)) found.set(url, { url, line });
  }
  const named = source === '-' ? 'standard input' : source;
  if (faults.length > 0) throw badLines(named, faults);
  if (found.size > 0) return [...found.values()];
  throw new WebloomError('validation', `There is no address in ${named}. Write one a line.`);
}

function faultOf(text: string): string | null {
  const shown = text.length > 100 ? `${text.slice(0, 99)}…` : text;
  if (/\s/.test(text)) return `"${shown}" has a blank; write one address a line`;
  if (!URL.canParse(text))
    return URL.canParse(`https://${text}`) && text.includes('.')
      ? `"${shown}" has no scheme; write https://${shown}`
      : `"${shown}" is no address`;
  const { protocol } = new URL(text);
  return /^https?:$/.test(protocol) ? null : `"${shown}" is no address of http or https`;
}

function badLines(named: string, faults: readonly string[]): WebloomError {
  const more = faults.length - SHOWN_FAULTS;
  const shown = [...faults.slice(0, SHOWN_FAULTS), ...(more > 0 ? [`and ${more} more`] : [])];
  return new WebloomError('validation', shown.join('\n  '), {
    facts: {
      title: `${faults.length === 1 ? 'A line' : `${faults.length} lines`} of ${named} can not be read`,
      remedy: 'Nothing was changed. Correct them, then run the command again.',
      faults,
    },
  });
}

/** Faults the API found in a list of addresses, with the lines they stand on instead of their places in the list. */
export function nameLines(error: WebloomError, named: string, lines: readonly AddressLine[]): WebloomError {
  const errors = error.facts['errors'];
  if (!Array.isArray(errors)) return error;
  const renamed = (errors as { pointer: string; detail: string }[]).map((fault) => {
    const place = /^\/config\/source\/\w+\/(\d+)$/.exec(fault.pointer)?.[1];
    const at = place === undefined ? undefined : lines[Number(place)]?.line;
    return at === undefined ? fault : { ...fault, pointer: `${named} line ${at}` };
  });
  return new WebloomError(error.code, error.message, {
    facts: { ...error.facts, errors: renamed },
    cause: error,
  });
}
