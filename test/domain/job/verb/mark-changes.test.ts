// "Mark all that fit" reaches every change that has another state, however many have the wanted one already.
import { expect, test } from 'vitest';
import { MAX_MARKED, type MarkedChanges, markFitting } from '../../../../domain/job/verb/mark-changes.ts';
import type { InboxChange, InboxFilter, InboxPlace, InboxStore } from '../../../../domain/page/inbox.ts';
import { minutesLater, sampleChange } from '../../../contracts/sample-documents.ts';
import { createHarness } from '../../../api/harness.ts';

const LENGTH = 150_000;
/** As many as a store looks at for one scan. */
const LOOKED_AT = 5_000;

const idOf = (place: InboxPlace): number => Number(place.id.split(':').at(-1));

/** Changes with falling numbers, made as they are asked for; `make` gives their state and severity. */
function longInbox(make: (n: number) => Partial<InboxChange>): Pick<InboxStore, 'scan' | 'mark'> {
  const at = (n: number): InboxChange => sampleChange('p', n, { at: minutesLater(n), ...make(n) });
  const fits = (n: number, { inbox, severities }: InboxFilter): boolean => {
    const made = { inbox: 'unread', severity: 'minor', ...make(n) } as const;
    return (inbox?.includes(made.inbox) ?? true) && (severities?.includes(made.severity) ?? true);
  };
  return {
    async scan(filter, after, limit) {
      const rows: InboxChange[] = [];
      let looked = 0;
      for (let n = after === null ? LENGTH : idOf(after) - 1; n > 0; n--) {
        if (filter.inbox?.includes(make(n).inbox ?? 'unread') === false) continue;
        looked += 1;
        if (fits(n, filter)) rows.push(at(n));
        if (rows.length === limit || looked === LOOKED_AT)
          return { rows, next: { at: minutesLater(n), id: `p:${n}` } };
      }
      return { rows, next: null };
    },
    async mark(_workspaceId, ids) {
      return ids.map((id) => at(Number(id.split(':').at(-1))));
    },
  };
}

const request = { workspaceId: 'default', inbox: 'seen', by: 'somebody' } as const;

test('an old change is marked though all the newer ones are marked already', async () => {
  const { ports } = await createHarness();
  const inbox = { ...ports.inbox, ...longInbox((n) => ({ inbox: n === 7 ? 'ignored' : 'seen' })) };
  const { before } = await markFitting({ ...ports, inbox }, {}, request);
  expect(before.map(({ _id }) => _id)).toEqual(['p:7']);
});

test('a state of the inbox that is asked for and wanted has nothing to mark', async () => {
  const { ports } = await createHarness();
  const inbox = { ...ports.inbox, ...longInbox(() => ({})) };
  const marked = await markFitting({ ...ports, inbox }, { inbox: ['seen'] }, request);
  expect(marked).toEqual({ before: [], next: null });
});

test('a filter that one old change fits reaches it, request by request', async () => {
  const { ports } = await createHarness();
  const inbox = { ...ports.inbox, ...longInbox((n) => ({ severity: n === 7 ? 'major' : 'minor' })) };
  const found: string[] = [];
  let next: InboxPlace | null = null;
  do {
    const marked: MarkedChanges = await markFitting(
      { ...ports, inbox },
      { severities: ['major'] },
      { ...request, after: next },
    );
    found.push(...marked.before.map(({ _id }) => _id));
    next = marked.next;
  } while (next !== null);
  expect(found).toEqual(['p:7']);
});

test('more than one request marks are marked by the next ones', async () => {
  const { ports } = await createHarness();
  const inbox = { ...ports.inbox, ...longInbox(() => ({})) };
  const first = await markFitting({ ...ports, inbox }, {}, request);
  expect(first.before).toHaveLength(MAX_MARKED);
  const second = await markFitting({ ...ports, inbox }, {}, { ...request, after: first.next });
  expect(second.before[0]?._id).toBe(`p:${LENGTH - MAX_MARKED}`);
});
