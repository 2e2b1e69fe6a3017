// The picture of an answer that is a picture itself, such as a chart or what a camera sees: the browser draws it, so that it is
// decoded where foreign pictures always are.
import { setTimeout as pause } from 'node:timers/promises';
import { binaryKind, PICTURE_KIND } from '../../domain/web/fetch/binary-body.ts';
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import type { Ending } from './ending.ts';
import { inTime } from './in-time.ts';
import { runInPage } from './isolated-world.ts';
import {
  isPictured,
  messageOf,
  NOT_IN_TIME,
  type PictureTask,
  type Taken,
  takePicture,
} from './take-picture.ts';

/** Wider ones are drawn as wide as the screen, as a page would. */
const STYLE = 'html,body{margin:0;background:#fff}img{display:block;max-width:100%}';
const NOT_DRAWN = 'the browser can not draw this kind of picture, or it is damaged';
/** Null: the page of ours is not there yet. */
const DRAWN_SCRIPT = `(async () => {
  const image = document.getElementById('webloom-file');
  if (image === null) return null;
  try { await image.decode(); } catch { return false; }
  return image.naturalWidth > 0;
})()`;
const DRAW_MS = 5_000;
const LOOK_MS = 50;

export interface FileTask {
  readonly ending: Ending;
  readonly request: FetchRequest;
  readonly picture: PictureTask;
  /** Has the browser show a page of ours in place of the file. */
  readonly show: (html: string) => Promise<void>;
}

/** Ends with an answer that is no page; one that is a picture is drawn first, where pictures are wanted. */
export async function takeFile(task: FileTask, body: Uint8Array): Promise<void> {
  const { ending, request } = task;
  const file = { kind: 'taken', body } as const;
  if (request.picture !== true || isPictured(request, body) || binaryKind(body, null) !== PICTURE_KIND)
    return ending.end(file);
  ending.stands(file);
  ending.end({ ...file, ...(await picture(task, body)) });
}

/** Never rejects. */
async function picture({ picture: task, show }: FileTask, body: Uint8Array): Promise<Taken> {
  const drawn = show(pageOf(body)).then(() => isDrawn(task));
  const outcome = await inTime(drawn, DRAW_MS);
  if (outcome !== 'done') return { pictureFault: NOT_IN_TIME };
  return drawn.then(
    (isWhole) => (isWhole ? takePicture(task) : { pictureFault: NOT_DRAWN }),
    (error: unknown): Taken => ({ pictureFault: messageOf(error) }),
  );
}

/** The browser tells the type of the file by its bytes. */
function pageOf(body: Uint8Array): string {
  const data = Buffer.from(body).toString('base64');
  return `<!doctype html><style>${STYLE}</style><img id="webloom-file" alt="" src="data:image/png;base64,${data}">`;
}

async function isDrawn({ session, frameId, deadlineMs }: PictureTask): Promise<boolean> {
  while (performance.now() < deadlineMs) {
    const answer = await runInPage(session, frameId, DRAWN_SCRIPT);
    if (typeof answer === 'boolean') return answer;
    await pause(LOOK_MS, undefined, { ref: false });
  }
  return false;
}
