// Makes a preview: looks at the page as a run would, reads it as a run would, and says what could be watched. What can
// normally happen to a page is an outcome with a remedy, never an error.
import { isOwnHost } from '../../web/egress/own-host.ts';
import { given } from '../../system/given.ts';
import { isWebloomError } from '../../system/errors.ts';
import { refusedCalls } from '../../web/fetch/page-calls.ts';
import type { ReasonCode } from '../../run/outcome.ts';
import type { WantedLook as WishedLook } from '../../run/render/wanted-look.ts';
import { hostFacts } from './host-facts.ts';
import type { Look, PreviewPhase, WantedLook } from './page-looker.ts';
import { offerJson, type RenderedPage } from './offer-json.ts';
import type { Preview, PreviewGiven } from './preview.ts';
import { type PreviewPorts, type ReadEnd, readLook, readPage, toFault, unfetched } from './read-look.ts';
import { type UnderstoodPage, understandPage } from './understand-page.ts';
import { LATER, type PreviewProblem } from './unfetched-remedy.ts';
import type { JobConfig } from '../../config/schema.ts';

/** For a look at the page's own JSON, which a preview can do without. */
const ASIDE_MS = 8_000;

export interface WantedPreview {
  readonly previewId: string;
  readonly workspaceId: string;
  readonly url: string;
  /** The address with a date in it, of which `url` is that of today; absent: it has none. */
  readonly named?: string | undefined;
  readonly given: PreviewGiven;
  readonly config: JobConfig;
  readonly wantsPicture?: boolean | undefined;
}

/** The preview as it is before anything was done. */
export function beginPreview(ports: PreviewPorts, wanted: WantedPreview): Preview {
  const now = ports.clock.now();
  const preview: Preview = {
    ...wanted,
    at: now,
    steps: [{ step: 'wait', at: now }],
    outcome: 'pending',
    problem: null,
    fetched: null,
    pageSteps: null,
    refusedCalls: [],
    picture: null,
    host: null,
    page: null,
    suggestions: [],
    json: null,
    body: null,
  };
  ports.previews.put(preview, now);
  return preview;
}

/** The answer for an address that may not be fetched at all: nothing is asked. */
export function refusedPreview(ports: PreviewPorts, wanted: WantedPreview): Preview {
  const preview = beginPreview(ports, wanted);
  const refused = {
    ...preview,
    ...ending(preview, ports),
    ...unfetched(ports, wanted.url, { reason: 'address-not-allowed' }),
  };
  ports.previews.put(refused, ports.clock.now());
  return refused;
}

/** The page of a preview as other rules read it; null when it can't be read with them. */
export async function readAgain(
  ports: PreviewPorts,
  preview: Preview,
  config: JobConfig,
): Promise<UnderstoodPage | null> {
  if (preview.body === null) return null;
  const read = await readPage(ports, { ...preview, config }, preview.body);
  return read.ok ? understandPage(read.page, preview.fetched?.status) : null;
}

/** Each ends its look: what has not come by then is told as slow. */
export interface LookSignals {
  readonly fetch: AbortSignal;
  readonly render: AbortSignal;
}

/** Goes on to the end; the states on the way can be read from `previews`. Rejects only when a service is away. */
export async function finishPreview(
  ports: PreviewPorts,
  begun: Preview,
  signals: LookSignals,
  { offersJson = true }: { readonly offersJson?: boolean | undefined } = {},
): Promise<Preview> {
  let preview = begun;
  const keep = (next: Partial<Preview>): Preview => {
    preview = { ...preview, ...next };
    ports.previews.put(preview, ports.clock.now());
    return preview;
  };
  const onStep = (step: PreviewPhase): void =>
    void keep({ steps: stepped(preview, step, ports.clock.now()) });
  try {
    const look = await lookWithin(ports, begun, { onStep, signal: signals.fetch });
    if (look === null)
      return keep({ ...ending(preview, ports), ...unfetched(ports, begun.url, { reason: 'timeout' }) });
    keep({ host: factsOf(ports, begun, look), ...stepsOf(look) });
    if (look.body === null)
      return keep({ ...ending(preview, ports), ...unfetched(ports, begun.url, toFault(look.row)) });
    onStep('read');
    const read = await readLook(ports, preview, { row: look.row, body: look.body });
    const { end: plain, wanted } = read;
    const shown =
      wanted === null
        ? { end: plain, noted: look.noted }
        : await lookInBrowser(ports, { preview, plain, wanted, onStep, keep }, signals.render);
    const sent = wanted === null ? null : (plain.body ?? null);
    // Whoever asks meanwhile has all but the offer.
    keep({ ...shown.end, outcome: 'pending' });
    const json = offersJson
      ? await offerJson(ports, { preview, ...shown, sent, look: lookAside(ports, preview) })
      : null;
    return keep({ ...ending(preview, ports), ...shown.end, json });
  } catch (error) {
    keep({ ...ending(preview, ports), ...failed(ports, begun.url, error) });
    throw error;
  }
}

