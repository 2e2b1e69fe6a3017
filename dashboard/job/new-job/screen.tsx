// New job: an address becomes a look at the page, the look becomes a job. What was typed outlives a reload.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { LookOnly, Operators } from '../../ui/field/operators.tsx';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { isProblem } from '../../api/problem.ts';
import { stockWord } from '../../ui/stock-words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AddressForm } from './address-form.tsx';
import { type Draft, httpInstead, NO_DRAFT, useDraft, type Way, withScheme } from './draft.ts';
import { FetchCard, HELPED } from './fetch-card.tsx';
import { Result } from './result.tsx';
import { markedOfLink } from './bookmarklet.ts';
import { PageStepCard } from './page-step-card.tsx';
import { useLook, usePreview } from './use-preview.ts';

const CRUMBS = [{ name: 'Jobs', to: '/jobs' }];

export function Screen(): ReactNode {
  const instead = (
    <>
      <PageHead title="Watch a page" tab="New job" crumbs={CRUMBS} />
      <LookOnly />
    </>
  );
  return (
    <Operators instead={instead}>
      <NewJob />
    </Operators>
  );
}

/** The look at the address that was asked for last; an answer about another one comes too late. */
function useWizard() {
  const [draft, change, clear] = useDraft();
  const preview = usePreview(draft.previewId);
  const wanted = useRef<string | null>(draft.looked);
  const look = useLook(({ previewId }, { url }) => {
    if (wanted.current === url) change({ previewId });
  });
  const begin = (next: Partial<Draft> = {}): void => {
    const { address, profile, ...other } = { ...draft, ...next };
    const url = withScheme(address);
    const isSame = isSameHost(url, draft.looked);
    const steps = isSame ? other.steps : [];
    const sent = next.sent ?? (url === draft.looked ? draft.sent : NO_DRAFT.sent);
    const way = { ...wayOfDraft(isSame ? other : NO_DRAFT), sent };
    const render = next.render ?? (url === draft.looked ? draft.render : null);
    const link = next.link ?? (url === draft.looked ? draft.link : null);
    const marked = next.marked ?? (isSamePage(url, draft.looked) ? draft.marked : null);
    const scheme = url === address.trim() ? 'typed' : 'guessed';
    wanted.current = url;
    change({
      ...NO_DRAFT,
      scheme,
      ...next,
      link,
      marked,
      profile,
      ...way,
      steps,
      render,
      address: url,
      looked: url,
    });
    look.mutate({ url, profile, ...way, steps, render });
  };
  const beginAnew = (): void => {
    wanted.current = null;
    clear();
  };
  const instead = preview.data === undefined ? null : httpInstead(draft, preview.data);
  useEffect(() => {
    if (instead !== null) begin({ address: instead, scheme: 'fallback' });
  });
  return { draft, change, clear, preview, look, begin, beginAnew };
}

type Wizard = ReturnType<typeof useWizard>;

function NewJob(): ReactNode {
  const wizard = useWizard();
  const { draft, change, clear, preview, look, begin, beginAnew } = wizard;
  useAddressOfLink(draft, begin);
  const isPending = look.isPending || preview.data?.outcome === 'pending';
  const isLooked = withScheme(draft.address) === draft.looked;
  return (
    <>
      <PageHead
        title={headline(preview.data, draft)}
        tab="New job"
        sub="Paste an address. Webloom looks at the page once, by the rules of the site, and says what it would watch."
        crumbs={CRUMBS}
        actions={draft.previewId === null ? undefined : <Button onClick={beginAnew}>Begin anew</Button>}
      />
      <div className="grid gap-5 pb-12">
        <AddressForm
          address={draft.address}
          onType={(address) => change({ address })}
          onLook={() => begin()}
          busy={isPending && isLooked}
          isLooked={isLooked}
          error={look.error}
          again={draft.previewId !== null}
        />
        {draft.scheme === 'fallback' ? <ByHttp /> : null}
        <LookState {...wizard} />
        {draft.looked === null ? null : <WayCards {...wizard} busy={isPending} />}
        {preview.data === undefined || isOver(preview.error) ? null : (
          <Result
            preview={preview.data}
            draft={draft}
            onChange={change}
            onSaved={clear}
            onTryBrowser={() => begin({ profile: 'browser' })}
            onTryLogin={(login) => begin({ login })}
            onWatchJson={(json) => begin({ ...json, steps: [], ...keptOf(draft) })}
          />
        )}
      </div>
    </>
  );
}

