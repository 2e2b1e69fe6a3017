// Prefixes in CSS selectors for documents. "media|title" names the element "media:title"; where the namespace of the prefix
// is given, it names the elements with any prefix that the document declares for it.
import { type Document, Element } from 'domhandler';
import type { Namespaces } from './query/xpath-namespace.ts';

const PREFIXED = /([\w-]+)\|([\w-]+|\*)/g;

export function withWrittenPrefixes(selector: string, root: Document, namespaces: Namespaces): string {
  return selector.replace(PREFIXED, (_, prefix: string, name: string) => {
    const namespace = namespaces.get(prefix);
    if (namespace === undefined) return `${prefix}\\:${name}`;
    const written = prefixesFor(namespace, root).map((own) => (own === '' ? name : `${own}\\:${name}`));
    return written.length === 0
      ? ':not(*)'
      : written.length === 1
        ? written.join('')
        : `:is(${written.join(', ')})`;
  });
}

/** Prefixes that a document declares for a namespace; '' is that of the default namespace. */
function prefixesFor(namespace: string, root: Document): string[] {
  const found = new Set<string>();
  const stack = [...root.children];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    if (!(here instanceof Element)) continue;
    for (const [name, value] of Object.entries(here.attribs))
      if (value === namespace && /^xmlns(?:$|:)/.test(name)) found.add(name.slice(6));
    stack.push(...here.children);
  }
  return [...found];
}
