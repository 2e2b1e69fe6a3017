// What came of the look at a page: what is in the way with its remedy, or what was understood and what to watch of it.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { JobInput, JobSchedule } from '../../../domain/config/schema.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { HoursFields, keepsHours } from '../settings/hours-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { AskCard } from './ask/ask-card.tsx';
import { withAsked } from './ask/asked-job.ts';
import { type Draft, jobOf, priceJobOf, withoutParts } from './draft.ts';
import { KeepFields } from './keep-fields.tsx';
import { ConditionLists } from './picker/condition-list.tsx';
import { DocumentParts } from './picker/document-parts.tsx';
import { MarkedPart } from './picker/marked-part.tsx';
import { PartPicker } from './picker/part-picker.tsx';
import { RuleTrial } from './picker/rule-trial.tsx';
import { ScheduleField, withZone } from './picker/schedule-field.tsx';
import { PriceCard, proposedBelow, seenPrice } from './price/price-card.tsx';
import { type ChosenRules, newTelling, type PriceTelling, rulesOf } from './price/price-telling.ts';
import { Review } from './review.tsx';
import { Stages } from './stages.tsx';
import { OfferedJson, type OnTakeJson, SearchedJson } from './own-json.tsx';
import { RefusedCalls } from './refused-calls.tsx';
import { SuggestionCards } from './suggestion-cards.tsx';
import { TryLogin, wantsLogin } from './try-login.tsx';
import { Understood } from './understood.tsx';
import { TypedParts } from './watched-parts.tsx';

interface ResultProps {
  readonly preview: PreviewView;
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly onSaved: () => void;
  readonly onTryBrowser: () => void;
  readonly onTryLogin: (loginId: string) => void;
  readonly onWatchJson: OnTakeJson;
}

export function Result({ preview, draft, onTryBrowser, onTryLogin, ...acts }: ResultProps): ReactNode {
  const { outcome, problem, page } = preview;
  if (outcome === 'pending')
    return (
      <Card title="Looking at it">
        <Stages preview={preview} />
      </Card>
    );
  const mayTryBrowser = draft.profile === 'plain' && (outcome === 'wall' || problem?.reason === 'http-error');
  return (
    <div className="grid gap-5">
      {problem === null ? null : (
        <div role="alert">
          <Note
            tone={outcome === 'wall' ? 'var(--st-paused)' : 'var(--st-failed)'}
            title={problem.what}
            action={
              mayTryBrowser ? <Button onClick={onTryBrowser}>Look as a browser would</Button> : undefined
            }
          >
            {problem.remedy}
          </Note>
        </div>
      )}
      {wantsLogin(preview) ? <TryLogin preview={preview} chosen={draft.login} onTry={onTryLogin} /> : null}
      <RefusedCalls calls={preview.refusedCalls} />
      {page === null ? null : <Understood preview={preview} page={page} />}
      {preview.json === null ? null : <OfferedJson json={preview.json} onWatch={acts.onWatchJson} />}
      {preview.links['ask'] === undefined || preview.suggestions.length === 0 ? null : (
        <AskCard key={preview.previewId} preview={preview} onTake={acts.onChange} />
      )}
      {preview.suggestions.length === 0 ? null : <Choosing preview={preview} draft={draft} {...acts} />}
    </div>
  );
}

function Choosing({
  preview,
  draft,
  onChange,
  onSaved,
  onWatchJson,
}: Omit<ResultProps, 'onTryBrowser' | 'onTryLogin'>): ReactNode {
  const { previewId } = preview;
  const suggestions = withAsked(preview.suggestions, draft.asked);
  const chosen = suggestions.find(({ title }) => title === draft.choice) ?? suggestions[0];
  if (chosen === undefined) return null;
  const { suggested, price, job } = chosenJob(preview, draft, chosen);
  const isUnsaid = draft.scheduleText !== null && draft.schedule === null;
  return (
    <>
      {draft.marked === null ? null : (
        <MarkedPart
          previewId={previewId}
          marked={draft.marked}
          onWatch={(selector) =>
            onChange({ ...watching(selector), choice: textOf(preview.suggestions) ?? chosen.title })
          }
          onDismiss={() => onChange({ marked: null })}
        />
      )}
      <SuggestionCards
        suggestions={suggestions}
        chosen={chosen.title}
        onChoose={(choice) => onChange({ choice, name: null })}
      />
      {price === null ? null : (
        <PriceCard {...price} preview={preview} onChange={(telling) => onChange({ price: telling })} />
      )}
      {chosen.kind === 'text' ? (
        <PartCard preview={preview} draft={draft} onChange={onChange} onWatchJson={onWatchJson} />
      ) : null}
      <When
        draft={draft}
        schedule={draft.schedule ?? suggested.config.schedule ?? null}
        job={job}
        isSaid={!isUnsaid}
        onChange={onChange}
      />
      {price === null ? (
        <TextRules previewId={previewId} draft={draft} job={job} onChange={onChange} />
      ) : null}
      <Review
        job={job}
        jobId={draft.jobId}
        words={{ name: draft.name ?? suggested.name ?? '', note: draft.note }}
        onWords={onChange}
        keep={<KeepFields job={job} preview={preview} draft={draft} onChange={onChange} />}
        onSaved={onSaved}
        missing={isUnsaid ? 'Say first how often it should run.' : (price?.chosen.fault ?? null)}
        isShort={price !== null}
      />
    </>
  );
}

