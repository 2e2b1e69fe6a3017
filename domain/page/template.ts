// What differs by itself on the pages of a host, learned from the noise samples of single pages. A pattern counts for a
// page where two sampled pages of its kind agree, and for all pages of the host where sampled pages of two kinds do.
import { type PageKind, isSameKind } from './page-kind.ts';

export interface Template {
  /** `<jobId>:<host>` */
  readonly _id: string;
  readonly jobId: string;
  readonly host: string;
  /** What differed between the two looks at a sampled page, by the url key of the page. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
  /**
   * The pages chosen for a sample, by url key. Samples from before kinds were kept are not among them, and so count as
   * of a kind of their own each.
   */
  readonly kinds?: Readonly<Record<string, SampledKind>>;
}

export interface SampledKind extends PageKind {
  /** Number of the run that chose the page. */
  readonly seq: number;
}

/** Written when a page is chosen (`kind`) and again when its second look is read (`patterns`). */
export interface TemplateSample {
  /** Id of the template. */
  readonly id: string;
  readonly jobId: string;
  readonly host: string;
  readonly urlKey: string;
  readonly kind?: SampledKind;
  readonly patterns?: readonly string[];
}

/** Templates are written by `store` alone. */
export interface TemplateStore {
  getMany(ids: readonly string[]): Promise<Map<string, Template>>;
  /** Sets what each sample has; doing it twice changes nothing. */
  putSamples(samples: readonly TemplateSample[]): Promise<void>;
}

const MIN_AGREEING = 2;
/** Most patterns a sample gives its template. */
const MAX_PATTERNS = 60;

/**
 * The patterns of a sample that its template keeps: places before single texts, which other pages hardly share. A path at
 * which some texts stood still is left out: on other pages nobody knows which.
 */
export function patternsToKeep(patterns: readonly string[]): string[] {
  const isText = (pattern: string): boolean => pattern.includes('\t=');
  const isStill = (pattern: string): boolean => pattern.includes('\t!');
  const mixed = new Set(patterns.filter(isStill).map((one) => `${one.slice(0, one.indexOf('\t'))}\t*`));
  const shared = patterns.filter((one) => !isStill(one) && !mixed.has(one));
  return [...shared.filter((one) => !isText(one)), ...shared.filter(isText)].slice(0, MAX_PATTERNS);
}

interface Sample {
  readonly patterns: readonly string[];
  readonly kind: PageKind | undefined;
  /** Number of the first sample of the same kind. */
  readonly group: number;
}

/** Sorted by key, so that the order of writing makes no difference. */
function samplesOf({ samples, kinds = {} }: Template): Sample[] {
  const found: Sample[] = [];
  for (const [key, patterns] of Object.entries(samples).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const kind = kinds[key];
    const first = found.find(
      (one) => kind !== undefined && one.kind !== undefined && isSameKind(one.kind, kind),
    );
    found.push({ patterns: [...new Set(patterns)], kind, group: first?.group ?? found.length });
  }
  return found;
}

/** Answers with the patterns that count for a page; `null`: of no known kind. */
export function createNoiseOfKind(template: Template): (kind: PageKind | null) => readonly string[] {
  const samples = samplesOf(template);
  const groups = new Map<string, Set<number>>();
  for (const { patterns, group } of samples)
    for (const pattern of patterns) groups.set(pattern, (groups.get(pattern) ?? new Set()).add(group));
  const hostWide = [...groups].filter(([, in_]) => in_.size >= MIN_AGREEING).map(([pattern]) => pattern);
  const known = new Map<string, readonly string[]>();
  return (kind) => {
    const own = samples.filter(
      (one) => kind !== null && one.kind !== undefined && isSameKind(one.kind, kind),
    );
    const key = own.map((one) => samples.indexOf(one)).join();
    const patterns = known.get(key) ?? [...new Set([...hostWide, ...agreed(own)])];
    known.set(key, patterns);
    return patterns;
  };
}

function agreed(samples: readonly Sample[]): string[] {
  const counts = new Map<string, number>();
  for (const { patterns } of samples)
    for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  return [...counts].filter(([, pages]) => pages >= MIN_AGREEING).map(([pattern]) => pattern);
}
