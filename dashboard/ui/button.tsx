// Buttons and links that look like buttons. A screen has one primary action.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ButtonHTMLAttributes, ReactNode } from 'react';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const BASE =
  'inline-flex min-h-8 items-center justify-center gap-[7px] rounded-m border px-3 py-1 text-m font-[550] whitespace-nowrap transition-colors duration-(--quick) disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55';
const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'border-accent bg-accent text-on-accent hover:opacity-90',
  plain: 'border-line-strong bg-sheet text-ink hover:bg-paper',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-accent-soft hover:text-ink',
  danger: 'border-failed bg-sheet text-failed hover:bg-del',
};

export function buttonClass(kind: ButtonKind = 'plain'): string {
  return `${BASE} ${KINDS[kind]}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
}

export function Button({ kind = 'plain', className = '', type = 'button', ...rest }: ButtonProps): ReactNode {
  return <button type={type} className={`${buttonClass(kind)} ${className}`} {...rest} />;
}

interface ButtonLinkProps extends LinkProps {
  readonly kind?: ButtonKind;
  readonly className?: string;
}

export function ButtonLink({ kind = 'plain', className = '', ...rest }: ButtonLinkProps): ReactNode {
  return <Link className={`${buttonClass(kind)} ${className}`} {...rest} />;
}

/** A button that is an icon alone; `label` is its name. */
export function IconButton({
  label,
  className = '',
  ...rest
}: ButtonProps & { readonly label: string }): ReactNode {
  return (
    <Button
      kind="quiet"
      aria-label={label}
      title={label}
      className={`min-w-8 px-1.5 ${className}`}
      {...rest}
    />
  );
}
