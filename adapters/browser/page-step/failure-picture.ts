// What is on the screen when a step fails: whoever corrects the step sees what its words only outline.
import { hideSecrets, secretFields, secretsOf } from '../../../domain/web/page-step/hidden-secrets.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { SCREEN } from '../../../domain/web/render/bounds.ts';
import { inTime } from '../in-time.ts';
import { parseWritten, runInPage } from '../isolated-world.ts';
import { writeScript } from '../page-script.ts';
import { stillScript } from '../picture-script.ts';
import { NO_TIME, NOT_IN_TIME, SHOWS_SECRET, type Taken, messageOf } from '../take-picture.ts';
import type { StepScene } from './step-scene.ts';

/** A screen is drawn in some tenths of a second; on a busy machine it takes seconds. */
const DRAWN_MS = 5_000;
/** With less time than this none is begun. */
const LEAST_MS = 300;
/** Before the deadline of the page, which ends everything. */
const SPARE_MS = 200;
const UNREADABLE = 'it could not be told whether the page shows a secret';

/** Of the scene of a step. */
export type DrawnScene = Pick<StepScene, 'session' | 'frameId' | 'main'>;

export interface FailedMoment {
  readonly steps: readonly PageStep[];
  /** Of the page, by `performance.now()`. */
  readonly deadlineMs: number;
  /** A larger page is not searched for secrets. */
  readonly maxChars: number;
}

/** Never rejects, and ends before the deadline. */
export async function failurePicture(scene: DrawnScene, moment: FailedMoment): Promise<Taken> {
  const leftMs = moment.deadlineMs - performance.now() - SPARE_MS;
  if (leftMs < LEAST_MS) return { pictureFault: NO_TIME };
  scene.main.stay();
  let taken: Taken = { pictureFault: NOT_IN_TIME };
  const noted = takeScreen(scene, moment).then(
    (one) => {
      taken = one;
    },
    (error: unknown) => {
      taken = { pictureFault: messageOf(error) };
    },
  );
  await inTime(noted, Math.min(leftMs, DRAWN_MS));
  return taken;
}

async function takeScreen(scene: DrawnScene, moment: FailedMoment): Promise<Taken> {
  const { session, frameId } = scene;
  const secret = await secretFault(scene, moment);
  if (secret !== null) return { pictureFault: secret };
  await runInPage(session, frameId, stillScript(secretFields(moment.steps)));
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
  return { picture: { png: Buffer.from(data, 'base64'), ...SCREEN } };
}

/** Why none may be taken, because of what the steps have filled in; null: one may. */
export async function secretFault(
  { session, frameId, main }: DrawnScene,
  { steps, maxChars }: Pick<FailedMoment, 'steps' | 'maxChars'>,
): Promise<string | null> {
  const secrets = secretsOf(steps);
  if (secrets.length === 0) return null;
  const script = writeScript({ url: main.url, maxChars, blank: secretFields(steps) });
  const written = parseWritten(await runInPage(session, frameId, script));
  if (written === null || 'chars' in written) return UNREADABLE;
  return hideSecrets(written.html, secrets) === written.html ? null : SHOWS_SECRET;
}
