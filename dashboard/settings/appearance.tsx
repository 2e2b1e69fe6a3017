// How this browser shows the dashboard; kept in the browser alone.
import type { ReactNode } from 'react';
import { setAppearance, useAppearance, zoneOf } from '../ui/appearance/appearance.ts';
import { formatMoment } from '../ui/appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { useNow } from '../ui/moment.tsx';
import { Choice } from '../ui/field/field.tsx';
import { SelectField } from '../ui/field/plain-fields.tsx';

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
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => [zone, zone.replaceAll('_', ' ')] as const);
  return (
    <SelectField
      label="Time zone"
      hint={`Now it is ${formatMoment(now, appearance)}.`}
      value={appearance.zone}
      options={[['browser', `That of this machine (${own})`], ['UTC', 'UTC'], ...zones]}
      change={(zone) => setAppearance({ zone })}
    />
  );
}
