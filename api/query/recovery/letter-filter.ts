// Which letters a request means, and one letter by its id.
import type { DeadLetter, LetterFilter } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ApiPorts } from '../../ports.ts';
import type { LetterChoice, LetterQuery } from '../../schemas/recovery/dead-letter.ts';
import { given } from '../../../domain/system/given.ts';

type Ports = Pick<ApiPorts, 'deadLetters' | 'hasher'>;

/** A list of ids means these letters, also discarded ones; every other choice means open ones. */
export function chosenLetters(workspaceId: string, choice: LetterChoice): LetterFilter {
  const { ids, origin, reason, since, until, jobId, runId, host } = choice;
  return {
    workspaceId,
    states: ids === undefined ? ['open'] : ['open', 'discarded'],
    ...given({ ids, origins: origin, reasons: reason }),
    ...named({ jobId, runId, host }),
    ...timed(since, until),
  };
}

function named(given: {
  readonly jobId: string | undefined;
  readonly runId: string | undefined;
  readonly host: string | undefined;
}): Pick<LetterFilter, 'jobId' | 'runId' | 'host'> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function timed(since: string | undefined, until: string | undefined): Pick<LetterFilter, 'since' | 'until'> {
  return {
    ...(since === undefined ? {} : { since: new Date(since) }),
    ...(until === undefined ? {} : { until: new Date(until) }),
  };
}

export async function listLetters(
  ports: Ports,
  workspaceId: string,
  query: LetterQuery,
): Promise<{ rows: DeadLetter[]; nextCursor: string | null }> {
  const { limit, cursor, state, origin, reason, since, until, jobId, runId, host } = query;
  const filter = {
    workspaceId,
    ...given({ states: state, origins: origin, reasons: reason }),
    ...named({ jobId, runId, host }),
    ...timed(since, until),
  };
  const place = { place: `dead letters ${JSON.stringify(filter)}`, hasher: ports.hasher };
  const [at, id] = decodeCursor(place, cursor) ?? [];
  const after = at === undefined ? null : { lastAt: new Date(Number(at)), id: String(id) };
  const found = await ports.deadLetters.list(filter, { after, limit: limit + 1 });
  const last = found.at(limit - 1);
  const more = found.length > limit && last !== undefined;
  return {
    rows: found.slice(0, limit),
    nextCursor: more ? encodeCursor(place, [last.lastAt.getTime(), last._id]) : null,
  };
}

export async function findLetter(
  { deadLetters }: Pick<ApiPorts, 'deadLetters'>,
  workspaceId: string,
  letterId: string,
): Promise<DeadLetter> {
  const letter = await deadLetters.get(letterId);
  if (letter?.workspaceId === workspaceId) return letter;
  throw noSuch('dead letter', { letterId });
}
