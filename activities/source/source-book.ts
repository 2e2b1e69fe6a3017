// The state of the reading of a source, kept outside the process: a small file after each document and every
// second within one, and the progress on the run document. A new attempt, or the next call, goes on from
// there.
import type { Run } from '../../domain/run/run.ts';
import {
  NO_PROGRESS,
  type SourceFault,
  type SourceProgress,
  withFault,
} from '../../domain/run/source-progress.ts';
import { SOURCE_CHUNK, stageKey } from '../../domain/run/stage/stage-key.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { dropSourceFiles } from '../drop-chunk-files.ts';
import { publishProgress } from '../progress.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';
import type { PendingDocument } from '../../domain/run/plan/document-queue.ts';

export interface OpenDocument {
  readonly row: ScrapeRow;
  readonly level: number;
  /** Entries dealt with; `urls`: how many of them are URLs of the run. */
  readonly taken: number;
  readonly urls: number;
}

export interface SourceState {
  /** Number of URLs of a given list that are dealt with. */
  readonly listed: number;
  readonly pending: readonly PendingDocument[];
  /** Keys of all documents named so far. */
  readonly seen: readonly string[];
  readonly open: OpenDocument | null;
  /** Id of the last known page dealt with. */
  readonly knownAfter: string | null;
}

/** The progress is kept with the state it belongs to, so that going on from there counts nothing twice. */
interface Kept extends SourceState {
  readonly progress: SourceProgress;
}

function parseKept([row]: readonly object[]): Kept | undefined {
  return row as Kept | undefined;
}

const KEEP_MS = 1_000;

/** Writes the progress with each state, and every second in which it moved between `begin` and its end. */
export class SourceBook {
  readonly #ports: DispatchPorts;
  readonly #run: Run;
  #progress: SourceProgress;
  #written: SourceProgress;
  #keptAt = 0;
  /** Latest state file, of any attempt. A write that names an older one is by a late attempt and ignored. */
  #lastFile: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(ports: DispatchPorts, run: Run) {
    this.#ports = ports;
    this.#run = run;
    this.#progress = run.source ?? NO_PROGRESS;
    this.#written = this.#progress;
    this.#lastFile = this.#progress.stateFile ?? '';
  }

  /** An earlier attempt has read the whole source, but its report was lost. */
  get isClosed(): boolean {
    return this.#run.source !== undefined && this.#progress.stateFile === undefined;
  }

  get progress(): SourceProgress {
    return this.#progress;
  }

  note(change: Partial<SourceProgress>): void {
    this.#progress = { ...this.#progress, ...change };
  }

  noteFault(fault: SourceFault): void {
    this.#progress = withFault(this.#progress, fault);
  }

  /** Null: no state is kept, or it can't be read. Then the reading begins anew, which costs only time. */
  async load(): Promise<SourceState | null> {
    const { stateFile } = this.#progress;
    if (stateFile === undefined) return null;
    try {
      const kept = parseKept(await this.#ports.files.read('sources', stateFile));
      this.#progress = { ...withDates(kept?.progress ?? NO_PROGRESS), stateFile };
      return kept ?? null;
    } catch (error) {
      this.#warn(error, 'what was read of the source is not known any more; it is read again');
      this.#progress = { ...NO_PROGRESS, stateFile };
      return null;
    }
  }

  /**
   * Until the returned function is called, writes and publishes the progress every second in which it moved.
   */
  begin(): () => void {
    const tell = (): void => {
      if (this.#progress === this.#written || this.#progress.stateFile === undefined) return;
      this.#write().catch((error: unknown) => this.#warn(error, 'progress of the source not noted'));
      const { documents, left, urls } = this.#progress;
      publishProgress(this.#ports, this.#run, { documents, left, urls });
    };
    const timer = setInterval(tell, KEEP_MS);
    return () => clearInterval(timer);
  }

  /** Ends a call: no document is being read until the next one. */
  async pause(state: SourceState): Promise<void> {
    const { reading: _reading, ...rest } = this.#progress;
    this.#progress = rest;
    await this.keep(state);
  }

  async keepSometimes(state: () => SourceState): Promise<void> {
    if (performance.now() - this.#keptAt >= KEEP_MS) await this.keep(state());
  }

  async keep(state: SourceState): Promise<void> {
    const before = this.#progress.stateFile;
    const stateFile = stageKey(this.#run._id, SOURCE_CHUNK, 'sources', this.#ports.ids.ulid());
    const kept: Kept = { ...state, progress: this.#progress };
    await this.#ports.files.write('sources', stateFile, [kept]);
    this.note({ stateFile });
    this.#lastFile = stateFile;
    await this.#write();
    this.#keptAt = performance.now();
    if (before !== undefined) await this.#ports.blobs.delete([before]);
  }

  /** The whole source is read: only the final progress is kept. */
  async close(): Promise<void> {
    if (this.#progress === NO_PROGRESS) return;
    const { stateFile: _file, reading: _reading, ...rest } = this.#progress;
    this.#progress = rest;
    await this.#write();
    await dropSourceFiles(this.#ports.blobs, this.#run._id, []);
  }

  /** Writes one after the other: a late write must not replace a newer one. */
  async #write(): Promise<void> {
    const before = this.#writing;
    this.#writing = before
      .catch(() => undefined)
      .then(() => {
        this.#written = this.#progress;
        return this.#ports.runs.noteSource(this.#run._id, this.#written, this.#lastFile);
      });
    await this.#writing;
  }

  #warn(error: unknown, text: string): void {
    this.#ports.log.warn({ runId: this.#run._id, err: error }, text);
  }
}

/** Turns the times of a file, which are text, back into dates. */
function withDates(progress: SourceProgress): SourceProgress {
  const { reading, faults, ...rest } = progress;
  return {
    ...rest,
    faults: faults.map((fault) => ({ ...fault, at: new Date(fault.at) })),
    ...(reading === undefined ? {} : { reading: { ...reading, since: new Date(reading.since) } }),
  };
}
