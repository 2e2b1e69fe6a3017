// Dead letters: list, one, how many, and editing one.
import { editLetter } from '../../../domain/upkeep/dead-letter/edit-letter.ts';
import type { DeadLetter, LetterFilter } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findLetter, listLetters } from '../../query/recovery/letter-filter.ts';
import { urlKeyOf } from '../../query/recovery/url-key.ts';
import {
  letterCounts,
  letterDetail,
  letterList,
  letterParams,
  letterPatchBody,
  letterQuery,
} from '../../schemas/recovery/dead-letter.ts';
import { noQuery } from '../../schemas/paging.ts';
import { toLetterDetail, toLetterView } from '../../views/recovery/dead-letter-view.ts';

const TAGS = ['recovery'];
/** A number in a rail needs no more digits. */
const MAX_COUNTED = 10_000;

export function registerDeadLetters(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/dead-letters',
    { schema: { tags: TAGS, querystring: letterQuery, response: { 200: letterList } } },
    async (request) => {
      const { rows, nextCursor } = await listLetters(ports, workspaceOf(request), request.query);
      const names = await namesOf(ports, rows);
      return { items: rows.map((letter) => toLetterView(letter, names)), nextCursor };
    },
  );
  app.get(
    '/v1/dead-letters/counts',
    { schema: { tags: TAGS, querystring: noQuery, response: { 200: letterCounts } } },
    (request) => countLetters(ports, workspaceOf(request)),
  );
  app.get(
    '/v1/dead-letters/:letterId',
    { schema: { tags: TAGS, params: letterParams, response: { 200: letterDetail } } },
    async (request) => {
      const letter = await findLetter(ports, workspaceOf(request), request.params.letterId);
      return toLetterDetail(letter, await namesOf(ports, [letter]));
    },
  );
  app.patch(
    '/v1/dead-letters/:letterId',
    { schema: { tags: TAGS, params: letterParams, body: letterPatchBody, response: { 200: letterDetail } } },
    async (request) => {
      const { workspaceId, name: by } = callerOf(request);
      const letter = await findLetter(ports, workspaceId, request.params.letterId);
      noteAudit(request, { subjectName: nameOf(letter) });
      const editing = { ...ports, egress: ports.settings.egress, urlKeyOf };
      const edited = await editLetter(editing, letter, { edit: request.body, by });
      return toLetterDetail(edited, await namesOf(ports, [edited]));
    },
  );
}

function nameOf({ url, reason }: DeadLetter): string {
  return (url ?? reason).slice(0, 100);
}

async function namesOf(
  { jobs }: Pick<ApiPorts, 'jobs'>,
  letters: readonly DeadLetter[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(letters.flatMap(({ jobId }) => (jobId === null ? [] : [jobId])));
  return ids.size === 0 ? new Map() : jobs.names([...ids]);
}

async function countLetters({ deadLetters }: Pick<ApiPorts, 'deadLetters'>, workspaceId: string) {
  const count = (filter: Omit<LetterFilter, 'workspaceId'>): Promise<number> =>
    deadLetters.count({ workspaceId, ...filter }, MAX_COUNTED);
  const states = ['open'] as const;
  const [open, replayed, delivery, broker] = await Promise.all([
    count({ states }),
    count({ states: ['replayed'] }),
    count({ states, origins: ['delivery'] }),
    count({ states, origins: ['broker'] }),
  ]);
  return { open, replayed, byOrigin: { url: Math.max(0, open - delivery - broker), delivery, broker } };
}
