// Patterns of places that differ by themselves on all pages of a host. They are learned from the noise samples of
// single pages, kept per job and host, and used for every page of the host once two sampled pages agree.

export interface Template {
  /** `<jobId>:<host>` */
  readonly _id: string;
  readonly jobId: string;
  readonly host: string;
  /** What differed between the two looks at a sampled page, by the url key of the page. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
}

export interface TemplateSample {
  /** Id of the template. */
  readonly id: string;
  readonly jobId: string;
  readonly host: string;
  readonly urlKey: string;
  readonly patterns: readonly string[];
}

/** Templates are written by `store` alone. */
export interface TemplateStore {
  getMany(ids: readonly string[]): Promise<Map<string, Template>>;
  /** Sets the sample of each page; doing it twice changes nothing. */
  putSamples(samples: readonly TemplateSample[]): Promise<void>;
}

/** More samples than this say nothing new; later runs leave the template as it is. */
const MAX_SAMPLES = 6;
const MIN_AGREEING = 2;

export function wantsSample(template: Template | undefined, urlKey: string): boolean {
  if (template === undefined) return true;
  return urlKey in template.samples || Object.keys(template.samples).length < MAX_SAMPLES;
}

/** Patterns that several sampled pages of the host share. */
export function sharedPatterns(template: Template | undefined): string[] {
  const counts = new Map<string, number>();
  for (const patterns of Object.values(template?.samples ?? {})) {
    for (const pattern of new Set(patterns)) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return [...counts].filter(([, pages]) => pages >= MIN_AGREEING).map(([pattern]) => pattern);
}
