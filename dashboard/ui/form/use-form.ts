// A form: what is filled in, what is wrong with it at which field, and its sending. Every form with more than one sentence
// to answer is one of these.
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { faultAt, isProblem } from '../../api/problem.ts';

/** Words by member of what is filled in. */
export type Faults<Values> = { readonly [Name in keyof Values]?: string };

interface FormOptions<Values, Answer> {
  /** What is filled in at first. */
  readonly first: Values | (() => Values);
  /** Asks the API. What it throws is said in the form. */
  readonly send: (values: Values) => Promise<Answer>;
  /** What follows when it was sent. */
  readonly done?: (answer: Answer) => void;
  /** Keys of queries that are old then. */
  readonly stale?: readonly QueryKey[];
  /** Where the API looks for what has a field, as `/name`: what is wrong with it is said there. */
  readonly places?: Faults<Values>;
  /** What is wrong before it is sent. It is said from the first try on, and nothing is sent. */
  readonly check?: (values: Values) => Faults<Values>;
}

export interface FormField<Value> {
  readonly value: Value;
  readonly change: (value: Value) => void;
  readonly fault: string | undefined;
}

export interface Form<Values> {
  readonly values: Values;
  readonly change: (some: Partial<Values>) => void;
  /** What the field of a member is given. */
  readonly field: <Name extends keyof Values>(name: Name) => FormField<Values[Name]>;
  readonly submit: (event: SyntheticEvent) => void;
  readonly isPending: boolean;
  /** Why it was not sent, or was refused; null: neither. */
  readonly error: unknown;
  /** Members of the request whose faults are said at fields. */
  readonly placed: readonly string[];
}

export function useForm<Values extends object, Answer>(options: FormOptions<Values, Answer>): Form<Values> {
  const { first, places = {} as Faults<Values>, check } = options;
  const [values, setValues] = useState(first);
  const [isTried, setTried] = useState(false);
  const sending = useSending(options);
  const change = (some: Partial<Values>): void => setValues((before) => ({ ...before, ...some }));
  const faults = check?.(values) ?? {};
  const error = saidError(sending.error, sending.variables === values);
  const shown: Faults<Values> = isTried ? faults : {};
  return {
    values,
    change,
    field: (name) => ({
      value: values[name],
      change: (value) => setValues((before) => ({ ...before, [name]: value })),
      fault: shown[name] ?? faultAt(error, places[name]),
    }),
    submit: (event) => {
      event.preventDefault();
      // The form may stand over another one, which is not sent with it.
      event.stopPropagation();
      setTried(true);
      if (Object.keys(faults).length === 0 && !sending.isPending) sending.mutate(values);
    },
    isPending: sending.isPending,
    error,
    placed: Object.values<string | undefined>(places).flatMap((place) => place ?? []),
  };
}

function useSending<Values, Answer>({ send, done, stale = [] }: FormOptions<Values, Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    // The API may be on this machine, which needs no network.
    networkMode: 'always',
    onSuccess: (answer) => {
      done?.(answer);
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
    },
  });
}

/** What was found here is about what was filled in then; what the API refused stays until it is sent again. */
export function saidError(error: unknown, isSame: boolean): unknown {
  return isProblem(error) || isSame ? error : null;
}
