// Exit codes of the command, and the text of an error: what failed, what to do, under which request id.
import { CommanderError } from 'commander';
import { ERROR_RULES, type ErrorCode, isWebloomError } from '../domain/system/errors.ts';
import { printedText } from '../domain/system/printed-text.ts';
import type { Paint } from './paint.ts';
import { messageOf } from './stack/message-of.ts';
import { OWN_COMMAND } from './stack/build-root.ts';

export const EXIT = {
  ok: 0,
  error: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  unauthorised: 5,
  timeout: 6,
  dependency: 7,
  configuration: 8,
  interrupted: 130,
} as const;

const BY_CODE: Partial<Readonly<Record<ErrorCode, number>>> = {
  'not-found': EXIT.notFound,
  gone: EXIT.notFound,
  'transition-not-allowed': EXIT.conflict,
  conflict: EXIT.conflict,
  'lease-lost': EXIT.conflict,
  'plan-limit': EXIT.conflict,
  'emergency-stop': EXIT.conflict,
  'read-only': EXIT.conflict,
  'precondition-failed': EXIT.conflict,
  'idempotency-in-flight': EXIT.conflict,
  unauthorized: EXIT.unauthorised,
  forbidden: EXIT.unauthorised,
  'dependency-unavailable': EXIT.dependency,
  validation: EXIT.usage,
  'url-not-allowed': EXIT.usage,
  'unknown-parameter': EXIT.usage,
  'malformed-request': EXIT.usage,
  'cursor-invalid': EXIT.usage,
  'configuration-invalid': EXIT.configuration,
};

export function exitCodeOf(error: unknown, interrupted: boolean): number {
  if (interrupted) return EXIT.interrupted;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!isWebloomError(error)) return EXIT.error;
  if (error.facts['timedOut'] === true) return EXIT.timeout;
  return BY_CODE[error.code] ?? EXIT.error;
}

const BY_STATUS: Readonly<Record<number, number>> = {
  400: EXIT.usage,
  401: EXIT.unauthorised,
  403: EXIT.unauthorised,
  404: EXIT.notFound,
  408: EXIT.timeout,
  409: EXIT.conflict,
  412: EXIT.conflict,
  422: EXIT.usage,
  503: EXIT.dependency,
  504: EXIT.timeout,
};

/** Of an answer that is printed as it is. */
export function exitCodeOfStatus(status: number): number {
  return BY_STATUS[status] ?? EXIT.error;
}

/** EPIPE is no error: the reader has seen enough (`| head`). A full disk is one. */
export function exitCodeOfOutput({ code }: NodeJS.ErrnoException): number {
  return code === 'EPIPE' ? EXIT.ok : EXIT.error;
}

/** A message for the log names the remedy too; here it has a line of its own. */
export function withoutRemedy(message: string, remedy: unknown): string {
  return typeof remedy === 'string' && message.endsWith(remedy)
    ? message.slice(0, -remedy.length).trimEnd()
    : message;
}

/** `args`: the command line, for a remedy that says what to run instead. */
export function describeError(error: unknown, paint: Paint, args: readonly string[] = []): string {
  if (!isWebloomError(error)) return `${paint.red('✕')} ${messageOf(error)}\n`;
  const { facts, message } = error;
  const title = typeof facts['title'] === 'string' ? facts['title'] : ERROR_RULES[error.code].title;
  const faults = faultLines(facts['errors']);
  const lines = [
    `${paint.red('✕')} ${paint.bold(title)}`,
    ...(faults.length > 0 ? faults : [`  ${printedText(withoutRemedy(message, facts['remedy']))}`]),
  ];
  const allowed = facts['allowedTransitions'];
  if (Array.isArray(allowed) && allowed.length > 0) lines.push(`  → possible now: ${allowed.join(', ')}`);
  if (typeof facts['remedy'] === 'string') lines.push(`  → ${printedText(facts['remedy'])}`);
  const instead = commandInstead(facts['settings'], args);
  if (instead !== null) lines.push(`  → as in: ${instead}`);
  if (typeof facts['requestId'] === 'string') lines.push(paint.dim(`  request ${facts['requestId']}`));
  return `${lines.join('\n')}\n`;
}

function faultLines(errors: unknown): string[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null || !('pointer' in fault) || !('detail' in fault))
      return [];
    return [printedText(`  ${String(fault.pointer)}: ${String(fault.detail)}`)];
  });
}

/** `env -u WEBLOOM_PROT WEBLOOM_PORT=4600 ./webloom up`: the same command with valid settings. */
function commandInstead(settings: unknown, args: readonly string[]): string | null {
  if (!Array.isArray(settings)) return null;
  const unset = new Set<string>();
  const set = new Map<string, string>();
  for (const fault of settings as { name: string; instead: string | null }[]) {
    if (fault.instead === null) unset.add(fault.name);
    else set.set(fault.name, fault.instead);
  }
  const without = [...unset].filter((name) => !set.has(name)).map((name) => `-u ${name}`);
  const assigned = [...set].map(([name, value]) => `${name}=${quote(value)}`);
  const prefix = without.length === 0 ? assigned : ['env', ...without, ...assigned];
  return [...prefix, OWN_COMMAND, ...args.map(quote)].join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
