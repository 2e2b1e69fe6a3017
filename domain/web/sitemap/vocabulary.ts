// Which elements of a document belong to its own vocabulary. Others are told apart by their namespace: the address of
// an image is no page.

/** In lower case, as the parser gives names. */
export interface ElementName {
  readonly prefix: string;
  readonly local: string;
}

export function splitName(name: string): ElementName {
  const colon = name.indexOf(':');
  if (colon === -1) return { prefix: '', local: name };
  return { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

/** Of lists, whatever their version; those of images, videos and news lie beside them. */
const LIST_NAMESPACES: readonly RegExp[] = [
  /\/schemas\/sitemap\/0\.\d+\/?$/,
  /^https?:\/\/www\.w3\.org\/2005\/Atom\/?$/i,
  /^http:\/\/purl\.org\/(?:atom\/ns#|rss\/1\.0\/)$/,
  /^http:\/\/(?:my\.netscape\.com\/rdf\/simple\/0\.9\/|backend\.userland\.com\/rss\d*)$/,
];

/** Real documents declare a dozen prefixes. */
const MAX_PREFIXES = 100;

export class Vocabulary {
  readonly #namespaces = new Map<string, string>();
  readonly #ownPrefixes = new Set<string>();
  #rootPrefix: string | null = null;

  /** Learns the prefixes that an element declares. They hold for the whole document, because nobody uses one for two. */
  declare(attributes: Readonly<Record<string, string>>): void {
    for (const key of Object.keys(attributes)) {
      if (!key.startsWith('xmlns:') || this.#namespaces.size >= MAX_PREFIXES) continue;
      const prefix = key.slice('xmlns:'.length).toLowerCase();
      const namespace = attributes[key]?.trim() ?? '';
      this.#namespaces.set(prefix, namespace);
      if (LIST_NAMESPACES.some((known) => known.test(namespace))) this.#ownPrefixes.add(prefix);
    }
  }

  /** Names the prefix that the elements of the list itself have. */
  setRoot({ prefix }: ElementName): void {
    this.#rootPrefix = prefix;
  }

  namespaceOf({ prefix }: ElementName): string {
    return this.#namespaces.get(prefix) ?? '';
  }

  /** No prefix counts too: authors declare a prefix and forget to write it. */
  isOwn({ prefix }: ElementName): boolean {
    return prefix === '' || prefix === this.#rootPrefix || this.#ownPrefixes.has(prefix);
  }
}
