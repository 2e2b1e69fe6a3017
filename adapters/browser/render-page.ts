// One page in a context of its own: open, load, wait until it is settled, write it down. Whatever the page does, the rendering ends:
// each call to the driver stands in a race with what ends it.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { hideSecrets, secretFields, secretsOf } from '../../domain/web/page-step/hidden-secrets.ts';
import type { PageStepResult } from '../../domain/web/page-step/page-step.ts';
import { RENDER_BOUNDS } from '../../domain/web/render/bounds.ts';
import { LOOK_MS, Settling } from '../../domain/web/render/settle.ts';
import { PageWait, waitWords } from '../../domain/web/render/page-wait.ts';
import { contextOptions, cookiesOf, keepCookies } from './context-options.ts';
import { type DeclineAct, declineScript } from './decline-script.ts';
import { inTime } from './in-time.ts';
import { crashed, type Ending, failed, type Rendering } from './ending.ts';
import { takeFile } from './file-picture.ts';
import { intercept, type InterceptOptions } from './intercept.ts';
import { type Look, parseLook, parseWritten, runInPage } from './isolated-world.ts';
import type { BrowserLease } from './kept-browser.ts';
import {
  type ActivityOptions,
  crashOf,
  failureOfDocument,
  followActivity,
  tooHeavy,
} from './page-activity.ts';
import {
  isPictured,
  messageOf,
  NOT_IN_TIME,
  SHOWS_SECRET,
  type Taken,
  pictureTask,
  takePicture,
  wantedOf,
} from './take-picture.ts';
import { noteServed, type ServedNote } from './note-served.ts';
import { SCROLL_SCRIPT, lookScript, writeScript } from './page-script.ts';
import { failurePicture } from './page-step/failure-picture.ts';
import { runSteps } from './page-step/run-steps.ts';
import { stepPicture } from './page-step/step-picture.ts';
import { type StepEnd, failedBecause } from './page-step/step-scene.ts';

export interface PageTask
  extends Pick<InterceptOptions, 'request' | 'main' | 'guard' | 'calls' | 'answered'> {
  readonly lease: BrowserLease;
  /** Ends the rendering from outside: the guard has cut it, the caller gave up. The first end counts. */
  readonly ending: Ending;
  /** By `performance.now()`. */
  readonly deadlineMs: number;
  /** Jobs may run scripts of their own in pages. */
  readonly allowsScripts: boolean;
  /** How a step of the job ended. */
  readonly stepped: (result: PageStepResult) => void;
  readonly noted: ActivityOptions['noted'];
}

const OPEN_MS = 10_000;
const CLOSE_MS = 5_000;
/** A look at a page takes milliseconds; one that waits for so long waits for a script that does not end. */
const HANG_MS = 10_000;
/** Of the deadline: a script that has been busy for so long when the time is over is why it is over. */
const BUSY_MS = 2_000;
/** How exactly that is measured. */
const CHECK_MS = 50;
const HANG_WORDS = 'a script of the page gives no control back';

/** Never rejects. The context is closed when it resolves, or else the lease is damaged. */
export async function renderPage(task: PageTask): Promise<Rendering> {
  const { ending, lease } = task;
  const timer = setTimeout(
    () => ending.end(failed('timeout', 'the page was not whole at its deadline')),
    Math.max(0, task.deadlineMs - performance.now()),
  );
  const opened: { context?: BrowserContext } = {};
  void lease.ended.then(() => {
    if (!ending.isReached) ending.end(crashOf(lease, 'the browser ended'));
  });
  void visit(task, opened).catch((error: unknown) => ending.end(crashed(messageOf(error))));
  try {
    return await ending.reached;
  } finally {
    clearTimeout(timer);
    await keepCookies(opened.context, task.request);
    await closeContext(opened.context, lease);
  }
}

async function closeContext(context: BrowserContext | undefined, lease: BrowserLease): Promise<void> {
  const isClosed = context !== undefined && (await inTime(context.close(), CLOSE_MS)) === 'done';
  // A context that was still being opened, or that does not close, would go on in a browser that is kept.
  if (!isClosed) lease.damaged();
}

