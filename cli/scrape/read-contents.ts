// Reads what the pages of a run say, line by line as the API streams it, and knows whether all of it came.
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';

/** A line of `GET /v1/exports/contents.ndjson`, as far as the command looks into it. */
export interface ContentsLine {
  readonly url: string;
  readonly outcome: string;
  readonly reason: string;
  readonly title?: string | undefined;
  readonly problem?: string | undefined;
  readonly markdown?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly served?: string | undefined;
  readonly links?: readonly { readonly url: string; readonly text: string }[] | undefined;
  readonly tables?: readonly ContentsTable[] | undefined;
}

interface ContentsTable {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ContentsQuery {
  readonly runId?: string | undefined;
  readonly jobId?: string | undefined;
  /** Forms, with commas. */
  readonly as: string;
  readonly whole: boolean;
  readonly follow: boolean;
}

export interface ContentsRead {
  readonly line: ContentsLine;
  /** As it came. */
  readonly json: string;
}

/** Throws where the stream ends before its last line. */
export async function* readContents(
  { api, interrupted }: Pick<CliContext, 'api' | 'interrupted'>,
  { runId, jobId, as, whole, follow }: ContentsQuery,
): AsyncGenerator<ContentsRead> {
  const query = { runId, jobId, as, whole: String(whole), follow: String(follow) };
  const answer = await api.exported('contents.ndjson', query, interrupted);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const piece of answer.body ?? []) {
      const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      for (const json of lines) {
        const line = JSON.parse(json) as ContentsLine | { readonly end: true };
        if ('end' in line) return;
        yield { line, json };
      }
    }
  } catch (cause) {
    if (interrupted.aborted) throw cause;
    throw cutShort(cause);
  }
  throw cutShort(null);
}

function cutShort(cause: unknown): WebloomError {
  const message = 'The pages were cut short: what came is not all of them. Run the command again.';
  return new WebloomError('dependency-unavailable', message, { cause });
}
