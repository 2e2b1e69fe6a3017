// A job's outlook as the API shows it.
import type { JobTrouble } from '../../../domain/job/job-trouble.ts';
import { type Outlook, type OutlookFacts, outlookOf } from '../../../domain/job/outlook/outlook.ts';
import type { OutlookView } from '../../schemas/job-detail/outlook.ts';

type OutlookAsked = Pick<OutlookView, 'starts' | 'follows'> & { readonly now: Date };

export function toOutlookView(
  jobId: string,
  facts: OutlookFacts,
  { now, starts, follows }: OutlookAsked,
): OutlookView {
  const { headline, next, waiting, failing, missed, skipped } = outlookOf(facts);
  const { run, last, state, trouble } = facts;
  return {
    jobId,
    state,
    headline,
    at: now.toISOString(),
    next: { ...next, at: isoOrNull(next.at) },
    waiting: waiting.map(({ code, detail, until, host, remedy }) => ({
      code,
      reason: detail,
      until: isoOrNull(until ?? null),
      host: host ?? null,
      remedy: remedy ?? null,
    })),
    failing,
    // Whoever resumed a job that its gate had paused knows of the gate.
    trouble:
      trouble === null || (trouble.kind === 'gated' && state !== 'paused') ? null : shownTrouble(trouble),
    missed: missed === null ? null : shownMissed(missed),
    skipped: skipped === null ? null : shownSkipped(skipped),
    run: run === null ? null : shownRun(run),
    lastRun:
      last === null
        ? null
        : {
            runId: last.runId,
            seq: last.seq,
            state: last.state,
            at: new Date(last.at).toISOString(),
            reason: last.ending?.detail ?? null,
          },
    starts,
    follows,
    links: {
      job: `/v1/jobs/${jobId}`,
      ...(run === null ? {} : { run: `/v1/runs/${run.runId}`, whyIdle: `/v1/runs/${run.runId}/why-idle` }),
      ...(last === null ? {} : { lastRun: `/v1/runs/${last.runId}` }),
    },
  };
}

function shownTrouble({ kind, text, since, runId, remedy }: JobTrouble): NonNullable<OutlookView['trouble']> {
  return { kind, text, since: since.toISOString(), runId, remedy };
}

function shownMissed(missed: NonNullable<Outlook['missed']>): NonNullable<OutlookView['missed']> {
  const { text, from, until, count, madeUp, waiting } = missed;
  return {
    text,
    from: from.toISOString(),
    until: until.toISOString(),
    count,
    madeUp,
    waiting: waiting.map((at) => at.toISOString()),
  };
}

function shownSkipped({ text, times }: NonNullable<Outlook['skipped']>): NonNullable<OutlookView['skipped']> {
  const shown = times.map(({ from, until, count, why }) => ({
    from: from.toISOString(),
    until: until.toISOString(),
    count,
    why,
  }));
  return { text, times: shown };
}

function shownRun({
  runId,
  seq,
  state,
  phase,
  discovered,
  done,
}: NonNullable<OutlookFacts['run']>): NonNullable<OutlookView['run']> {
  return { runId, seq, state, phase, discovered, done };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
