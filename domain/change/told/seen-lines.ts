// The lines of all versions of a page that were told, for jobs that want lines never seen before. As many are kept as a
// page of this kind needs for years; the oldest go first.
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import { lineKey } from '../line-choice.ts';

const MAX_LINES = 200_000;

export class SeenLines {
  readonly #keys: Set<string>;
  readonly #hash: (text: string) => string;

  /** `hash`: what is remembered of a line. */
  constructor(hash: (text: string) => string, keys: readonly string[] = []) {
    this.#hash = hash;
    this.#keys = new Set(keys);
  }

  has(line: string): boolean {
    return this.#keys.has(this.#keyOf(line));
  }

  add(blocks: readonly TextBlock[]): void {
    for (const { text } of blocks) this.#keys.add(this.#keyOf(text));
  }

  /** Oldest first. */
  get keys(): readonly string[] {
    return [...this.#keys].slice(-MAX_LINES);
  }

  #keyOf(line: string): string {
    return this.#hash(lineKey(line));
  }
}
