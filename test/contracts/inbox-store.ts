// What every InboxStore promises, over the changes that a HistoryStore inserted.
import { beforeAll, describe, expect, it } from 'vitest';
import type { InboxChange, InboxFilter, InboxStore } from '../../domain/page/inbox.ts';
import type { HistoryStore } from '../../domain/page/page-store.ts';
import { minutesLater, sampleChange } from './sample-documents.ts';

interface Stores {
  readonly history: HistoryStore;
  readonly inbox: InboxStore;
}

const ids = (rows: readonly InboxChange[]): string[] => rows.map((row) => row._id);
const seen = { inbox: 'seen', by: 'somebody', at: minutesLater(90) } as const;

export function describeInboxStore(name: string, create: () => Promise<Stores>): void {
  describe(`inbox on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
      const rows = [1, 2, 3, 4, 5, 6].map((v) =>
        sampleChange('p:i', v, {
          workspaceId: 'inbox',
          jobId: v > 4 ? 'late' : 'early',
          runId: `run${v}`,
          at: minutesLater(v === 2 ? 3 : v),
          kind: v % 2 === 0 ? 'price' : 'text',
          severity: v === 6 ? 'major' : 'minor',
          summary: v === 4 ? 'Costs $5 (was 6)' : 'Something else',
        }),
      );
      await stores.history.insertChanges([
        ...rows,
        sampleChange('p:j', 1, { workspaceId: 'inbox2', at: minutesLater(7) }),
      ]);
    });
    const all = async (filter: Partial<InboxFilter>): Promise<string[]> =>
      ids((await stores.inbox.scan({ workspaceId: 'inbox', ...filter }, null, 50)).rows);

    it('lists the changes of one workspace, newest first, through rows of the same time', async () => {
      const first = await stores.inbox.scan({ workspaceId: 'inbox' }, null, 4);
      expect(ids(first.rows)).toEqual(['p:i:6', 'p:i:5', 'p:i:4', 'p:i:3']);
      expect(first.next).toEqual({ at: minutesLater(3), id: 'p:i:3' });
      const rest = await stores.inbox.scan({ workspaceId: 'inbox' }, first.next, 4);
      expect([ids(rest.rows), rest.next]).toEqual([['p:i:2', 'p:i:1'], null]);
    });

    it.each<[Partial<InboxFilter>, string[]]>([
      [{ kinds: ['price'] }, ['p:i:6', 'p:i:4', 'p:i:2']],
      [{ severities: ['major'] }, ['p:i:6']],
      [{ jobId: 'early', kinds: ['text'] }, ['p:i:3', 'p:i:1']],
      [{ jobIds: ['late', 'none'] }, ['p:i:6', 'p:i:5']],
      [{ runId: 'run5' }, ['p:i:5']],
      [{ pageId: 'p:none' }, []],
      [{ since: minutesLater(3), until: minutesLater(5) }, ['p:i:4', 'p:i:3', 'p:i:2']],
      [{ text: 'COSTS $5 (' }, ['p:i:4']],
      [{ text: '.*' }, []],
      [{ text: 'a\0b' }, []],
      [{ states: ['withdrawn'] }, []],
    ])('keeps to the filter %j', async (filter, expected) => {
      expect(await all(filter)).toEqual(expected);
    });

    it('counts by state, severity and kind, and says when it looked at the newest alone', async () => {
      const { groups, isCut } = await stores.inbox.count({ workspaceId: 'inbox' }, 100);
      const sum = groups.reduce((total, { count }) => total + count, 0);
      expect([sum, isCut]).toEqual([6, false]);
      expect(groups).toContainEqual({ inbox: 'unread', severity: 'major', kind: 'price', count: 1 });
      expect(groups).toContainEqual({ inbox: 'unread', severity: 'minor', kind: 'text', count: 3 });
      const few = await stores.inbox.count({ workspaceId: 'inbox', kinds: ['price'] }, 2);
      expect([few.groups.map(({ count }) => count), few.isCut]).toEqual([[1], true]);
    });

    it('counts unread changes by job, among the newest alone', async () => {
      const whole = await stores.inbox.unreadByJob('inbox', 50);
      expect(Object.fromEntries(whole.counts)).toEqual({ late: 2, early: 4 });
      expect(whole.isCut).toBe(false);
      const cut = await stores.inbox.unreadByJob('inbox', 3);
      expect(cut.isCut).toBe(true);
      expect(Object.fromEntries(cut.counts)).toEqual({ late: 2, early: 1 });
      const some = await stores.inbox.unreadOfJobs('inbox', 3, ['early', 'other']);
      expect(Object.fromEntries(some)).toEqual({ early: 1 });
    });

    it('marks once, for its own workspace alone, and returns what was before', async () => {
      const marked = await stores.inbox.mark('inbox', ['p:i:1', 'p:i:2', 'p:j:1', 'p:i:9'], seen);
      expect(marked.map(({ _id, inbox }) => [_id, inbox])).toEqual([
        ['p:i:1', 'unread'],
        ['p:i:2', 'unread'],
      ]);
      expect(await stores.inbox.mark('inbox', ['p:i:1'], seen)).toEqual([]);
      expect(await all({ inbox: ['seen'] })).toEqual(['p:i:2', 'p:i:1']);
      expect(await all({ inbox: ['seen', 'unread'], kinds: ['text'] })).toEqual(['p:i:5', 'p:i:3', 'p:i:1']);
      expect(await stores.history.change('p:i:1')).toMatchObject({
        inbox: 'seen',
        markedBy: 'somebody',
        markedAt: minutesLater(90),
      });
      expect(await stores.history.change('p:j:1')).toMatchObject({ inbox: 'unread' });
    });

    it('keeps a mark when the store stage inserts the change again, and when it is withdrawn', async () => {
      await stores.inbox.mark('inbox', ['p:i:3'], { ...seen, inbox: 'ignored' });
      await stores.history.insertChanges([sampleChange('p:i', 3, { workspaceId: 'inbox' })]);
      await stores.history.settleChanges(['p:i:3'], 'withdrawn', minutesLater(91));
      expect(await stores.history.change('p:i:3')).toMatchObject({ inbox: 'ignored', state: 'withdrawn' });
    });
  });
}