async function visit(task: PageTask, opened: { context?: BrowserContext }): Promise<void> {
  const { main, ending, guard } = task;
  const stuck = setTimeout(() => ending.end(crashed('no page could be opened')), OPEN_MS);
  let prepared: Prepared;
  try {
    opened.context = await task.lease.driver.newContext(contextOptions(task.request, guard.address));
    await opened.context.addCookies(cookiesOf(task.request));
    prepared = await prepare(task, opened.context);
  } finally {
    clearTimeout(stuck);
  }
  if (ending.isReached) return;
  const { session } = prepared;
  // It answers when the document takes its place, which a page that is closed never does.
  const navigated = session.send('Page.navigate', { url: main.url });
  const failed = navigated.then(({ errorText }) => {
    if (errorText !== undefined && errorText !== 'net::ERR_ABORTED')
      ending.end(failureOfDocument({ guard, main }, errorText));
  });
  await Promise.all([failed, settle(task, prepared)]);
}

interface Prepared {
  readonly page: Page;
  readonly session: CDPSession;
  readonly frameId: string;
  readonly settling: Settling;
  readonly waiting: PageWait;
  /** What the step of the job that keeps a picture has brought. */
  readonly kept: { atStep?: Taken; isFile?: true };
  /** Undefined: what the server sent is not wanted. */
  readonly served: ServedNote | undefined;
}

async function prepare(task: PageTask, context: BrowserContext): Promise<Prepared> {
  const { end } = task.ending;
  const page = await context.newPage();
  context.on('page', (popup) => void popup.close().catch(() => undefined));
  endWith(page, task);
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const frameId = frameTree.frame.id;
  const times = { startedMs: performance.now(), deadlineMs: task.deadlineMs };
  const settling = new Settling(times);
  const waiting = new PageWait(task.request.wait ?? {}, times);
  const common = { session, frameId, main: task.main, guard: task.guard, end };
  const { request, answered, noted, calls } = task;
  const served = noteServed(session, task);
  await followActivity({ ...common, settling, maxRequests: RENDER_BOUNDS.maxRequests, noted, served });
  const prepared: Prepared = { page, session, frameId, settling, waiting, served, kept: {} };
  const taken: InterceptOptions['taken'] = (body, show) => {
    prepared.kept.isFile = true;
    void takeFile({ ending: task.ending, request, picture: pictureTask(task, prepared), show }, body);
  };
  await intercept({ ...common, taken, request, answered, calls, paints: request.picture === true });
  return prepared;
}

function endWith(page: Page, { ending, lease }: PageTask): void {
  // Some pages ask whether to leave them, and wait for the answer.
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('crash', () => ending.end(crashOf(lease, 'the page crashed')));
}

async function settle(task: PageTask, prepared: Prepared): Promise<void> {
  const { ending } = task;
  while (!ending.isReached && prepared.kept.isFile !== true) {
    const look = await lookAt(task, prepared);
    if (look !== null && prepared.kept.isFile !== true && (await take(task, prepared, look))) return;
    await pause(LOOK_MS, undefined, { ref: false });
  }
}

/** Null: the page was just being replaced. */
async function lookAt(task: PageTask, { session, frameId, settling }: Prepared): Promise<Look | null> {
  const script = lookScript(task.request.wait?.waitFor ?? {});
  const look = parseLook(await answerOf(task, runInPage(session, frameId, script)));
  if (look === null) return null;
  if (look.nodes > RENDER_BOUNDS.maxNodes)
    task.ending.end(tooHeavy(`${look.nodes} nodes, more than ${RENDER_BOUNDS.maxNodes}`));
  settling.looked(look.digest);
  return look;
}

/** True: the page was written down. */
async function take(task: PageTask, prepared: Prepared, look: Look): Promise<boolean> {
  const { ending, request } = task;
  const { session, frameId, settling, waiting } = prepared;
  let move = waiting.next(settling, look, performance.now());
  if (move === 'decline') {
    if (await decline(task, prepared)) return false;
    move = waiting.next(settling, look, performance.now());
  }
  switch (move) {
    case 'look-again':
    case 'decline':
      return false;
    case 'step':
      await takeSteps(task, prepared);
      return false;
    case 'write':
      return write(task, prepared);
    case 'scroll':
      await answerOf(task, runInPage(session, frameId, SCROLL_SCRIPT));
      settling.stirred(performance.now());
      return false;
    case 'unmet':
      ending.end(failed('wait-unmet', `${waitWords(request.wait ?? {})} did not come in time`));
      return false;
  }
}

