// A product page around the part that a test is about: a head, links of the site, a language.

/** A block of JSON-LD. */
export function json(value: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
}

export function shopPage(head: string, body: string, lang = 'en'): string {
  return `<!doctype html><html lang="${lang}"><head>${head}</head><body><header><a href="/">Home</a><a href="/cart">Cart (0)</a></header>${body}<footer><a href="/terms">Terms</a></footer></body></html>`;
}
