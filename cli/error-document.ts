// An error as one JSON document, for programs that call the command with --json.
import { CommanderError } from 'commander';
import { ERROR_RULES, isWebloomError } from '../domain/system/errors.ts';
import { exitCodeOf, withoutRemedy } from './exit-code.ts';

interface ErrorDocument {
  readonly error: {
    /** One of domain/system/errors.ts; `usage` for a command line that is not right. */
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly remedy: string | null;
    readonly exitCode: number;
    /** Ids, addresses, faults of single members, the id of the request. */
    readonly facts: Readonly<Record<string, unknown>>;
  };
}

/** Members of the API's problem that have a place of their own here. */
const TOLD: ReadonlySet<string> = new Set(['type', 'title', 'detail', 'remedy']);

export function toErrorDocument(error: unknown): ErrorDocument {
  const exitCode = exitCodeOf(error, false);
  if (error instanceof CommanderError) {
    const detail =
      error.code === 'commander.help' ? 'Name a command.' : error.message.replace(/^error: /, '');
    const remedy = 'webloom --help lists the commands, webloom COMMAND --help the options.';
    return {
      error: {
        code: 'usage',
        title: 'The command line is not right',
        detail,
        remedy,
        exitCode,
        facts: {},
      },
    };
  }
  if (!isWebloomError(error)) {
    const detail = error instanceof Error ? error.message : String(error);
    const { title } = ERROR_RULES.internal;
    return { error: { code: 'internal', title, detail, remedy: null, exitCode, facts: {} } };
  }
  const { title, remedy } = error.facts;
  return {
    error: {
      code: error.code,
      title: typeof title === 'string' ? title : ERROR_RULES[error.code].title,
      detail: withoutRemedy(error.message, remedy),
      remedy: typeof remedy === 'string' ? remedy : null,
      exitCode,
      facts: Object.fromEntries(Object.entries(error.facts).filter(([name]) => !TOLD.has(name))),
    },
  };
}
