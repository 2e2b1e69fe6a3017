// One import: files are chosen and tried, each or those that belong together, then sent until all their entries are jobs.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportReportView } from '../../../api/schemas/job/import.ts';
import { ask, type Query } from '../../api/ask.ts';
import { type FailedFile, mergeReports, type ReadFile } from './merge-reports.ts';
import { namesOf, packGroups } from './pack-files.ts';

export interface Import {
  /** Their names; null: none is chosen. */
  readonly name: string | null;
  /** What the dry run said of all files that can be read; null: it has not answered, or none can. */
  readonly tried: ImportReportView | null;
  readonly made: ImportReportView | null;
  /** Jobs made by this import. */
  readonly count: number;
  /** Still to be made while it goes on; null: the first answer is not there. */
  readonly left: number | null;
  readonly isReading: boolean;
  readonly isMaking: boolean;
  /** Files that could not be read, or sent. They keep no other one back. */
  readonly failed: readonly FailedFile[];
  /** What the other tool knew of its pages becomes their first version. */
  readonly takesTexts: boolean;
  readonly takeTexts: (isTaken: boolean) => void;
  readonly choose: (files: readonly File[]) => void;
  readonly make: () => void;
  readonly clear: () => void;
}

interface State
  extends Pick<
    Import,
    'name' | 'made' | 'count' | 'left' | 'isReading' | 'isMaking' | 'failed' | 'takesTexts'
  > {
  readonly read: readonly ReadFile[];
}

const NOTHING: State = {
  name: null,
  read: [],
  made: null,
  count: 0,
  left: null,
  isReading: false,
  isMaking: false,
  failed: [],
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
  const during = async (work: (note: Note) => Promise<Partial<State>>): Promise<void> => {
    turn.current += 1;
    const own = turn.current;
    const note: Note = (part) => {
      if (turn.current === own) setState((before) => ({ ...before, ...part }));
    };
    note(await work(note));
    note({ isReading: false, isMaking: false });
  };
  const choose = (files: readonly File[]): void => {
    setState({ ...NOTHING, name: namesOf(files), isReading: true });
    void during(() => tryAll(files));
  };
  const make = (): void => {
    const { read, takesTexts } = state;
    if (read.length === 0) return;
    setState({ ...state, isMaking: true, failed: [] });
    const query = takesTexts ? {} : { knownTexts: 'false' };
    void during((note) => makeFiles(read, query, note)).then(() =>
      client.invalidateQueries({ queryKey: ['jobs'] }),
    );
  };
  const clear = (): void => {
    turn.current += 1;
    setState(NOTHING);
  };
  const takeTexts = (isTaken: boolean): void => setState((before) => ({ ...before, takesTexts: isTaken }));
  return {
    ...state,
    tried: mergeReports(state.read.map(({ report }) => report)),
    choose,
    make,
    clear,
    takeTexts,
  };
}

/** Dry runs. */
async function tryAll(files: readonly File[]): Promise<Partial<State>> {
  const read: ReadFile[] = [];
  const failed: FailedFile[] = [];
  try {
    for (const file of await packGroups(files))
      try {
        read.push({ file, report: await send(file, { dryRun: true }) });
      } catch (error) {
        failed.push({ name: file.name, error });
      }
  } catch (error) {
    failed.push({ name: namesOf(files), error });
  }
  return { read, failed };
}

type Note = (part: Partial<State>) => void;

/** Up to the first that fails: what was made is there already when it is sent again. */
async function makeFiles(read: readonly ReadFile[], query: Query, note: Note): Promise<Partial<State>> {
  const made: ImportReportView[] = [];
  let count = 0;
  for (const [at, { file, report }] of read.entries()) {
    const later = read.slice(at + 1).reduce((sum, next) => sum + toMake(next.report).length, 0);
    try {
      const done = await makeAll(file, { ...query, tag: report.tag }, (now, left) =>
        note({ left: left + later, count: count + now }),
      );
      made.push(done.made);
      count += done.count;
    } catch (error) {
      return { failed: [{ name: file.name, error }] };
    }
  }
  const whole = mergeReports(made);
  return { made: whole, count, left: whole?.left ?? 0 };
}

async function makeAll(
  file: File,
  query: Query,
  note: (count: number, left: number) => void,
): Promise<{ readonly made: ImportReportView; readonly count: number }> {
  let count = 0;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const made = await send(file, query);
    count += made.entries.filter(({ jobId, known }) => jobId !== null && !known).length;
    // No job more was made: asking again would not help.
    if (made.left === 0 || made.left >= before) return { made, count };
    before = made.left;
    note(count, made.left);
  }
}
