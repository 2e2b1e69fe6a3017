// How a rendering ends: the first end counts, and a page that is written down is whole.
import type { PageEnding } from './intercept.ts';
import type { Taken } from './take-picture.ts';

export type Rendering = PageEnding | Written;

interface Written extends Taken {
  readonly kind: 'written';
  readonly html: string;
}

/** The first end of a rendering; later ones are its consequences. A page that is written down is whole, whatever becomes of its picture. */
export class Ending {
  readonly reached: Promise<Rendering>;
  #reach: (rendering: Rendering) => void = () => undefined;
  #html: string | null = null;
  isReached = false;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
  }

  /** What has come of the page, its picture not yet. */
  written(html: string): void {
    this.#html = html;
  }

  readonly end = (rendering: Rendering): void => {
    this.isReached = true;
    if (this.#html === null || rendering.kind === 'written') this.#reach(rendering);
    else this.#reach({ kind: 'written', html: this.#html, pictureFault: faultWords(rendering) });
  };
}

function faultWords(ending: Exclude<Rendering, Written>): string {
  return 'detail' in ending ? ending.detail : `the page ended as ${ending.kind}`;
}
