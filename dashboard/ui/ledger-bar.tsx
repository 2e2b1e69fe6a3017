// The ledger of a run as one bar, in one order and one set of colours everywhere, with the sum in words.
import type { ReactNode } from 'react';
import type { Ledger } from '../../domain/run/ledger.ts';
import { formatCount } from './appearance/format.ts';

const PARTS = [
  ['stored', 'stored', 'var(--lg-stored)'],
  ['unchanged', 'unchanged', 'var(--lg-unchanged)'],
  ['failed', 'failed', 'var(--lg-failed)'],
  ['skipped', 'skipped', 'var(--lg-skipped)'],
  ['inFlight', 'in flight', 'var(--lg-flight)'],
  ['pending', 'pending', 'var(--lg-pending)'],
] as const satisfies readonly (readonly [keyof Ledger, string, string])[];

/** `1,169 discovered = 47 stored + 690 unchanged + …`; parts of zero are left out. */
function ledgerWords(ledger: Ledger): string {
  const parts = PARTS.filter(([name]) => ledger[name] > 0).map(
    ([name, word]) => `${formatCount(ledger[name])} ${word}`,
  );
  return `${formatCount(ledger.discovered)} discovered = ${parts.length === 0 ? '0' : parts.join(' + ')}`;
}

export function LedgerBar({
  ledger,
  legend = false,
  height = 14,
}: {
  readonly ledger: Ledger;
  readonly legend?: boolean;
  readonly height?: number;
}): ReactNode {
  const total = Math.max(1, ledger.discovered);
  return (
    <div>
      <div
        role="img"
        aria-label={ledgerWords(ledger)}
        title={ledgerWords(ledger)}
        className="flex gap-px overflow-hidden rounded-[4px] bg-line"
        style={{ height }}
      >
        {PARTS.map(([name, , colour]) =>
          ledger[name] === 0 ? null : (
            <i
              key={name}
              className="block transition-[width] duration-(--calm)"
              style={{ width: `${(ledger[name] / total) * 100}%`, background: colour }}
            />
          ),
        )}
      </div>
      {legend ? (
        <p className="mt-2.5 flex flex-wrap gap-x-[18px] gap-y-1.5 text-s text-ink-2">
          <span>
            <b className="font-[580] text-ink">{formatCount(ledger.discovered)}</b> discovered =
          </span>
          {PARTS.map(([name, word, colour]) => (
            <span key={name}>
              <i
                className="mr-1.5 inline-block size-[9px] rounded-[2px] border border-line-strong/40"
                style={{ background: colour }}
              />
              <b className="font-[580] text-ink">{formatCount(ledger[name])}</b> {word}
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}
