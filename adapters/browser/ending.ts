// How a rendering ends: the first end counts. A page that is written down is whole, and a step that failed is why it ended, whatever
// becomes of the picture.
import type { Served } from '../../domain/web/fetch/served-document.ts';
import type { PageEnding } from './intercept.ts';
import type { Taken } from './take-picture.ts';

export type Rendering = PageEnding | Written | File | FailedPageStep;

interface Written extends Taken, Served {
  readonly kind: 'written';
  readonly html: string;
}

/** The answer is no page; the picture is of a file that is a picture itself. */
interface File extends Taken {
  readonly kind: 'taken';
  readonly body: Uint8Array;
}

/** A step of the job could not be done; the picture is of that moment. */
interface FailedPageStep extends Taken {
  readonly kind: 'step-failed';
  readonly detail: string;
}

type Pictured = Written | File | FailedPageStep;

/** The first end of a rendering; later ones are its consequences. */
export class Ending {
  readonly reached: Promise<Rendering>;
  #reach: (rendering: Rendering) => void = () => undefined;
  #standing: Pictured | null = null;
  isReached = false;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
  }

  /** What has come of the page, its picture not yet: what ends the rendering from now on ends the picture alone. */
  stands(standing: Pictured): void {
    this.#standing = standing;
  }

  readonly end = (rendering: Rendering): void => {
    this.isReached = true;
    if (this.#standing === null || isPictured(rendering)) this.#reach(rendering);
    else this.#reach({ ...this.#standing, pictureFault: faultWords(rendering) });
  };
}

function isPictured(rendering: Rendering): rendering is Pictured {
  return rendering.kind === 'written' || rendering.kind === 'taken' || rendering.kind === 'step-failed';
}

function faultWords(ending: PageEnding): string {
  return 'detail' in ending ? ending.detail : `the page ended as ${ending.kind}`;
}

export function crashed(what: string): Rendering {
  return failed('browser-crashed', what);
}

export function failed(reason: (PageEnding & { kind: 'failed' })['reason'], detail: string): Rendering {
  return { kind: 'failed', reason, detail };
}
