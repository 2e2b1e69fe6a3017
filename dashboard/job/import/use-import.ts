// One import: a file, or several that belong together, is chosen and tried, then sent until all its entries are jobs.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportReportView } from '../../../api/schemas/job/import.ts';
import { ask, type Query } from '../../api/ask.ts';
import { namesOf, packFiles } from './pack-files.ts';

export interface Import {
  /** Their names; null: none is chosen. */
  readonly name: string | null;
  /** What is sent; null: it is not packed yet. */
  readonly file: File | null;
  /** What the dry run said; null: it has not answered. */
  readonly tried: ImportReportView | null;
  readonly made: ImportReportView | null;
  /** Jobs made by this import. */
  readonly count: number;
  /** Still to be made while it goes on; null: the first answer is not there. */
  readonly left: number | null;
  readonly isReading: boolean;
  readonly isMaking: boolean;
  readonly error: unknown;
  /** What the other tool knew of its pages becomes their first version. */
  readonly takesTexts: boolean;
  readonly takeTexts: (isTaken: boolean) => void;
  readonly choose: (files: readonly File[]) => void;
  readonly make: () => void;
  readonly clear: () => void;
}

type State = Pick<
  Import,
  'name' | 'file' | 'tried' | 'made' | 'count' | 'left' | 'isReading' | 'isMaking' | 'error' | 'takesTexts'
>;

const NOTHING: State = {
  name: null,
  file: null,
  tried: null,
  made: null,
  count: 0,
  left: null,
  isReading: false,
  isMaking: false,
  error: null,
  takesTexts: true,
};
/** Reading a large file takes a while. */
const DEADLINE_MS = 70_000;

/** Entries that become jobs. */
export function toMake({ entries }: ImportReportView): ImportReportView['entries'] {
  return entries.filter(({ outcome, jobId }) => outcome !== 'refused' && jobId === null);
}

/** Pages of entries that become jobs, of which the other tool knew a text. */
export function textsToTake(report: ImportReportView): number {
  return toMake(report).filter(({ knownText }) => knownText?.problem === null).length;
}

function send(file: File, query: Query): Promise<ImportReportView> {
  return ask('/v1/imports', { method: 'POST', query, body: file, deadlineMs: DEADLINE_MS });
}

export function useImport(): Import {
  const [state, setState] = useState<State>(NOTHING);
  const client = useQueryClient();
  /** Answers about a file that was put aside come too late. */
  const turn = useRef(0);
  const during = async (
    work: (note: (part: Partial<State>) => void) => Promise<Partial<State>>,
  ): Promise<void> => {
    turn.current += 1;
    const own = turn.current;
    const note = (part: Partial<State>): void => {
      if (turn.current === own) setState((before) => ({ ...before, ...part }));
    };
    try {
      note(await work(note));
    } catch (error) {
      note({ error });
    }
    note({ isReading: false, isMaking: false });
  };
  const choose = (files: readonly File[]): void => {
    setState({ ...NOTHING, name: namesOf(files), isReading: true });
    void during(async (note) => {
      const file = await packFiles(files);
      note({ file });
      return { tried: await send(file, { dryRun: true }) };
    });
  };
  const make = (): void => {
    const { file, tried, takesTexts } = state;
    if (file === null || tried === null) return;
    setState({ ...state, isMaking: true, error: null });
    void during((note) =>
      makeAll(file, { tag: tried.tag, ...(takesTexts ? {} : { knownTexts: 'false' }) }, note),
    ).then(() => client.invalidateQueries({ queryKey: ['jobs'] }));
  };
  const clear = (): void => {
    turn.current += 1;
    setState(NOTHING);
  };
  const takeTexts = (isTaken: boolean): void => setState((before) => ({ ...before, takesTexts: isTaken }));
  return { ...state, choose, make, clear, takeTexts };
}

async function makeAll(
  file: File,
  query: Query,
  note: (part: Partial<State>) => void,
): Promise<Partial<State>> {
  let count = 0;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const made = await send(file, query);
    count += made.entries.filter(({ jobId, known }) => jobId !== null && !known).length;
    // No job more was made: asking again would not help.
    if (made.left === 0 || made.left >= before) return { made, count, left: made.left };
    before = made.left;
    note({ left: made.left, count });
  }
}