/** What was marked is the one part then. */
function watching(selector: string): Partial<Draft> {
  return { marked: null, include: [selector], exclude: [], name: null };
}

/** Title of the suggestion that watches the text of the page. */
function textOf(suggestions: readonly Suggestion[]): string | undefined {
  return suggestions.find(({ kind }) => kind === 'text')?.title;
}

type Suggestion = PreviewView['suggestions'][number];

/** The job as it is chosen so far; a price's rules are null where the text is watched. */
function chosenJob(preview: PreviewView, draft: Draft, { kind, job }: Suggestion) {
  // The API describes it as a job that POST /v1/jobs takes.
  const suggested = job as unknown as JobInput;
  if (kind === 'price') {
    const price = chosenPrice(preview, draft);
    return { suggested, price, job: priceJobOf(suggested, draft, [...price.chosen.rules]) };
  }
  const own = kind === 'text' ? draft : withoutParts(draft);
  return { suggested, price: null, job: jobOf(suggested, own) };
}

/** Parts can be picked in HTML, and named in JSON. */
function PartCard({
  preview,
  draft,
  onChange,
  onWatchJson,
}: Omit<ResultProps, 'onTryBrowser' | 'onTryLogin' | 'onSaved'>): ReactNode {
  const { page, previewId, fetched } = preview;
  const { include, exclude, bodyParts, frameParts } = draft;
  const parts = { include, exclude, bodyParts, frameParts };
  const format = page?.declared?.format;
  if (format === 'json')
    return (
      <Card title="Which part of it?" aside="all of it, unless you name a part">
        <TypedParts parts={parts} onChange={onChange} />
      </Card>
    );
  if (format !== 'html') return null;
  return (
    <Card title="Which part of it?" aside="the whole page, unless you pick a part">
      <DocumentParts page={page} parts={parts} onChange={onChange} />
      <PartPicker previewId={previewId} parts={parts} onChange={(changed) => onChange(changed)} />
      {fetched?.rendered === true && include.length > 0 ? (
        <SearchedJson key={include.join()} url={preview.url} draft={draft} onWatch={onWatchJson} />
      ) : null}
    </Card>
  );
}

interface TextRulesProps extends Pick<ResultProps, 'draft' | 'onChange'> {
  readonly previewId: string;
  readonly job: JobInput;
}

function TextRules({ previewId, draft, job, onChange }: TextRulesProps): ReactNode {
  return (
    <>
      <Card title="Only while …" aside="a change is told only while these hold">
        <ConditionLists conditions={draft.conditions} onChange={(conditions) => onChange({ conditions })} />
      </Card>
      <Card title="Try it" aside="on the page as it was just seen">
        <RuleTrial previewId={previewId} changes={job.config.changes} />
      </Card>
    </>
  );
}

function chosenPrice(
  preview: PreviewView,
  { price }: Draft,
): { readonly telling: PriceTelling; readonly chosen: ChosenRules } {
  const telling = price ?? newTelling(proposedBelow(preview));
  return { telling, chosen: rulesOf(telling, seenPrice(preview)?.currency ?? '') };
}

interface WhenProps extends Pick<ResultProps, 'draft' | 'onChange'> {
  readonly schedule: NonNullable<JobInput['config']['schedule']> | null;
  readonly job: JobInput;
  readonly isSaid: boolean;
}

function When({ draft, schedule, job, isSaid, onChange }: WhenProps): ReactNode {
  const choose = (chosen: NonNullable<JobInput['config']['schedule']>): void =>
    onChange({ scheduleText: null, schedule: chosen });
  return (
    <Card title="When?">
      <ScheduleField
        text={draft.scheduleText}
        schedule={schedule}
        pages={1}
        jobId={draft.jobId}
        onJobId={(jobId) => onChange({ jobId })}
        onChoose={choose}
        onType={(scheduleText) => onChange({ scheduleText, schedule: null })}
        onUnderstood={(understood) => onChange({ schedule: understood })}
      />
      {isSaid && job.config.schedule !== undefined ? (
        <Hours schedule={withZone(job.config.schedule)} onChange={choose} />
      ) : null}
    </Card>
  );
}

interface HoursProps {
  readonly schedule: JobSchedule;
  readonly onChange: (schedule: JobSchedule) => void;
}

/** What is chosen here is said in the words of the schedule above, which has the zone, and its next times keep to it. */
function Hours({ schedule, onChange }: HoursProps): ReactNode {
  const { window, except, missed } = schedule;
  const own = zoneOf(useAppearance());
  const choose = (chosen: JobSchedule): void =>
    onChange(keepsHours(chosen) ? { ...chosen, timezone: chosen.timezone ?? own } : chosen);
  return (
    <details className="mt-4" open={window !== undefined || except !== undefined || missed !== undefined}>
      <summary className="min-h-6 cursor-pointer text-s text-ink-2">Days, hours, and missed times</summary>
      <div className="mt-3 grid max-w-xl gap-3">
        <HoursFields schedule={schedule} onChange={choose} hasZoneElsewhere />
      </div>
    </details>
  );
}
