// The reading of one source: a given list, then documents one after another, then the pages known already. A
// reading ends for now when it has brought enough or after a while, and at once when the gate closes; a later
// one goes on from there.
import { setTimeout as wait } from 'node:timers/promises';
import type { Run } from '../../domain/run/run.ts';
import { DOCUMENT_FAULTS, type SourceFault } from '../../domain/run/source-progress.ts';
import type { SeedRow } from '../../domain/run/stage/stage-row.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';
import { type EntryBatch, documentEntries } from './document-entries.ts';
import type { DocumentQueue, Refusal } from '../../domain/run/plan/document-queue.ts';
import { fetchDocument, fetchFault, laterOf } from './fetch-document.ts';
import type { Intake } from './intake.ts';
import { knownPages } from './known-pages.ts';
import { WorkPause } from './work-pause.ts';
import type { OpenDocument, SourceBook, SourceState } from './source-book.ts';

/** `more`: to be called again; `interrupted`: the gate closed. */
export type ReadingEnd = 'done' | 'more' | 'interrupted';

const LIST_BATCH = 500;
/** While it waits for a host, it looks this often whether the gate has closed. */
const WAIT_STEP_MS = 1_000;

interface ReadingLimits {
  /** New URLs after which the reading ends for now; `ms`: time after which it does. */
  readonly urls: number;
  readonly ms: number;
}

export interface ReadingInput {
  readonly ports: DispatchPorts;
  readonly run: Run;
  /** URLs given explicitly, not read from documents. */
  readonly list: readonly SeedRow[];
  readonly queue: DocumentQueue;
  readonly intake: Intake;
  readonly book: SourceBook;
  readonly signal: AbortSignal;
  readonly limits: ReadingLimits;
}

export class SourceReading {
  readonly #parts: ReadingInput;
  readonly #endAt: number;
  readonly #workPause = new WorkPause();
  #listed: number;
  #open: OpenDocument | null;
  #knownAfter: string | null;
  readonly #leftOutBefore: number;

  constructor(parts: ReadingInput, state: SourceState | null) {
    this.#parts = parts;
    this.#endAt = performance.now() + parts.limits.ms;
    this.#listed = state?.listed ?? 0;
    this.#open = state?.open ?? null;
    this.#knownAfter = state?.knownAfter ?? null;
    this.#leftOutBefore = parts.book.progress.leftOut ?? 0;
  }

  get state(): SourceState {
    const { pending, seen } = this.#parts.queue;
    return { listed: this.#listed, pending, seen, open: this.#open, knownAfter: this.#knownAfter };
  }

  async run(): Promise<ReadingEnd> {
    return (await this.#readList()) ?? (await this.#readDocuments()) ?? (await this.#readKnown()) ?? 'done';
  }

  /** Why the reading has to end now; null: it goes on. */
  get #stop(): ReadingEnd | null {
    const { ports, run, intake, limits, signal } = this.#parts;
    signal.throwIfAborted();
    if (!ports.permits.isOpen(run._id)) return 'interrupted';
    return intake.added >= limits.urls || performance.now() > this.#endAt ? 'more' : null;
  }

  async #pace(): Promise<void> {
    await this.#workPause.take(this.#parts.signal);
    await this.#parts.book.keepSometimes(() => this.state);
  }

