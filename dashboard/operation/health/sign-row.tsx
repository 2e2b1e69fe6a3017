// One row of what is well or not: a sign with its word, what it is about, what is so, since when, what to do, and a way there.
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';

export interface Sign {
  readonly word: string;
  readonly icon: IconName;
  /** A colour of the theme. */
  readonly tone: string;
}

export function SignRow({
  sign: { word, icon, tone },
  name,
  text,
  since,
  remedy,
  className,
  children,
}: {
  readonly sign: Sign;
  readonly name: string;
  readonly text: string;
  readonly since: string | null;
  readonly remedy: string | null;
  /** Space and lines of the list it stands in. */
  readonly className: string;
  /** What can be pressed. */
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li className={`flex flex-wrap items-start gap-x-4 gap-y-2 ${className}`}>
      <span
        className="inline-flex flex-none items-center gap-1.5 text-s font-[560] phone:w-24"
        style={{ color: tone }}
      >
        <Icon name={icon} size={13} />
        {word}
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" className="font-[580] wrap-anywhere">
          {name}
        </p>
        <p dir="auto" className="text-s text-ink-2 wrap-anywhere">
          {text}
          {since === null ? null : (
            <span className="text-ink-3">
              {' '}
              · <Moment at={since} />
            </span>
          )}
        </p>
        {remedy === null ? null : <p className="mt-0.5 text-s text-ink-2">{remedy}</p>}
      </div>
      {children}
    </li>
  );
}