/** At another address, while somebody waits. The preview can do without it, whatever becomes of it. */
function lookAside(ports: PreviewPorts, preview: Preview): RenderedPage['look'] {
  return async (url, config) => {
    const signal = AbortSignal.timeout(ASIDE_MS);
    try {
      return await lookWithin(ports, { ...preview, url, config }, { onStep: () => undefined, signal });
    } catch (error) {
      if (!isWebloomError(error)) throw error;
      ports.log.warn({ url, err: error }, 'JSON of a page could not be looked at');
      return null;
    }
  };
}

function stepped({ steps }: Preview, step: PreviewPhase, at: Date): Preview['steps'] {
  return steps.at(-1)?.step === step ? steps : [...steps, { step, at }];
}

function ending(preview: Preview, { clock }: PreviewPorts): Pick<Preview, 'steps'> {
  return { steps: stepped(preview, 'done', clock.now()) };
}

/** How the steps of a look ended, what its scripts were kept from asking for, and what was on the screen when one failed. */
function stepsOf(
  look: Look | null,
): Pick<Preview, 'pageSteps' | 'refusedCalls' | 'picture' | 'pictureFault'> {
  const { row, picture = null } = look ?? {};
  const told = refusedCalls(row?.calls).map(({ sent: _sent, ...refused }) => refused);
  return {
    pageSteps: row?.steps ?? null,
    refusedCalls: told,
    picture,
    ...given({ pictureFault: row?.pictureFault }),
  };
}

async function lookWithin(
  ports: PreviewPorts,
  { previewId, workspaceId, url, config, wantsPicture }: Preview,
  { signal, ...asked }: Pick<WantedLook, 'onStep' | 'render'> & { readonly signal: AbortSignal },
): Promise<Look | null> {
  try {
    return await ports.looker.look({ previewId, workspaceId, url, config, wantsPicture, ...asked }, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

function factsOf(
  { ownHosts, userAgent }: PreviewPorts,
  { url, config }: Preview,
  { row, host }: Look,
): Preview['host'] {
  return hostFacts({
    url: row.finalUrl ?? url,
    host,
    fetch: config.fetch,
    userAgent,
    isOwn: (name) => isOwnHost(ownHosts, name),
  });
}

/**
 * The same page as a browser shows it. Where that brings nothing, the page stands as it was sent, and a page without text says
 * why.
 */
async function lookInBrowser(
  ports: PreviewPorts,
  { preview, plain, wanted, onStep, keep }: SentPage,
  signal: AbortSignal,
): Promise<ShownPage> {
  onStep('render');
  const look = await lookWithin(ports, preview, {
    onStep: (step) => onStep(step === 'fetch' ? 'render' : step),
    render: wanted.wish,
    signal,
  });
  keep(stepsOf(look));
  if (look === null || look.body === null) {
    const fault = look === null ? { reason: 'timeout' as const } : toFault(look.row);
    return { end: unrendered(plain, unfetched(ports, preview.url, fault).problem), noted: undefined };
  }
  onStep('read');
  const rendered = await readLook(ports, preview, { row: look.row, body: look.body });
  const isNoBetter = plain.outcome === 'understood' && rendered.end.outcome !== 'understood';
  return { end: isNoBetter || rendered.wanted !== null ? plain : rendered.end, noted: look.noted };
}

type ShownPage = Pick<RenderedPage, 'end' | 'noted'>;

/** What came of the look without a browser, and why another is wanted. */
interface SentPage {
  readonly preview: Preview;
  readonly plain: ReadEnd;
  readonly wanted: WishedLook;
  readonly onStep: (step: PreviewPhase) => void;
  readonly keep: (next: Partial<Preview>) => void;
}

function unrendered(plain: ReadEnd, fault: PreviewProblem | null): ReadEnd {
  if (plain.problem === null || fault === null) return plain;
  const what = `${plain.problem.what} No browser could show it: ${fault.what}`;
  return { ...plain, problem: { reason: fault.reason, what, remedy: fault.remedy } };
}

/** A service is away. Its error says which and what to do; whoever asks again for the preview is told the same. */
function failed(ports: PreviewPorts, url: string, error: unknown): Pick<Preview, 'outcome' | 'problem'> {
  if (!isWebloomError(error)) return unfetched(ports, url, { reason: 'no-answer' });
  const reason: ReasonCode = error.code === 'disk-full' ? 'disk-full' : 'no-answer';
  return { outcome: 'unfetched', problem: { reason, what: error.message, remedy: LATER } };
}
