// What is sent to a page besides its address, which answers are the page, and where people look at it.
import { type ReactNode, useState } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { LinesField, SelectField, TextField } from './form-field.tsx';
import { UncheckedField } from './unchecked-field.tsx';

type Fetch = JobConfig['fetch'];
type Body = NonNullable<Fetch['body']>;

const SENT = [
  ['nothing', 'Nothing: GET'],
  ['json', 'JSON: POST'],
  ['form', 'Fields of a form: POST'],
  ['text', 'Text: POST'],
  ['post', 'Nothing: POST'],
] as const;
type Sent = (typeof SENT)[number][0];

interface SentFieldsProps {
  readonly method?: Fetch['method'];
  readonly body?: Body | undefined;
  readonly change: (sent: Pick<Fetch, 'method' | 'body'>) => void;
}

/** What goes with the request for a page. */
export function SentFields({ method, body, change }: SentFieldsProps): ReactNode {
  const sent: Sent = body?.type ?? (method === 'POST' ? 'post' : 'nothing');
  const set = (type: Sent): void => {
    if (type === 'post') change({ method: 'POST' });
    else change(type === 'nothing' ? {} : { body: { type, text: body?.text ?? '' } });
  };
  return (
    <>
      <SelectField label="With the request goes" value={sent} options={SENT} change={set} />
      {body === undefined ? null : (
        <LinesField
          label={body.type === 'form' ? 'Fields, as in q=tea&page=1' : 'Body'}
          hint="It is no secret: whoever sees the job sees it."
          value={body.text.split('\n')}
          change={(lines) => change({ body: { ...body, text: lines.join('\n') } })}
          pointer="/config/fetch/body/text"
        />
      )}
    </>
  );
}

interface RequestFieldsProps {
  readonly config: JobConfig;
  readonly change: (part: Partial<JobConfig>) => void;
}

export function RequestFields({ config, change }: RequestFieldsProps): ReactNode {
  const { fetch, link, source } = config;
  const { method, body, ...rest } = fetch;
  const { acceptStatus, uncheckedCertificates } = rest;
  const isSaid = [method, body, acceptStatus, uncheckedCertificates, link].some((one) => one !== undefined);
  return (
    <details open={isSaid}>
      <summary className="min-h-6 cursor-pointer text-s text-ink-2">
        What is sent, which answers count, and the link in messages
      </summary>
      <div className="mt-2 grid gap-3">
        {source.kind === 'pages' || body !== undefined ? (
          <SentFields
            method={method}
            body={body}
            change={(sent) => change({ fetch: { ...rest, ...sent } })}
          />
        ) : null}
        <AcceptedField
          statuses={acceptStatus ?? []}
          change={(next) =>
            change({ fetch: next.length === 0 ? without(fetch) : { ...fetch, acceptStatus: next } })
          }
        />
        <UncheckedField
          hosts={uncheckedCertificates ?? []}
          change={(next) => change({ fetch: { ...fetch, uncheckedCertificates: next } })}
        />
        <TextField
          label="Where people look at the page"
          hint="Messages link there. Empty: the address that is watched."
          value={link ?? ''}
          change={(next) => change({ link: next === '' ? undefined : next })}
          pointer="/config/link"
        />
      </div>
    </details>
  );
}

function without({ acceptStatus: _before, ...fetch }: Fetch): Fetch {
  return fetch;
}

function AcceptedField({
  statuses,
  change,
}: {
  readonly statuses: readonly number[];
  readonly change: (statuses: number[]) => void;
}): ReactNode {
  // As it is typed: a comma at its end is the beginning of another one.
  const [typed, setTyped] = useState(statuses.join(', '));
  const set = (text: string): void => {
    setTyped(text);
    change(text.split(/[\s,]+/).flatMap((one) => (one === '' ? [] : [Number(one)])));
  };
  return (
    <TextField
      label="These answers are the page, too"
      hint="Statuses from 400, as in 404. Empty: none, they are failures."
      value={typed}
      change={set}
      pointer="/config/fetch/acceptStatus"
    />
  );
}
