// The form of a login: the account, its secrets, and by what is seen that it is signed in.
import type { ReactNode } from 'react';
import type { LoginView } from '../../../api/schemas/job/login.ts';
import { ask, segment } from '../../api/ask.ts';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { isProblem } from '../../api/problem.ts';
import { JobFaults } from '../settings/form-field.tsx';
import { PageStepFields } from '../settings/page-step-fields.tsx';
import { FormModal } from '../../ui/form/form-modal.tsx';
import { type Form, useForm } from '../../ui/form/use-form.ts';
import { draftOf, inputOf, type LoginDraft, type LoginKind, NEW_LOGIN, patchBetween } from './login-draft.ts';

export const LOGIN_KINDS = [
  ['form', 'A form for name and password'],
  ['steps', 'Steps in a browser'],
  ['basic', 'HTTP Basic'],
  ['bearer', 'A token (Bearer)'],
] as const satisfies readonly (readonly [LoginKind, string])[];

/** `of`: the login that is changed; null: a new one is made. */
export function LoginForm({
  of,
  formUrl = '',
  done,
  close,
}: {
  readonly of: LoginView | null;
  /** Where a form was seen. */
  readonly formUrl?: string;
  readonly done: (login: LoginView) => void;
  readonly close: () => void;
}): ReactNode {
  const before = of === null ? { ...NEW_LOGIN, url: formUrl, name: hostOf(formUrl) } : draftOf(of);
  const form = useForm<LoginDraft, LoginView>({
    first: before,
    send: (draft) =>
      of === null
        ? ask('/v1/logins', { method: 'POST', body: inputOf(draft) })
        : ask(`/v1/logins/${segment(of.loginId)}`, { method: 'PATCH', body: patchBetween(before, draft) }),
    done,
    stale: [['logins']],
    places: {
      name: '/name',
      hosts: '/hosts',
      url: '/settings/url',
      user: '/settings/user',
      password: '/settings/password',
      token: '/settings/token',
      otp: '/settings/otp',
      selector: '/settings/signedIn/selector',
    },
  });
  const isNew = of === null;
  return (
    <FormModal
      title={isNew ? 'New login' : `Change ${of.name}`}
      verb={isNew ? 'Make the login' : 'Save the login'}
      form={form}
      isReady={form.values.name.trim() !== ''}
      close={close}
    >
      <TextField label="Name" required maxLength={100} autoFocus placeholder="Shop" {...form.field('name')} />
      {isNew ? <SelectField label="Kind" options={LOGIN_KINDS} {...form.field('kind')} /> : null}
      <AccountFields form={form} isNew={isNew} />
      <TextField
        label="Hosts"
        hint={`It is used on these alone, with commas between: shop.example, *.shop.example.${hasPage(form.values.kind) ? ' Empty: that of the form.' : ''}`}
        maxLength={2_000}
        {...form.field('hosts')}
      />
    </FormModal>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
}

const SECRET = { type: 'password', autoComplete: 'off' } as const;

function AccountFields({
  form,
  isNew,
}: {
  readonly form: Form<LoginDraft>;
  readonly isNew: boolean;
}): ReactNode {
  const { kind } = form.values;
  const kept = isNew ? '' : 'Empty: it stays as it is. ';
  if (kind === 'bearer')
    return (
      <TextField
        label="Token"
        hint={`${kept}Encrypted, and never shown.`}
        {...SECRET}
        {...form.field('token')}
      />
    );
  return (
    <>
      {hasPage(kind) ? (
        <TextField
          label="Address of the page"
          type="url"
          placeholder="https://shop.example/login"
          maxLength={2_048}
          {...form.field('url')}
        />
      ) : null}
      {kind === 'steps' ? <StepsField form={form} /> : <NameAndPassword form={form} kept={kept} />}
      {hasPage(kind) ? <FormFields form={form} kept={kept} /> : null}
    </>
  );
}

function hasPage(kind: LoginKind): boolean {
  return kind === 'form' || kind === 'steps';
}

function NameAndPassword({
  form,
  kept,
}: {
  readonly form: Form<LoginDraft>;
  readonly kept: string;
}): ReactNode {
  return (
    <>
      <TextField label="Account" autoComplete="off" placeholder="ada@shop.example" {...form.field('user')} />
      <TextField
        label="Password"
        hint={`${kept}Encrypted, and never shown.`}
        {...SECRET}
        {...form.field('password')}
      />
    </>
  );
}

/** Jobs that use it have their pages opened in a browser as well. */
function StepsField({ form }: { readonly form: Form<LoginDraft> }): ReactNode {
  const { value, change } = form.field('steps');
  const faults = isProblem(form.error) ? form.error.faults : [];
  const placed = faults.map((fault) => ({
    ...fault,
    pointer: (fault.pointer ?? '').replace(/^\/settings\/steps/, '/config/fetch/steps'),
  }));
  return (
    <fieldset>
      <legend className="mb-1 font-[550]">What the browser does there</legend>
      <p className="mb-2 text-s text-ink-3">
        Fill in fields, click, wait. {'{otp}'} in what is filled in stands for a one-time code. Pages of jobs
        that use this login are opened in a browser, too.
      </p>
      <JobFaults value={placed}>
        <PageStepFields steps={value} change={change} />
      </JobFaults>
    </fieldset>
  );
}

function FormFields({ form, kept }: { readonly form: Form<LoginDraft>; readonly kept: string }): ReactNode {
  return (
    <>
      <TextField
        label="Secret of one-time codes"
        hint={`${kept}For sites that ask for a code of an app: the otpauth:// address of the QR code, or the text below it.`}
        {...SECRET}
        maxLength={2_000}
        {...form.field('otp')}
      />
      <TextField
        label="What the page says when it is signed in"
        hint="As in “Sign out”. Empty: a page that asks for no password is taken for signed in."
        maxLength={300}
        {...form.field('text')}
      />
      <TextField
        label="Or a CSS selector of what is there then"
        placeholder="a.sign-out"
        {...form.field('selector')}
      />
    </>
  );
}
