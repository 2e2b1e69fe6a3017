// The price rules of a job, written as people say them ("drop 5%", "below 99.95 EUR"), tried on the stored prices.
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useContext, useState } from 'react';
import type { RulePreviewView } from '../../../api/schemas/price.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { RULE_EXAMPLES } from '../../../domain/price/rule/rule-examples.ts';
import { nameOfRule, parseNamedRule } from '../../../domain/price/rule/rule-text.ts';
import { ask, segment } from '../../api/ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatMoney, restWords } from '../../ui/appearance/format.ts';
import { FieldFaults, faultsAt } from '../../ui/field/field-fault.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { JobFaults, SelectField, TextField } from '../settings/form-field.tsx';

type Changes = JobConfig['changes'];
type Rules = NonNullable<Changes['priceRules']>;

interface PriceRulesProps {
  readonly jobId: string;
  readonly changes: Changes;
  readonly set: (part: Partial<Changes>) => void;
}

const WATCHES = [
  ['page', 'Text, fields, price and stock'],
  ['price-and-stock', 'Price and stock alone'],
  ['picture', 'What the page looks like'],
] as const;
const SHOWN = 15;

export function PriceRules({ jobId, changes, set }: PriceRulesProps): ReactNode {
  const rules: Rules = changes.priceRules ?? [];
  const faults = useContext(JobFaults);
  const preview = useMutation({
    mutationFn: () =>
      ask(`/v1/jobs/${segment(jobId)}/price-rules/preview`, {
        method: 'POST',
        body: { rules },
      }),
  });
  return (
    <Card
      title="Prices"
      aside={
        <Button onClick={() => preview.mutate()} disabled={preview.isPending || rules.length === 0}>
          Try the rules
        </Button>
      }
    >
      <div className="grid gap-3">
        <SelectField
          label="What is told"
          value={changes.watch}
          options={WATCHES}
          change={(watch) => set({ watch })}
        />
        {rules.length === 0 ? (
          <p className="text-s text-ink-2">
            {changes.watch === 'picture'
              ? 'No price rule: prices are told to nobody.'
              : 'No price rule: each move of a price is told like any other change.'}
          </p>
        ) : (
          <ul className="grid gap-1">
            {rules.map((rule, at) => (
              <li key={`${at} ${nameOfRule(rule)}`} className="flex items-center gap-2">
                <span className="min-w-0 flex-1">
                  {nameOfRule(rule)}
                  <Fired preview={preview.data} name={nameOfRule(rule)} />
                </span>
                <IconButton
                  label={`Remove ${nameOfRule(rule)}`}
                  onClick={() => set({ priceRules: rules.filter((_rule, index) => index !== at) })}
                >
                  <Icon name="close" />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <FieldFaults id="price-rule-faults" faults={faultsAt(faults, '/config/changes/priceRules')} />
        <NewRule add={(rule) => set({ priceRules: [...rules, rule] })} />
        {preview.error === null ? null : <ProblemNote error={preview.error} />}
        {preview.data === undefined ? null : <Firings preview={preview.data} />}
      </div>
    </Card>
  );
}

function Fired({
  preview,
  name,
}: {
  readonly preview: RulePreviewView | undefined;
  readonly name: string;
}): ReactNode {
  const fired = preview?.rules.find((rule) => rule.name === name)?.fired;
  return fired === undefined ? null : (
    <span className="ml-2 text-s text-ink-3">fired {counted(fired, 'time')}</span>
  );
}

function NewRule({ add }: { readonly add: (rule: Rules[number]) => void }): ReactNode {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = (): void => {
    try {
      add(parseNamedRule(text.trim()));
      setText('');
      setFault(null);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') submit();
      }}
    >
      <TextField
        label="Another rule"
        hint={`As ${RULE_EXAMPLES}`}
        value={text}
        change={setText}
        fault={fault ?? undefined}
      />
      <Button type="submit" className="mt-[22px]">
        Add
      </Button>
    </form>
  );
}

function Firings({ preview }: { readonly preview: RulePreviewView }): ReactNode {
  return (
    <div role="status" className="text-s">
      <p>
        They would have told {counted(preview.fired, 'time')} over {counted(preview.points, 'price')} of{' '}
        {counted(preview.pages, 'page')}.
      </p>
      <ul className="mt-1.5 grid gap-1">
        {preview.firings.slice(0, SHOWN).map(({ pageId, at, rule, name, price, reason }) => (
          <li key={`${pageId} ${at} ${rule}`} className="grid">
            <span dir="auto">
              <Link to="/prices/$pageId" params={{ pageId }} className="hover:text-accent">
                {name}
              </Link>
              : {formatMoney(price)}
            </span>
            <span className="text-ink-3">
              {reason}, <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      {preview.fired > SHOWN ? <p className="mt-1 text-ink-3">{restWords(SHOWN, preview.fired)}</p> : null}
    </div>
  );
}
