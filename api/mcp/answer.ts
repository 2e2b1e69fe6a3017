// What a tool answers, as the protocol has it: text for people, the same for programs, both of bounded length; and what went wrong,
// with what to do.
import type { CallToolResult } from '@modelcontextprotocol/server';
import { ERROR_RULES, isWebloomError } from '../../domain/system/errors.ts';
import { cleanText, cleanValue, fenced, oneLine } from './page-text.ts';
import type { ToolAnswer } from './tool.ts';

/** Characters of what comes from pages in one answer: some 6,000 tokens. */
export const MAX_TEXT = 24_000;
/** Characters of JSON: names of members take as much again. */
const MAX_DATA = 2 * MAX_TEXT;
const MAX_SMALL = 500;
const MAX_ERROR = 1_500;
const MAX_FAULTS = 10;
/** Names the members of `data` that hold text of pages. */
const FROM_PAGE = 'fromPage';

export function toResult({ said, pageText, after = [], data }: ToolAnswer, nonce: string): CallToolResult {
  const isUntrusted = pageText !== undefined && pageText !== '';
  const parts = [
    ...said.map(cleanText),
    ...(isUntrusted ? [fenced(bounded(cleanText(pageText)), nonce)] : []),
    ...after.map(cleanText),
  ];
  return {
    content: [{ type: 'text', text: parts.join('\n') }],
    structuredContent: {
      ...boundedData(data),
      ...(isUntrusted ? { untrusted: true, untrustedMembers: FROM_PAGE } : {}),
    },
    ...(isUntrusted ? { _meta: { 'webloom/untrusted': true } } : {}),
  };
}

/** A list asks for less before it comes to this; one long row is cut. */
function bounded(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return `${text.slice(0, MAX_TEXT).trimEnd()}…\n(${text.length - MAX_TEXT} more characters)`;
}

/** Members that are no lists or objects say where the rest is. */
function boundedData(data: ToolAnswer['data']): Record<string, unknown> {
  const clean = Object.entries(data).map(([name, value]): [string, unknown] => [name, cleanValue(value)]);
  if (JSON.stringify(clean).length <= MAX_DATA) return Object.fromEntries(clean);
  const [small, large] = [false, true].map((isLarge) =>
    clean.filter(([, value]) => (JSON.stringify(value) ?? '').length > MAX_SMALL === isLarge),
  );
  return { ...Object.fromEntries(small ?? []), tooLong: (large ?? []).map(([name]) => name) };
}

/** What the API says of it, which names what to do; never a stack. */
export function toErrorResult(error: unknown): CallToolResult {
  return { content: [{ type: 'text', text: errorText(error) }], isError: true };
}

function errorText(error: unknown): string {
  if (!isWebloomError(error))
    return 'internal: Something failed inside Webloom. Try again; "webloom health" tells what is away.';
  const { code, facts, message } = error;
  const { title, remedy } = facts;
  const rest = [
    ...faultsOf(facts['errors']),
    ...(typeof remedy === 'string' && !message.includes(remedy) ? [remedy] : []),
  ];
  const head = typeof title === 'string' ? title : ERROR_RULES[code].title;
  return oneLine([`${code}: ${head}.`, message, ...rest].join(' '), MAX_ERROR);
}

/** Which members of what was asked are at fault, and why. */
function faultsOf(errors: unknown): string[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, MAX_FAULTS).flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null || !('pointer' in fault) || !('detail' in fault))
      return [];
    return [`${String(fault.pointer)}: ${String(fault.detail)}`];
  });
}
