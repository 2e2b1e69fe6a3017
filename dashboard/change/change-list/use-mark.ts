// Marks changes, shown at once, taken back when the API refuses, and undone from the message.
import { useQueryClient } from '@tanstack/react-query';
import type { ChangeView, MarkedView } from '../../../api/schemas/change/change.ts';
import { ask, type Query } from '../../api/ask.ts';
import { isProblem } from '../../api/problem.ts';
import { counted } from '../../../domain/system/counted.ts';
import { tell } from '../../ui/toast.tsx';
import { setInbox } from './use-inbox.ts';
import { given } from '../../../domain/system/given.ts';

type Inbox = ChangeView['inbox'];

/** Most requests for one "mark all": each marks a thousand, or looks through a hundred thousand. */
const MAX_ROUNDS = 50;

export interface Mark {
  readonly these: (rows: readonly ChangeView[], inbox: Inbox) => void;
  /** Everything that fits the filters. */
  readonly all: (filter: Query, inbox: Inbox) => void;
}

export function useMark(): Mark {
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['changes'] });
  const undo = async (answers: readonly MarkedView[]): Promise<void> => {
    for (const { inbox, changeIds } of answers.flatMap(({ before }) => before)) {
      await send({ changeIds, inbox });
      setInbox(queries, new Set(changeIds), inbox);
    }
    refresh();
  };
  const done = (answers: readonly MarkedView[], inbox: Inbox): void => {
    const marked = answers.reduce((sum, answer) => sum + answer.marked, 0);
    refresh();
    const isCut = answers.at(-1)?.more === true;
    const rest = isCut ? ' There may be more: mark all once again.' : '';
    if (marked === 0 && !isCut) return;
    tell(`${counted(marked, 'change')} marked as ${inbox}.${rest}`, {
      undo: () => void undo(answers).catch((error: unknown) => tell(reasonOf(error), { tone: 'refused' })),
    });
  };
  return {
    these(rows, inbox) {
      const others = rows.filter((row) => row.inbox !== inbox);
      if (others.length === 0) return;
      const ids = new Set(others.map(({ changeId }) => changeId));
      setInbox(queries, ids, inbox);
      send({ changeIds: [...ids], inbox }).then(
        (answer) => done([answer], inbox),
        (error: unknown) => {
          for (const row of others) setInbox(queries, new Set([row.changeId]), row.inbox);
          tell(`Nothing was marked: ${reasonOf(error)}`, { tone: 'refused' });
        },
      );
    },
    all(filter, inbox) {
      markAll(filter, inbox).then(
        (answers) => {
          for (const { before } of answers)
            setInbox(queries, new Set(before.flatMap(({ changeIds }) => changeIds)), inbox);
          done(answers, inbox);
        },
        (error: unknown) => tell(`Not everything was marked: ${reasonOf(error)}`, { tone: 'refused' }),
      );
    },
  };
}

function reasonOf(error: unknown): string {
  return isProblem(error) ? error.message : String(error);
}

function send(body: object): Promise<MarkedView> {
  return ask('/v1/changes/mark', { method: 'POST', body });
}

/** The filters of the address, with lists in place of commas. */
function toFilter(filter: Query): object {
  const lists = new Set(['severity', 'kind', 'state', 'inbox']);
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, lists.has(name) ? String(value).split(',') : value]),
  );
}

async function markAll(filter: Query, inbox: Inbox): Promise<MarkedView[]> {
  const answers: MarkedView[] = [];
  let cursor: string | null = null;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const answer = await send({ filter: toFilter(filter), inbox, ...given({ cursor: cursor ?? undefined }) });
    answers.push(answer);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  return answers;
}
