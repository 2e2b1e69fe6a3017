// The sentence of a language model about a change, and what became of the wish for one. It stands beside the difference and decides
// nothing: a change without it is told as ever.
import { given } from '../../system/given.ts';

/**
 * `no-model`: the installation has none. `too-many`: the run has more changes than are asked about. `together`: it is told together with
 * other pages. `late`: its turn did not come before it was told. `tokens`: those of the day are used. `model`: it could not be had.
 * `answer`: what it said did not hold. `withdrawn`: the change was taken back. `cut-off`: the process ended while it was asked, twice.
 */
export type NoSummaryReason =
  | 'no-model'
  | 'too-many'
  | 'together'
  | 'late'
  | 'tokens'
  | 'model'
  | 'answer'
  | 'withdrawn'
  | 'cut-off';

export interface WaitingSummary {
  readonly state: 'waiting';
  /** The change is told by then, with it or without. */
  readonly until: Date;
  /** How often the model was asked. */
  readonly asked: number;
}

interface WrittenSummary {
  readonly state: 'written';
  /** Foreign text: one line without addresses. */
  readonly text: string;
  /** Name of the model. */
  readonly model: string;
  readonly at: Date;
}

export interface NoSummary {
  readonly state: 'none';
  readonly reason: NoSummaryReason;
  /** In words. */
  readonly detail: string;
  readonly at: Date;
}

export type ModelSummary = WaitingSummary | WrittenSummary | NoSummary;
export type SettledSummary = WrittenSummary | NoSummary;

export function summaryText(summary: ModelSummary | undefined): string | undefined {
  return summary?.state === 'written' ? summary.text : undefined;
}

/** Who wrote it is said wherever it is shown. */
export function summaryLine(text: string): string {
  return `A language model says: “${text}”`;
}

/** The sentence, or why there is none. */
export function summaryWords({
  text,
  why,
}: {
  readonly text: string | null;
  readonly why: string | null;
}): string {
  return text === null ? `No sentence of a language model: ${why ?? ''}` : summaryLine(text);
}

/** As a message of the change has it. */
export function withSummary<Told extends object>(
  told: Told,
  summary: string | undefined,
): Told & { readonly modelSummary?: string } {
  return { ...told, ...given({ modelSummary: summary }) };
}
