// Where the form of an id shows: joined with colons, cut by length, or told by its first letters. Each form is known by one
// small file beside its document (`page-id.ts`, `stage-key.ts` …) and by nobody else.

/** Files that know a form. */
const OWNERS =
  /(^|\/)([a-z-]+-(id|key|name|holder)\.ts|ids\.ts|secret-box\.ts|schedule\.ts|blob-path\.ts|archive\.ts|key-file\.ts)$/;

const FOLDERS = /^(activities|adapters|api|cli|domain|workers|workflows)\//;

/** Colons there are of times, scopes and addresses. */
const OTHER_COLONS = /^(domain\/(reading|price)\/|cli\/(demo|stack)\/)/;

const FORMS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'joins an id', pattern: /\$\{[^{}]+\}:\$\{/ },
  { what: 'cuts an id by the length of its owner', pattern: /\.slice\([\w.]+\.length \+ 1\)/ },
  { what: 'cuts an id at its colons', pattern: /\b(id|_id|Id|key)\b\??\.split\(/ },
  { what: 'names the folder of runs', pattern: /[`'"]runs\// },
  { what: 'knows how ids of jobs and runs begin', pattern: /[`'"](run|job)_(?=[`'"$])/ },
];

/** What a file does with ids that is its `-id.ts` file's to do. */
export function idForms(path: string, text: string): string[] {
  if (!FOLDERS.test(path) || OTHER_COLONS.test(path) || OWNERS.test(path)) return [];
  const code = text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
  return FORMS.flatMap(({ what, pattern }) =>
    code.filter((line) => pattern.test(line)).map((line) => `${path} ${what}: ${line.trim()}`),
  );
}
