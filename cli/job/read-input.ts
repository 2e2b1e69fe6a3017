// What a command is given to read: a file by its path, standard input by `-`.
import { readFileSync } from 'node:fs';
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';

export async function* readInput(
  { lines }: Pick<CliContext, 'lines'>,
  source: string,
): AsyncGenerator<string> {
  if (source === '-') yield* lines();
  else yield* readText(source).split(/\r?\n/);
}

export async function readAll(context: Pick<CliContext, 'lines'>, source: string): Promise<string> {
  if (source !== '-') return readText(source);
  const lines: string[] = [];
  for await (const line of readInput(context, source)) lines.push(line);
  return lines.join('\n');
}

/** A JSON object: a text that begins with {, a file, or standard input. */
export async function readJsonObject(
  context: Pick<CliContext, 'lines'>,
  source: string,
): Promise<Record<string, unknown>> {
  const isText = source.trimStart().startsWith('{');
  const text = isText ? source : await readAll(context, source);
  const named = isText ? 'The JSON' : source === '-' ? 'Standard input' : source;
  return parseObject(text, named);
}

export function parseJson(text: string, named: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new WebloomError('validation', `${named} is no JSON: ${detail}.`, { cause });
  }
}

export function parseObject(text: string, named: string): Record<string, unknown> {
  const value = parseJson(text, named);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new WebloomError(
    'validation',
    `${named} has to be a JSON object, as in {"name": "…", "config": {…}}.`,
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new WebloomError('validation', `${path} can not be read (${code}).`, { facts: { path }, cause });
  }
}
