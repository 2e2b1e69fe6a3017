// What the walk over a page does with an element, by its tag: it begins a block, is silent, or is not walked into.

const BLOCK_TAGS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option ' +
    'p pre section select summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);

/** Nothing below these is readable text. */
const SILENT_TAGS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'canvas',
  'iframe',
  'object',
  'textarea',
  'head',
  'audio',
  'video',
  'datalist',
  // Shown in the window's frame; a page without a head element has it among its text.
  'title',
]);

/** Silent elements that still hold links, meta tags or warnings worth a look. */
const OPEN_SILENT_TAGS: ReadonlySet<string> = new Set(['head', 'noscript', 'template']);

export const BLOCK = 1;
export const SILENT = 2;
export const SKIPPED = 4;

export const TAG_KINDS: ReadonlyMap<string, number> = tagKinds();

function tagKinds(): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const tag of BLOCK_TAGS) kinds.set(tag, BLOCK);
  for (const tag of SILENT_TAGS) kinds.set(tag, SILENT | (OPEN_SILENT_TAGS.has(tag) ? 0 : SKIPPED));
  return kinds;
}