async function takeSteps(task: PageTask, prepared: Prepared): Promise<void> {
  const { ending, main, request, deadlineMs, allowsScripts, stepped: tell } = task;
  const { waiting } = prepared;
  const look = (): Promise<Look | null> => lookAt(task, prepared);
  const steps = request.wait?.steps ?? [];
  const maxChars = request.maxDecodedBytes;
  const keepPicture = async ({ untilMs }: { readonly untilMs: number }): Promise<StepEnd> => {
    if (request.picture !== true) return { ok: true, detail: 'no picture is kept of this look' };
    prepared.kept.atStep = { pictureFault: NOT_IN_TIME };
    const moment = { steps, maxChars, deadlineMs: untilMs };
    const taken = await stepPicture({ ...prepared, main, ...wantedOf(task) }, moment);
    prepared.kept.atStep = taken;
    const { picture, pictureFault = NOT_IN_TIME } = taken;
    return picture === undefined
      ? failedBecause(pictureFault)
      : { ok: true, detail: `${picture.width} × ${picture.height} px` };
  };
  const scene = { ...prepared, main, allowsScripts, isOver: () => ending.isReached, look, keepPicture };
  const untilMs = waiting.unmetAtMs;
  const end = await runSteps(scene, { steps, untilMs, tell });
  if (end === 'hangs') ending.end(failed('page-hangs', HANG_WORDS));
  else if (end !== 'done') {
    const failure = { kind: 'step-failed', detail: end.failed } as const;
    ending.stands(failure);
    ending.end({ ...failure, ...(await failurePicture(scene, { steps, deadlineMs, maxChars })) });
  }
  waiting.stepped();
}

/** True: a button that declines consent was clicked, and the page may be another one after it. */
async function decline(task: PageTask, { session, frameId, settling, waiting }: Prepared): Promise<boolean> {
  const run = (act: DeclineAct): Promise<unknown> =>
    answerOf(task, runInPage(session, frameId, declineScript(act)));
  if ((await run('find')) !== true) return false;
  waiting.declined();
  task.main.stay();
  await run('click');
  settling.stirred(performance.now());
  return true;
}

/** False: the page was just being replaced, and is looked at again. */
async function write(task: PageTask, prepared: Prepared): Promise<boolean> {
  const { session, frameId } = prepared;
  const { main, request, ending } = task;
  const maxChars = request.maxDecodedBytes;
  const { steps = [] } = request.wait ?? {};
  const script = writeScript({ url: main.url, maxChars, blank: secretFields(steps) });
  const written = parseWritten(await answerOf(task, runInPage(session, frameId, script)));
  if (written === null) return false;
  if ('html' in written) {
    const html = hideSecrets(written.html, secretsOf(steps));
    const page = { kind: 'written', html, ...(await prepared.served?.take()) } as const;
    ending.stands(page);
    const tells = html !== written.html;
    ending.end({ ...page, ...(await pictureOf(task, prepared, { html, tells })) });
  } else ending.end(failed('too-large', `${written.chars} characters, more than ${maxChars}`));
  return true;
}

/** What the page itself may do no more: its document stays, whatever its picture shows. `tells`: a secret stands in its text. */
async function pictureOf(
  task: PageTask,
  prepared: Prepared,
  { html, tells }: { readonly html: string; readonly tells: boolean },
): Promise<Taken> {
  const { request, main } = task;
  if (request.picture !== true || isPictured(request, html)) return {};
  if (prepared.kept.atStep !== undefined) return prepared.kept.atStep;
  if (tells) return { pictureFault: SHOWS_SECRET };
  main.stay();
  return takePicture(pictureTask(task, prepared));
}

/**
 * Waits for a script of ours in the page, and ends the rendering when the page does not let it run. While a document is awaited the
 * browser asks the page nothing, which is no fault of the page.
 */
async function answerOf(task: PageTask, running: Promise<unknown>): Promise<unknown> {
  const { ending, main, deadlineMs } = task;
  const begunMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const busyMs = nowMs - Math.max(begunMs, main.answeredMs ?? nowMs);
    // Just before the deadline, so that a busy page is told from one that waits for its server.
    const isOver = deadlineMs - nowMs <= 2 * CHECK_MS;
    if (busyMs >= (isOver ? BUSY_MS : HANG_MS)) ending.end(failed('page-hangs', HANG_WORDS));
  }, CHECK_MS);
  try {
    return await running;
  } finally {
    clearInterval(timer);
  }
}
