// The question before pages are fetched again: what it takes, and whether it is possible at all.
import { type ReactNode, useState } from 'react';
import type { ReplayForecast } from '../../../api/schemas/recovery/dead-letter.ts';
import { Button } from '../../ui/button.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Modal } from '../../ui/modal.tsx';
import { tell } from '../../ui/toast.tsx';
import { forecastLines } from './letter-words.ts';

interface ForecastDialogProps {
  readonly title: string;
  readonly forecast: { readonly data: ReplayForecast | undefined; readonly error: unknown };
  readonly isPossible: (forecast: ReplayForecast) => boolean;
  /** The word on the button that goes on. */
  readonly verb: string;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
}

export function ForecastDialog(props: ForecastDialogProps): ReactNode {
  const { title, forecast, isPossible, verb, begin, close } = props;
  const { data, error } = forecast;
  const [isSent, setSent] = useState(false);
  const send = async (): Promise<void> => {
    setSent(true);
    try {
      await begin();
    } catch (refused) {
      tell(refused instanceof Error ? refused.message : 'It could not be begun.', { tone: 'refused' });
    }
    close();
  };
  return (
    <Modal
      alert
      title={title}
      close={close}
      actions={
        <>
          <Button onClick={close}>Leave them as they are</Button>
          <Button
            kind="primary"
            disabled={data === undefined || !isPossible(data) || isSent}
            onClick={() => void send()}
          >
            {verb}
          </Button>
        </>
      }
    >
      {error === null ? null : <ProblemNote error={error} />}
      {data === undefined && error === null ? <Loading rows={2} label="Looking at what it takes" /> : null}
      {data === undefined ? null : <ForecastList lines={forecastLines(data)} />}
    </Modal>
  );
}

function ForecastList({ lines }: { readonly lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return <p className="text-ink-2">There is nothing that can be tried again.</p>;
  return (
    <ul className="grid gap-2 text-ink-2">
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}
