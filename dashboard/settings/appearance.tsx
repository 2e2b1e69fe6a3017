// How this browser shows the dashboard; kept in the browser alone.
import type { ReactNode } from 'react';
import { setAppearance, useAppearance, zoneOf } from '../ui/appearance/appearance.ts';
import { formatMoment } from '../ui/appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { useNow } from '../ui/moment.tsx';
import { Choice, Field, INPUT } from '../ui/field/field.tsx';

export function AppearanceSettings(): ReactNode {
  const appearance = useAppearance();
  const { theme, density, clock } = appearance;
  return (
    <Card title="Appearance" aside="kept in this browser" className="max-w-3xl">
      <div className="grid gap-6 phone:grid-cols-2">
        <Choice
          legend="Theme"
          value={theme}
          change={(value) => setAppearance({ theme: value })}
          options={[
            { value: 'system', name: 'As the system' },
            { value: 'light', name: 'Light' },
            { value: 'dark', name: 'Dark' },
          ]}
        />
        <Choice
          legend="Density of tables"
          value={density}
          change={(value) => setAppearance({ density: value })}
          options={[
            { value: 'comfortable', name: 'Comfortable' },
            { value: 'compact', name: 'Compact', hint: 'More rows on a screen.' },
          ]}
        />
        <Choice
          legend="Clock"
          value={clock}
          change={(value) => setAppearance({ clock: value })}
          options={[
            { value: '24', name: '24 hours' },
            { value: '12', name: '12 hours' },
          ]}
        />
        <Zone />
      </div>
    </Card>
  );
}

function Zone(): ReactNode {
  const appearance = useAppearance();
  const now = useNow();
  const own = zoneOf({ ...appearance, zone: 'browser' });
  return (
    <Field label="Time zone" hint={`Now it is ${formatMoment(now, appearance)}.`}>
      {(ids) => (
        <select
          {...ids}
          className={INPUT}
          value={appearance.zone}
          onChange={({ target }) => setAppearance({ zone: target.value })}
        >
          <option value="browser">That of this machine ({own})</option>
          <option value="UTC">UTC</option>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
