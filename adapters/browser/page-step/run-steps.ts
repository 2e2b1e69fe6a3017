// Does the steps of a job on a page, one after the other. Each stands in a race with a timer of ours, and all end before the deadline of
// the page. After each the page comes to rest; the first that fails ends it, with how the page stands then.
import { hideSecrets, secretsOf } from '../../../domain/web/page-step/hidden-secrets.ts';
import {
  type PageStep,
  type PageStepResult,
  pageStepWords,
  withoutQuery,
} from '../../../domain/web/page-step/page-step.ts';
import { clip } from '../../../domain/system/clip.ts';
import { inTime } from '../in-time.ts';
import { doStep } from './do-step.ts';
import { pageOutline } from './page-outline.ts';
import { restAfterStep } from './rest-after-step.ts';
import { type StepEnd, type StepScene, type StepTimes, failedBecause } from './step-scene.ts';

const STEP_MS = 10_000;
const MAX_TOLD_CHARACTERS = 300;
/** What may be absent is waited for no longer: the page is at rest. */
const OPTIONAL_MS = 1_000;
/** A call of the driver that has not come back so long after its time never will. */
const LATE_MS = 1_000;

export interface StepsToRun {
  readonly steps: readonly PageStep[];
  /** Of all together, by `performance.now()`. */
  readonly untilMs: number;
  readonly tell: (result: PageStepResult) => void;
}

/** `hangs`: the page gives no control back. */
export type StepsEnd = 'done' | 'hangs' | { readonly failed: string };

export async function runSteps(scene: StepScene, { steps, untilMs, tell }: StepsToRun): Promise<StepsEnd> {
  const secrets = secretsOf(steps);
  scene.main.lead();
  scene.settling.takeBy(untilMs);
  for (const [index, step] of steps.entries()) {
    if (scene.isOver()) return 'done';
    const begunMs = performance.now();
    const end = hidden(await runStep(scene, step, untilMs), secrets);
    const ms = Math.round(performance.now() - begunMs);
    tell(resultOf({ step, index, end, ms }));
    if (!end.ok && !mayBeLeftOut(step)) {
      const outline = await pageOutline(scene, secrets);
      return outline === null
        ? 'hangs'
        : { failed: hideSecrets(failureWords(step, index, [end.why, outline]), secrets) };
    }
  }
  return 'done';
}

/** With the page at rest again. */
async function runStep(scene: StepScene, step: PageStep, lastMs: number): Promise<StepEnd> {
  const { main } = scene;
  const before = main.shownUrl;
  const times = timesOf(step, lastMs);
  main.takeFault();
  const end = await racing(doStep(scene, step, times), times);
  if (end.ok) await restAfterStep(scene, { untilMs: lastMs });
  const fault = main.takeFault();
  if (fault !== null) return failedBecause(fault);
  if (!end.ok)
    return failedBecause(performance.now() >= lastMs ? `${end.why}; the time of the page ran out` : end.why);
  if (scene.settling.arrivedMs === null) return failedBecause('the page it leads to did not arrive in time');
  return main.shownUrl === before ? end : { ok: true, detail: `led to ${withoutQuery(main.shownUrl)}` };
}

function timesOf(step: PageStep, lastMs: number): StepTimes {
  const { do: kind, timeoutMs, optional } = step;
  const nowMs = performance.now() + (step.do === 'wait' ? (step.ms ?? 0) : 0);
  const findMs = timeoutMs ?? (optional === true ? OPTIONAL_MS : STEP_MS);
  // It clicks as often as the time of the page allows.
  const wholeMs = timeoutMs ?? (kind === 'click-until-gone' ? Number.POSITIVE_INFINITY : STEP_MS);
  const ends = (ms: number): number => Math.min(lastMs, nowMs + ms);
  return { findUntilMs: ends(findMs), untilMs: ends(wholeMs) };
}

async function racing(doing: Promise<StepEnd>, { untilMs }: StepTimes): Promise<StepEnd> {
  let end: StepEnd = failedBecause('the browser gave no answer in time');
  const noted = doing.then((one) => {
    end = one;
  });
  await inTime(noted, Math.max(0, untilMs - performance.now()) + LATE_MS);
  return end;
}

interface Taken {
  readonly step: PageStep;
  readonly index: number;
  readonly end: StepEnd;
  readonly ms: number;
}

function resultOf({ step, index, end, ms }: Taken): PageStepResult {
  const outcome = end.ok ? 'ok' : mayBeLeftOut(step) ? 'skipped' : 'failed';
  const detail = end.ok ? end.detail : end.why;
  return {
    n: index + 1,
    ...(step.name === undefined ? {} : { name: step.name }),
    kind: step.do,
    outcome,
    ms,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** A picture that can not be taken never fails a page. */
function mayBeLeftOut(step: PageStep): boolean {
  return step.optional === true || step.do === 'picture';
}

/** Cut to what is told, after its secrets were hidden: half of one would not be known as one. */
function hidden(end: StepEnd, secrets: readonly string[]): StepEnd {
  const shown = (text: string): string => clip(hideSecrets(text, secrets), MAX_TOLD_CHARACTERS);
  if (!end.ok) return failedBecause(shown(end.why));
  return end.detail === undefined ? end : { ok: true, detail: shown(end.detail) };
}

/** `step 2 “sizes” (click “.size”): there is no such element. The page then: …` */
function failureWords(step: PageStep, index: number, [why, outline]: readonly [string, string]): string {
  const name = step.name === undefined ? '' : ` “${step.name}”`;
  return `step ${index + 1}${name} (${pageStepWords(step)}): ${why}. ${outline}`;
}