/** What comes before the page is read: steps on it, and how it is got. */
function WayCards({
  draft,
  change,
  preview,
  look,
  begin,
  busy,
}: Wizard & { readonly busy: boolean }): ReactNode {
  const faults = isProblem(look.error) ? look.error.faults : [];
  return (
    <>
      <PageStepCard
        steps={draft.steps}
        preview={preview.data}
        faults={faults}
        busy={busy}
        onChange={(steps) => change({ steps })}
        onTry={() => begin()}
      />
      <FetchCard
        key={draft.looked}
        draft={draft}
        faults={faults}
        isWanted={HELPED.has(preview.data?.problem?.reason ?? '')}
        busy={busy}
        onChange={change}
        onTry={() => begin()}
      />
    </>
  );
}

/** What is in the way of the look, or that it goes on. */
function LookState({ draft, preview, look, begin }: Wizard): ReactNode {
  const hasEnded = isOver(preview.error);
  return (
    <>
      {look.isError && !hasAddressFault(look.error) ? (
        <ProblemNote error={look.error} retry={() => begin()} />
      ) : null}
      {hasEnded ? <LookAgain onLook={() => begin({ ...draft, previewId: null })} /> : null}
      {preview.isError && !hasEnded ? (
        <ProblemNote error={preview.error} retry={() => void preview.refetch()} />
      ) : null}
      {draft.previewId !== null && preview.isPending ? (
        <Loading rows={4} label="Looking at the page" />
      ) : null}
    </>
  );
}

function wayOfDraft({ login, proxy, uncheckedCertificates, obeyRobots, sent }: Way): Way {
  return { login, proxy, uncheckedCertificates, obeyRobots, sent };
}

/** Steps are those of a site: at another one they mean nothing. */
function isSameHost(url: string, looked: string | null): boolean {
  if (looked === null || !URL.canParse(url)) return false;
  return new URL(url).host === new URL(looked).host;
}

/** The same but for its scheme. */
function isSamePage(url: string, looked: string | null): boolean {
  return looked !== null && url.replace(/^https?:/, '') === looked.replace(/^https?:/, '');
}

/** What of a draft stays where another address is watched instead. */
function keptOf({ schedule, scheduleText }: Draft): Partial<Draft> {
  return { schedule, scheduleText };
}

/** A look that is not kept any more. */
function isOver(error: unknown): boolean {
  return isProblem(error) && error.code === 'not-found';
}

/** `/jobs/new?url=…&text=…`, as other screens and bookmarks open it: the look begins by itself, once. */
function useAddressOfLink(draft: Draft, begin: (next: Partial<Draft>) => void): void {
  const navigate = useNavigate();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const url = search['url'];
  const begun = useRef<unknown>(null);
  useEffect(() => {
    if (typeof url !== 'string' || url === '' || begun.current === url) return;
    begun.current = url;
    void navigate({ to: '/jobs/new', search: {}, replace: true });
    const marked = markedOfLink(search['text']);
    const isOther = url !== draft.address || draft.previewId === null || marked !== null;
    if (isOther) begin({ address: url, marked });
  });
}

function ByHttp(): ReactNode {
  return (
    <p role="status" className="text-ink-2">
      https did not answer there, so this is the page as http gives it: what is fetched is not encrypted.
    </p>
  );
}

const PLACED = ['/fetch/steps/', '/fetch/proxy', '/fetch/uncheckedCertificates', '/fetch/body'];

/** What is said of them where they stand. */
function hasAddressFault(error: unknown): boolean {
  return (
    isProblem(error) &&
    error.faults.some(
      ({ pointer }) => pointer === '/url' || PLACED.some((place) => pointer?.startsWith(place) === true),
    )
  );
}

function LookAgain({ onLook }: { readonly onLook: () => void }): ReactNode {
  return (
    <Card title="This look is over">
      <p className="mb-3 text-ink-2">
        A look at a page is kept for an hour, until Webloom starts anew. What you chose is still here.
      </p>
      <Button kind="primary" onClick={onLook}>
        Look at the page again
      </Button>
    </Card>
  );
}

const MAX_NAME_LENGTH = 80;

/** What the page sells, for how much: “Ridge tent for 1,149.95 USD, in stock”. Null: no price was seen. */
function offerHeadline({ page }: PreviewView): string | null {
  const offer = page?.price ?? null;
  const name = page?.product?.name ?? page?.title ?? '';
  if (offer === null || offer.price === null || name === '') return null;
  const cut = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH - 1)}…` : name;
  const stock = offer.availability === 'unknown' ? '' : `, ${stockWord(offer.availability).toLowerCase()}`;
  return `${cut} for ${formatMoney(offer.price)}${stock}`;
}

function headline(preview: PreviewView | undefined, { previewId }: Draft): string {
  if (previewId === null || preview === undefined) return 'Watch a page';
  switch (preview.outcome) {
    case 'pending':
      return 'Looking at the page';
    case 'understood':
      return offerHeadline(preview) ?? 'Webloom can watch this page';
    case 'wall':
      return 'There is nothing to watch on this page as it is';
    case 'unfetched':
      return 'The page could not be had';
    case 'unreadable':
      return 'The page could not be read';
  }
}
