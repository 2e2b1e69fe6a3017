// Where on a page a value was found, in words that follow "from".

export const SOURCE_WORDS = {
  'json-ld': 'its structured data (JSON-LD)',
  microdata: 'its structured data (microdata)',
  rdfa: 'its structured data (RDFa)',
  opengraph: 'its OpenGraph tags',
  meta: 'its meta tags',
  embedded: 'data inside its scripts',
  selector: 'a selector',
  visible: 'the text people read',
} as const;

/** All sources, as they stand in answers. */
export const SOURCE_LIST = Object.keys(SOURCE_WORDS).join(', ');

const BY_NAME = new Map<string, string>(Object.entries(SOURCE_WORDS));

/** An unknown source stays as it is. */
export function sourceWords(source: string): string {
  return BY_NAME.get(source) ?? source;
}
