// Which moves of a price are told: a sentence with a box in it, one of which is chosen; the stock; further rules, as people
// say them.
import { type ReactNode, useId, useState } from 'react';
import { RULE_EXAMPLES } from '../../../../domain/price/rule/rule-examples.ts';
import { nameOfRule, parseNamedRule } from '../../../../domain/price/rule/rule-text.ts';
import { EntryList } from '../picker/entry-list.tsx';
import type { PriceTelling } from './price-telling.ts';

interface TellPriceProps {
  readonly telling: PriceTelling;
  readonly onChange: (change: Partial<PriceTelling>) => void;
  /** Of the seen price; '': the page names none. */
  readonly currency: string;
  /** Why what is chosen can not be saved. */
  readonly fault: string | null;
}

export function TellPrice({ telling, onChange, currency, fault }: TellPriceProps): ReactNode {
  const { move, below, falls, backInStock } = telling;
  const name = useId();
  const sentence = (one: PriceTelling['move']) => ({
    type: 'radio' as const,
    name,
    isOn: move === one,
    onChoose: () => onChange({ move: one }),
  });
  return (
    <div className="grid gap-3">
      <fieldset aria-describedby={fault === null ? undefined : `${name}-fault`}>
        <legend className="sr-only">Which moves are told</legend>
        <div className="grid gap-2.5 phone:grid-cols-2">
          <Sentence {...sentence('any')}>Any move</Sentence>
          <Sentence {...sentence('below')}>
            Below
            <Box
              label="Below"
              value={below}
              onType={(text) => onChange({ below: text, move: 'below' })}
              isWrong={move === 'below' && fault !== null}
              className="w-24"
            />
            {/[a-z€$£¥]/i.test(below) ? null : currency}
          </Sentence>
          <Sentence {...sentence('falls')}>
            Falls by
            <Box
              label="Falls by"
              value={falls}
              onType={(text) => onChange({ falls: text, move: 'falls' })}
              isWrong={move === 'falls' && fault !== null}
              className="w-14"
            />
            %
          </Sentence>
          <Sentence {...sentence('none')}>No move of the price</Sentence>
          <Sentence
            type="checkbox"
            isOn={backInStock}
            onChoose={() => onChange({ backInStock: !backInStock })}
          >
            Back in stock
          </Sentence>
        </div>
      </fieldset>
      {fault === null ? null : (
        <p id={`${name}-fault`} role="alert" className="text-s text-failed">
          {fault}
        </p>
      )}
      <OtherRules telling={telling} onChange={onChange} />
    </div>
  );
}

interface SentenceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name?: string;
  readonly isOn: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Sentence({ type, name, isOn, onChoose, children }: SentenceProps): ReactNode {
  return (
    <label className="flex min-h-12 min-w-0 cursor-pointer flex-wrap items-center gap-x-2.5 gap-y-1 rounded-m border border-line-strong bg-sheet px-3.5 py-1.5 hover:border-ink-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input type={type} name={name} checked={isOn} onChange={onChoose} className="accent-(--accent)" />
      {children}
    </label>
  );
}

interface BoxProps {
  readonly label: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly isWrong: boolean;
  readonly className: string;
}

function Box({ label, value, onType, isWrong, className }: BoxProps): ReactNode {
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={isWrong}
      value={value}
      maxLength={30}
      onChange={(event) => onType(event.target.value)}
      className={`min-h-8 min-w-0 rounded-m border border-line-strong bg-sheet px-2.5 text-right text-m tabular-nums aria-invalid:border-failed ${className}`}
    />
  );
}

/** Rules that no sentence above says: open where there are some. */
function OtherRules({ telling, onChange }: Pick<TellPriceProps, 'telling' | 'onChange'>): ReactNode {
  const { others } = telling;
  const [wasOpen] = useState(others.length > 0);
  const add = (text: string): string | null => {
    try {
      const rule = parseNamedRule(text);
      if (others.every((one) => nameOfRule(one) !== nameOfRule(rule)))
        onChange({ others: [...others, rule] });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <details open={wasOpen}>
      <summary className="min-h-6 cursor-pointer text-s text-ink-2">
        Further rules: rises, lows, sold out
      </summary>
      <div className="mt-2">
        <EntryList
          label="Told as well"
          none="No further rule"
          one="rule"
          placeholder="out of stock"
          entries={others.map(nameOfRule)}
          onAdd={add}
          onRemove={(at) => onChange({ others: others.filter((_one, index) => index !== at) })}
        />
        <p className="mt-1 text-s text-ink-3">As {RULE_EXAMPLES}</p>
      </div>
    </details>
  );
}
