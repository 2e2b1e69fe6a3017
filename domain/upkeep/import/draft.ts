// A job that is being made of an entry of another tool: readers add to it what they find and say what is lost.
import { clip } from '../../system/clip.ts';
import { canonicalUrl, parseUrl } from '../../web/url/canonical.ts';
import { MAX_LOSSES } from './bounds.ts';
import type { Loss } from './import-entry.ts';
import type { KnownDraft } from './known-text/known-draft.ts';
import { basicCredentials } from '../../web/fetch/basic-credentials.ts';
import { cleanTag } from './translate/tag.ts';
import type { Members } from '../../system/differing-members.ts';

const MAX_OPTION = 80;
/** Headers that Webloom sets itself and that change nothing of what a page says. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['accept-encoding', 'connection', 'content-length']);
const FOREIGN_HOST = new Set(['host', 'transfer-encoding']);

export class JobDraft {
  readonly sourceId: string;
  name = '';
  /** What it is for, as the other tool has it. */
  note = '';
  paused = false;
  readonly urls: string[] = [];
  /** Another source than pages; null: its addresses are pages. */
  source: Members | null = null;
  schedule: Members | null = null;
  /** Where people look at its page; null: at its address. */
  link: string | null = null;
  /** Certificates of its hosts are not checked. */
  takesAnyCertificate = false;
  readonly fetch: Record<string, unknown> = {};
  readonly changes: Record<string, unknown> = {};
  readonly include: string[] = [];
  readonly exclude: string[] = [];
  readonly filters: Members[] = [];
  readonly pageSteps: Members[] = [];
  readonly addresses: string[] = [];
  /** What urlwatch and webchanges name it by in their databases; empty: the tool has none. */
  location = '';
  /** The newest text that the other tool knew of its page; null: it knew none, or none is read. */
  known: KnownDraft | null = null;
  readonly #headers = new Map<string, Members>();
  readonly #tags: string[] = [];
  readonly #losses = new Map<string, Loss>();
  readonly #refusals: string[] = [];

  constructor(sourceId: string) {
    this.sourceId = sourceId;
  }

  get losses(): readonly Loss[] {
    return [...this.#losses.values()].slice(0, MAX_LOSSES);
  }

  get refusals(): readonly string[] {
    return this.#refusals;
  }

  get headers(): readonly Members[] {
    return [...this.#headers.values()];
  }

  get tags(): readonly string[] {
    return this.#tags;
  }

  /** An option is told once, however often it stands there. */
  lose(option: string, why: string, instead: string): void {
    const said = clip(option, MAX_OPTION);
    if (!this.#losses.has(said)) this.#losses.set(said, { option: said, why, instead });
  }

  refuse(reason: string): void {
    this.#refusals.push(reason);
  }

  tag(...texts: readonly string[]): void {
    for (const tag of texts.map(cleanTag)) if (tag !== '' && !this.#tags.includes(tag)) this.#tags.push(tag);
  }

  /** A user name and a password in an address become a header. */
  address(written: string): void {
    const text = withScheme(written.trim());
    const url = parseUrl(text);
    const canonical = canonicalUrl(text);
    if (url === null || canonical.ok || canonical.reason !== 'credentials') {
      this.urls.push(text);
      return;
    }
    this.header('Authorization', basicCredentials(plain(url.username), plain(url.password)), true);
    url.username = '';
    url.password = '';
    this.urls.push(url.href);
  }

  header(name: string, value: string, secret = false): void {
    const key = name.trim().toLowerCase();
    if (OWN_HEADERS.has(key)) return;
    if (FOREIGN_HOST.has(key))
      this.lose(`header ${name}`, 'Webloom sets this header itself.', 'Watch the address of that host.');
    else if (key === 'user-agent') this.fetch['userAgent'] = value;
    else this.#headers.set(key, { name: name.trim(), value, ...(secret ? { secret } : {}) });
  }
}

function withScheme(text: string): string {
  return /^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#:]|$)/i.test(text) ? `https://${text}` : text;
}

function plain(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    // A percent sign that escapes nothing is one.
    return escaped;
  }
}
