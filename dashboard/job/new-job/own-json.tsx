// What is watched, in JSON that the page gets from its site: offered in place of a browser, or why it is not.
import { type ReactNode, useState } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { formatBytes } from '../../ui/appearance/format.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import type { Draft } from './draft.ts';
import { useLook, usePreview } from './use-preview.ts';

type OwnJson = NonNullable<PreviewView['json']>;
type Offer = NonNullable<OwnJson['offer']>;

/** The address that is watched instead, with its part, under the name of the page. */
export type OnTakeJson = (
  instead: Pick<Draft, 'address' | 'link' | 'include' | 'name' | 'render' | 'sent'>,
) => void;

interface OwnJsonProps {
  readonly json: OwnJson;
  readonly onWatch: OnTakeJson;
}

export function OfferedJson({ json: { offer, passed }, onWatch }: OwnJsonProps): ReactNode {
  return (
    <div className="grid gap-2">
      {offer === null ? null : <OfferNote offer={offer} onWatch={onWatch} />}
      {passed.length === 0 ? null : (
        <details className="text-s text-ink-2">
          <summary className="min-h-6 cursor-pointer">
            {offer === null
              ? 'Why no JSON of the page is offered'
              : 'Other JSON of the page, and why it is not offered'}
          </summary>
          <ul className="mt-1.5 grid gap-1">
            {passed.map(({ url, why }) => (
              <li key={`${url} ${why}`} className="min-w-0">
                <span className="break-all">{url}</span>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function OfferNote({ offer, onWatch }: { readonly offer: Offer; readonly onWatch: OnTakeJson }): ReactNode {
  const { from, url, sent, paths, values, bytes, job } = offer;
  const asked: Draft['sent'] = sent === null ? {} : { body: { type: 'json', text: sent } };
  // The API describes it as a job that POST /v1/jobs takes.
  const { name = null, config } = job as unknown as JobInput;
  const [first] = values;
  const link = config.link ?? null;
  const instead = { address: url, link, include: paths, name, render: 'never', sent: asked } as const;
  return (
    <Note
      tone="var(--accent)"
      title="What you watch also stands in JSON"
      action={<Button onClick={() => onWatch(instead)}>Watch that instead</Button>}
    >
      {from === 'page' ? 'within ' : 'at '}
      <span className="break-all text-ink">{url}</span> (<code className="break-all">{paths.join(', ')}</code>
      ){sent === null ? '' : ', asked by POST'}, sent in {formatBytes(bytes)} without a browser
      {first === undefined ? '' : `: ${first}`}
      {values.length > 1 ? ' …' : ''}
    </Note>
  );
}

interface SearchedJsonProps {
  readonly url: string;
  readonly draft: Draft;
  readonly onWatch: OnTakeJson;
}

/** The picked parts are looked for when that is asked for: the page is opened in a browser once more. */
export function SearchedJson({ url, draft, onWatch }: SearchedJsonProps): ReactNode {
  const [previewId, setPreviewId] = useState<string | null>(null);
  const look = useLook((begun) => setPreviewId(begun.previewId));
  const preview = usePreview(previewId);
  const { profile, login, proxy, uncheckedCertificates, obeyRobots, sent, steps, render, include } = draft;
  const way = { login, proxy, uncheckedCertificates, obeyRobots, sent };
  const asked = { url, profile, ...way, steps, render, include };
  const seen = preview.data;
  const isOver = seen !== undefined && seen.outcome !== 'pending';
  const isLooking = look.isPending || (previewId !== null && !isOver && !preview.isError);
  const error = look.error ?? preview.error;
  const again = (): void => look.mutate(asked);
  const fault = error === null ? null : <ProblemNote error={error} retry={again} />;
  if (isOver)
    return (
      <div role="status" className="mt-4 grid justify-items-start gap-2">
        <FoundJson json={seen.json} onWatch={onWatch} />
        {(seen.json?.offer ?? null) === null ? (
          <Button disabled={look.isPending} onClick={again}>
            Look for it again
          </Button>
        ) : null}
        {fault}
      </div>
    );
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      <Button disabled={isLooking} onClick={again}>
        {isLooking ? 'Looking …' : 'Look for it in the page’s own JSON'}
      </Button>
      <span className="text-s text-ink-2">An address of data needs no browser.</span>
      {fault}
    </div>
  );
}

function FoundJson({ json, onWatch }: { readonly json: OwnJson | null; readonly onWatch: OnTakeJson }) {
  if (json === null || (json.offer === null && json.passed.length === 0))
    return <p className="text-s text-ink-2">What you picked stands in no JSON that the page gets.</p>;
  return <OfferedJson json={json} onWatch={onWatch} />;
}
