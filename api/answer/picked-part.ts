// What somebody picks of a page, as a preview and a stored version answer it: selectors, what they find, and where the parts of
// the page stand.
import { checkJob, invalidJob } from '../../domain/config/check-job.ts';
import type { PageViewer, ViewedBody } from '../../domain/job/preview/page-viewer.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { NO_PLACE_RULES, type PlaceRules } from '../../domain/reading/part/page-places.ts';
import type { ApiPorts } from '../ports.ts';
import type { PickedPartView } from '../schemas/preview/preview-part.ts';
import { toPickedView } from '../views/preview-view.ts';
import { jobRules } from '../job-rules.ts';

export interface AskedPart {
  readonly node?: number | undefined;
  readonly nodes?: number[] | undefined;
  readonly selector?: string | undefined;
  readonly exclude?: string[] | undefined;
  readonly bodyParts?: string[] | undefined;
  readonly frameParts?: string[] | undefined;
}

export interface PickedFrom {
  readonly body: ViewedBody;
  /** What the job has; null: it watches what has no frame. */
  readonly rules: PlaceRules | null;
}

type CheckPorts = Pick<ApiPorts, 'settings' | 'clock'>;

export async function pickedPartOf(
  ports: CheckPorts & { readonly viewer: PageViewer },
  { body, rules }: PickedFrom,
  asked: AskedPart,
): Promise<PickedPartView> {
  const { node, nodes = [], selector, exclude, bodyParts, frameParts } = asked;
  checkSelectors(ports, body.url, asked);
  const { exclude: left, named } = rules ?? NO_PLACE_RULES;
  const isNamed = bodyParts !== undefined || frameParts !== undefined;
  const part = {
    nodes: node === undefined ? nodes : [node, ...nodes],
    selector: selector ?? null,
    exclude: exclude ?? left,
    named:
      rules === null && !isNamed ? null : { body: bodyParts ?? named.body, frame: frameParts ?? named.frame },
  };
  return toPickedView(readable(await ports.viewer.view(body, { view: 'part', part })));
}

export function readable<View>(view: View | null): View {
  if (view !== null) return view;
  throw new WebloomError('not-found', 'This page takes too long to be shown. Give a selector instead.');
}

/** Faults of selectors, at their place in the request. */
function checkSelectors(ports: CheckPorts, url: string, asked: AskedPart): void {
  const { selector, exclude = [], bodyParts = [], frameParts = [] } = asked;
  const include = selector === undefined ? [] : [selector];
  const faults = [
    ...faultsOf(ports, url, { scope: { include, exclude } }),
    ...faultsOf(ports, url, { bodyParts, frameParts }),
  ];
  if (faults.length > 0) throw invalidJob(faults);
}

function faultsOf({ settings, clock }: CheckPorts, url: string, changes: object) {
  const config = { source: { kind: 'pages', urls: [url] }, changes };
  const check = checkJob({ config }, { ...jobRules(settings), jobId: '', now: clock.now() });
  const faults = check.ok ? [] : check.faults.filter(({ pointer }) => pointer.startsWith('/config/changes/'));
  return faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer
      .replace('/config/changes/scope/include/0', '/selector')
      .replace('/config/changes/scope', '')
      .replace('/config/changes', ''),
  }));
}