  async #readList(): Promise<ReadingEnd | null> {
    const { list, intake } = this.#parts;
    while (this.#listed < list.length) {
      const stop = this.#stop;
      if (stop !== null) return stop;
      const some = list.slice(this.#listed, this.#listed + LIST_BATCH);
      await intake.take(some);
      this.#listed += some.length;
      this.#noteLeftOut();
      if (this.#listed < list.length) await this.#pace();
    }
    return null;
  }

  async #readDocuments(): Promise<ReadingEnd | null> {
    const { intake, queue } = this.#parts;
    while (this.#open !== null || queue.pending.length > 0) {
      const stop = this.#stop;
      if (stop !== null) return stop;
      // A document that is fetched already is read to its end, to count what the limit of pages leaves out.
      if (this.#open === null && intake.isFull) break;
      const stopped = this.#open === null ? await this.#fetchNext() : await this.#readOpen(this.#open);
      if (stopped !== null) return stopped;
    }
    return null;
  }

  async #fetchNext(): Promise<ReadingEnd | null> {
    const { ports, run, queue, book, signal } = this.#parts;
    const next = queue.next(this.#now);
    if (next === null) {
      const ms = Math.min(Math.max(1, queue.nextDueAt - this.#now), WAIT_STEP_MS);
      await wait(ms, undefined, { signal });
      return null;
    }
    book.note({ reading: { url: next.visit.url, urls: 0, since: ports.clock.now() } });
    await book.keepSometimes(() => this.state);
    const row = await fetchDocument(ports, run, next, signal);
    if (row.reason === 'gate-closed') return 'interrupted';
    const later = laterOf(run, next, row, this.#now);
    queue.finish(next, later);
    if (row.result === 'fetched') this.#open = { row, level: next.level, taken: 0, urls: 0 };
    else if (later === null) this.#close(fetchFault(row, ports.clock.now()));
    return null;
  }

  async #readOpen({ row, taken }: OpenDocument): Promise<ReadingEnd | null> {
    const { ports, intake } = this.#parts;
    const { pack, headers, finalUrl: url = row.url } = row;
    const entries = documentEntries(ports.blobs, { url, contentType: headers?.['content-type'], pack });
    let passed = 0;
    for (;;) {
      const { value, done } = await entries.next();
      if (done) {
        await this.#end(row, value.fault);
        return null;
      }
      const known = Math.max(0, taken - passed);
      passed += value.locs.length;
      await this.#takeEntries({ ...value, locs: value.locs.slice(known) });
      await this.#pace();
      const stop = this.#stop;
      if (stop === null || (stop === 'more' && intake.isFull)) continue;
      await entries.return({});
      return stop;
    }
  }

  async #takeEntries({ locs, isIndex }: EntryBatch): Promise<void> {
    const { ports, intake, queue, book } = this.#parts;
    const open = this.#open;
    if (open === null || locs.length === 0) return;
    const refusal = isIndex ? queue.name(locs, open.level + 1, this.#now) : null;
    if (refusal !== null) this.#noteRefusal(open.row.url, refusal);
    const urls = isIndex ? 0 : await intake.take(locs.map((url) => ({ url, depth: 0 })));
    this.#open = { ...open, taken: open.taken + locs.length, urls: open.urls + urls };
    this.#noteLeftOut();
    const since = book.progress.reading?.since ?? ports.clock.now();
    book.note({
      urls: book.progress.urls + urls,
      left: queue.pending.length,
      reading: { url: open.row.url, urls: this.#open.urls, since },
    });
  }

  /** Notes a refusal once per index, which may have thousands of refused entries. */
  #noteRefusal(url: string, code: Refusal): void {
    const { ports, book } = this.#parts;
    if (book.progress.faults.some((fault) => fault.url === url && fault.code === code)) return;
    book.noteFault({ url, code, detail: DOCUMENT_FAULTS[code], urls: 0, at: ports.clock.now() });
  }

  async #end(
    { url, pack }: OpenDocument['row'],
    fault: Pick<SourceFault, 'code' | 'detail'> | undefined,
  ): Promise<void> {
    const { ports, book } = this.#parts;
    const urls = this.#open?.urls ?? 0;
    this.#open = null;
    this.#close(fault === undefined ? null : { url, ...fault, urls, at: ports.clock.now() });
    // Kept before the pack is deleted, so that no later attempt reads the document again.
    await book.keep(this.state);
    if (pack !== undefined) await ports.blobs.delete([pack.key]);
  }

  #close(fault: SourceFault | null): void {
    const { book, queue } = this.#parts;
    book.note({ documents: book.progress.documents + 1, left: queue.pending.length });
    if (fault !== null) book.noteFault(fault);
  }

  /** Takes the pages known from earlier runs, even if the source no longer names them. */
  async #readKnown(): Promise<ReadingEnd | null> {
    const { ports, run, intake } = this.#parts;
    for (;;) {
      const stop = this.#stop;
      if (stop !== null) return stop;
      const { seeds, after } = await knownPages(ports, run, this.#knownAfter);
      // With a full frontier they are not counted as left out: most of them are in the frontier already.
      if (!intake.isFull) await intake.take(seeds);
      this.#knownAfter = after;
      if (after === null) return null;
      await this.#pace();
    }
  }

  #noteLeftOut(): void {
    const { book, intake } = this.#parts;
    if (intake.leftOut > 0) book.note({ leftOut: this.#leftOutBefore + intake.leftOut });
  }

  get #now(): number {
    return this.#parts.ports.clock.now().getTime();
  }
}
