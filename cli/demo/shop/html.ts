// Markup with escaping by default: a value in a template is text unless it is Markup.

/** Finished HTML. Only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | readonly Markup[] | string | number;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function partText(part: Part): string {
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map((one) => one.markup).join('\n');
}

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = strings
    .map((text, at) => {
      const part = parts[at];
      return part === undefined ? text : text + partText(part);
    })
    .join('');
  return { markup };
}

/** For text that is markup by construction: style sheets, JSON-LD. */
export function trusted(markup: string): Markup {
  return { markup };
}

export const NOTHING: Markup = { markup: '' };

/** JSON for a script element; "<" is escaped, so that no value can close the element. */
export function jsonScript(value: unknown): Markup {
  const json = JSON.stringify(value, null, 2).replaceAll('<', '\\u003c');
  return trusted(`<script type="application/ld+json">\n${json}\n</script>`);
}
