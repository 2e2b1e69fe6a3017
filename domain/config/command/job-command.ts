// A job as a request with curl and as a line of the command, for those who go on in a terminal.
import type { JobInput } from '../schema.ts';
import { commandOptions } from './command-options.ts';

/** A text as one word of a shell. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function curlOf(job: JobInput, origin: string): string {
  const body = shellWord(JSON.stringify(job));
  return `curl -X POST ${shellWord(`${origin}/v1/jobs`)} -H 'content-type: application/json' -d ${body}`;
}

export interface CommandLine {
  readonly line: string;
  /** Members that no option says, as `changes.priceRules`: the line gives the whole job as JSON then. */
  readonly unsaid: readonly string[];
}

export function commandLineOf(job: JobInput): CommandLine {
  const { addresses, options, unsaid } = commandOptions(job);
  if (unsaid.length > 0)
    return {
      line: `printf %s ${shellWord(JSON.stringify(job))} | webloom add --from-json -`,
      unsaid,
    };
  const words = options.map(optionWords);
  return { line: ['webloom add', ...addresses.map(shellWord), ...words].join(' '), unsaid };
}

/** A value that begins with a hyphen would be read as an option. */
function optionWords([name, value]: readonly [string, string?]): string {
  if (value === undefined) return name;
  return value.startsWith('-') ? shellWord(`${name}=${value}`) : `${name} ${shellWord(value)}`;
}
