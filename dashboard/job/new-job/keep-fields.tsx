// What the job keeps beside the text of its versions.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { CheckField } from '../../ui/field/plain-fields.tsx';
import { type Draft, keepsPictures } from './draft.ts';

interface KeepFieldsProps {
  readonly job: JobInput;
  readonly preview: Pick<PreviewView, 'fetched'>;
  readonly draft: Pick<Draft, 'keepServed'>;
  readonly onChange: (change: Partial<Draft>) => void;
}

export function KeepFields({
  job,
  preview: { fetched },
  draft: { keepServed },
  onChange,
}: KeepFieldsProps): ReactNode {
  return (
    <>
      <CheckField
        label="Keep a picture of each version, taken by a browser"
        value={keepsPictures(job)}
        change={(pictures) => onChange({ pictures })}
      />
      {fetched?.rendered === true || keepServed ? (
        <CheckField
          label="Keep what the server sent beside each version that a browser made"
          value={keepServed}
          change={(next) => onChange({ keepServed: next })}
        />
      ) : null}
    </>
  );
}
