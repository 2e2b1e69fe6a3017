// Which places of a picture count, typed or drawn on the picture of a page, and how much must differ.
import { type ReactNode, useState } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { parsePlace, placeText } from '../../../domain/config/place-text.ts';
import type { PicturePlace } from '../../../domain/change/picture/picture-rules.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { DrawPlaces } from '../../ui/picture/draw-places.tsx';
import { CheckField, LinesField, NumberField, SelectField } from '../settings/form-field.tsx';

type Changes = JobConfig['changes'];
type Picture = NonNullable<Changes['picture']>;

interface PictureRulesProps {
  readonly jobId: string;
  readonly changes: Changes;
  readonly set: (part: Partial<Changes>) => void;
}

const PLACES = [
  { of: 'include', draw: 'Draw what is watched', tone: '#1a7f4b' },
  { of: 'exclude', draw: 'Draw what is left out', tone: '#d4145a' },
] as const;
type Pen = (typeof PLACES)[number]['of'];
const NOISE = [
  ['rules', 'Leave out what moves by itself'],
  ['none', 'Every difference counts'],
] as const;
const PLACE_HELP = 'One a line: a CSS selector or XPath, or x,y,width,height in pixels.';

export function PictureRules({ jobId, changes, set }: PictureRulesProps): ReactNode {
  const { picture = {}, confirm, noise } = changes;
  const setPicture = (part: Partial<Picture>): void => set({ picture: { ...picture, ...part } });
  const places = (of: Pen): readonly PicturePlace[] => picture[of] ?? [];
  return (
    <div className="grid gap-3.5">
      <p className="text-ink-2">
        A browser opens each page, and its picture is compared with that of the stored version. What the page
        says is told to nobody. What moved down is no change; what another look sees otherwise moves by itself
        and is left out from then on.
      </p>
      <NumberField
        label="Tell from this share on, per cent of what is watched"
        hint="Empty: each difference that can be seen."
        value={picture.thresholdPercent}
        min={0}
        step="any"
        change={(thresholdPercent) => setPicture({ thresholdPercent })}
        pointer="/config/changes/picture/thresholdPercent"
      />
      <LinesField
        label="Watch these places alone"
        hint={PLACE_HELP}
        value={places('include').map(placeText)}
        change={(lines) => setPicture({ include: lines.map(parsePlace) })}
        pointer="/config/changes/picture/include"
      />
      <LinesField
        label="Leave these places out"
        hint={PLACE_HELP}
        value={places('exclude').map(placeText)}
        change={(lines) => setPicture({ exclude: lines.map(parsePlace) })}
        pointer="/config/changes/picture/exclude"
      />
      <DrawnPlaces
        jobId={jobId}
        picture={picture}
        add={(of, box) => setPicture({ [of]: [...places(of), box] })}
      />
      <SelectField
        label="What moves by itself"
        value={noise}
        options={NOISE}
        change={(one) => set({ noise: one })}
      />
      <CheckField
        label="Wait longer before a change is told"
        hint="A change is told once a second look has seen it too, seconds later; or after the time that the settings name."
        value={confirm}
        change={(isOn) => set({ confirm: isOn })}
      />
    </div>
  );
}

interface DrawnPlacesProps {
  readonly jobId: string;
  readonly picture: Picture;
  readonly add: (of: Pen, box: Exclude<PicturePlace, string>) => void;
}

function DrawnPlaces({ jobId, picture, add }: DrawnPlacesProps): ReactNode {
  const [pen, setPen] = useState<Pen | null>(null);
  const list = useAsk(['job', jobId, 'pages', 'first'], `/v1/jobs/${segment(jobId)}/pages`, {
    query: { limit: 1 },
  });
  const pageId = list.data?.items[0]?.pageId;
  const { data: page, isLoading } = useAsk(['page', pageId ?? ''], `/v1/pages/${segment(pageId ?? '')}`, {
    enabled: pageId !== undefined,
  });
  if (page === undefined || page.picture === null)
    return (
      <p className="text-s text-ink-3">
        {list.isPending || isLoading
          ? 'Looking for a picture of a page …'
          : 'Once a run has taken a picture, places can be drawn on it here.'}
      </p>
    );
  const boxes = PLACES.flatMap(({ of, tone }) =>
    (picture[of] ?? []).flatMap((place) => (typeof place === 'string' ? [] : [{ ...place, tone }])),
  );
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {PLACES.map(({ of, draw }) => (
          <Button
            key={of}
            kind={of === pen ? 'plain' : 'quiet'}
            aria-pressed={of === pen}
            onClick={() => setPen(of === pen ? null : of)}
          >
            {draw}
          </Button>
        ))}
      </div>
      <DrawPlaces
        src={`/v1/pages/${segment(page.pageId)}/picture`}
        alt={`The page ${page.url} as it looked`}
        size={page.picture}
        places={boxes}
        pen={PLACES.find(({ of }) => of === pen)?.tone ?? null}
        onDraw={(box) => {
          if (pen !== null) add(pen, box);
        }}
      />
    </div>
  );
}
