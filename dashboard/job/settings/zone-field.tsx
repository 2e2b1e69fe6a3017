// The time zone that times of a schedule are meant in: an IANA name or a place, with the one of this browser beside it.
import { type ReactNode, useId, useState } from 'react';
import { readZone, unknownZone, zoneList } from '../../../domain/config/schedule/phrase/zone-words.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { TextField } from './form-field.tsx';

interface ZoneFieldProps {
  readonly label: string;
  readonly zone: string;
  readonly onZone: (zone: string) => void;
  readonly pointer?: string;
}

/** Shows what is typed until it is left, also while that is no zone yet. */
export function ZoneField({ label, zone, onZone, pointer }: ZoneFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const listId = useId();
  const type = (text: string): void => {
    setTyped(text);
    const read = readZone(text);
    if (read !== null && read !== zone) onZone(read);
  };
  const isUnknown = typed !== null && typed.trim() !== '' && readZone(typed) === null;
  return (
    <div className="grid gap-1">
      <TextField
        label={label}
        value={typed ?? zone}
        change={type}
        onBlur={() => isUnknown || setTyped(null)}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        pointer={pointer}
        fault={isUnknown ? unknownZone(typed).message : undefined}
      />
      <datalist id={listId}>
        {zoneList().map((name) => (
          <option key={name}>{name}</option>
        ))}
      </datalist>
      <BrowserZone
        zone={zone}
        onChoose={(chosen) => {
          setTyped(null);
          onZone(chosen);
        }}
      />
    </div>
  );
}

interface BrowserZoneProps {
  readonly zone: string;
  readonly onChoose: (zone: string) => void;
}

/** Said before it is taken: the clock on the wall of who types is often not that of the schedule. */
function BrowserZone({ zone, onChoose }: BrowserZoneProps): ReactNode {
  const appearance = useAppearance();
  const own = zoneOf(appearance);
  const whose =
    appearance.zone === 'browser' ? 'the zone of this browser' : 'the zone this dashboard shows times in';
  if (zone === own) return <p className="text-s text-ink-3">It is {whose}.</p>;
  return (
    <p className="text-s text-ink-3">
      <button type="button" onClick={() => onChoose(own)} className="min-h-6 underline hover:text-ink">
        Take {own}
      </button>
      , {whose}.
    </p>
  );
}
