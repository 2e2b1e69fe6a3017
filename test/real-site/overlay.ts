// A site's pages in memory, with changes laid over them: alter a page, delete one (with or without the links to it),
// add one. The files the pages came from stay as they are.

export interface StoredPage {
  readonly body: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly modifiedAt: number;
}

/** `unlink` takes the links to the page out of all other pages and keeps their words; `keep` leaves them dangling. */
export type LinkFate = 'unlink' | 'keep';

export interface Overlay {
  alter(path: string, change: (html: string) => string): void;
  /** The page answers 404 from now on. Answers which pages lost a link. */
  remove(path: string, links: LinkFate): readonly string[];
  /** Puts a link to the new page at the end of the text of `linkedFrom`. */
  add(path: string, html: string, linkedFrom: { readonly path: string; readonly words: string }): void;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

const ATTRIBUTES = String.raw`(?:[^>"']|"[^"]*"|'[^']*')*?`;

/** Takes links to `name` (any fragment) out of the text, and <link rel="next" …> out of the head. */
export function withoutLinksTo(name: string, html: string): string {
  const target = String.raw`href\s*=\s*(["'])${escapePattern(name)}(?:#[^"']*)?\1`;
  const anchor = new RegExp(String.raw`<a\s${ATTRIBUTES}${target}${ATTRIBUTES}>([\s\S]*?)</a>`, 'g');
  const head = new RegExp(String.raw`<link\s${ATTRIBUTES}${target}${ATTRIBUTES}>`, 'g');
  return html.replace(anchor, '$2').replace(head, '');
}

export class PageSet implements Overlay {
  readonly #pages: Map<string, StoredPage>;
  readonly #now: () => number;

  constructor(pages: ReadonlyMap<string, StoredPage>, now: () => number) {
    this.#pages = new Map(pages);
    this.#now = now;
  }

  get(path: string): StoredPage | undefined {
    return this.#pages.get(path);
  }

  paths(): readonly string[] {
    return [...this.#pages.keys()];
  }

  alter(path: string, change: (html: string) => string): void {
    const page = this.#pages.get(path);
    if (page === undefined) throw new Error(`there is no page ${path} to alter`);
    const body = change(page.body);
    if (body === page.body) throw new Error(`the change left ${path} as it was`);
    this.#put(path, body);
  }

  remove(path: string, links: LinkFate): readonly string[] {
    if (!this.#pages.delete(path)) throw new Error(`there is no page ${path} to remove`);
    if (links === 'keep') return [];
    const name = path.slice(1);
    return this.paths().filter((other) => {
      const page = this.#pages.get(other);
      if (page === undefined) return false;
      const body = withoutLinksTo(name, page.body);
      if (body === page.body) return false;
      this.#put(other, body);
      return true;
    });
  }

  add(path: string, html: string, linkedFrom: { readonly path: string; readonly words: string }): void {
    if (this.#pages.has(path)) throw new Error(`${path} is there already`);
    const link = `<p><a href="${path.slice(1)}">${linkedFrom.words}</a></p>`;
    this.alter(linkedFrom.path, (body) =>
      body.replace(/<div class="navfooter">|<\/body>/, (end) => link + end),
    );
    this.#put(path, html);
  }

  /** HTTP dates have whole seconds. */
  #put(path: string, body: string): void {
    this.#pages.set(path, { body, modifiedAt: Math.floor(this.#now() / 1000) * 1000 });
  }
}
