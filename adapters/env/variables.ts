// Reads single variables and collects what is wrong with them. A fault names the variable and what it should hold, not
// what it holds: that may be a secret. Empty counts as not set.
import { nearestName } from './nearest-name.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingFault {
  readonly name: string;
  readonly detail: string;
  /** The nearest value that is valid; `null` where the variable is better left out. */
  readonly instead: string | null;
}

/** Changes that still make one word a misspelling of another, both being short. */
const MISSPELT = 2;

export class Variables {
  readonly faults: SettingFault[] = [];
  readonly names: string[] = [];
  private readonly env: Environment;

  constructor(env: Environment) {
    this.env = env;
  }

  text(name: string, fallback: string): string {
    this.names.push(name);
    const value = this.env[name]?.trim();
    return value === undefined || value === '' ? fallback : value;
  }

  pattern(name: string, fallback: string, { pattern, form }: { pattern: RegExp; form: string }): string {
    return this.checked(name, fallback, (value) => (pattern.test(value) ? null : `must be ${form}`));
  }

  address(name: string, fallback: string, protocols: readonly string[]): string {
    return this.checked(name, fallback, (value) => {
      // Lists of hosts are no URLs, but their scheme can be told.
      const scheme = /^[a-z+]+:/.exec(value)?.[0] ?? '';
      return protocols.includes(scheme)
        ? null
        : `must begin with ${protocols.map((p) => `${p}//`).join(' or ')}`;
    });
  }

  choice<Choice extends string>(name: string, fallback: Choice, choices: readonly Choice[]): Choice {
    const value = this.text(name, fallback);
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    const instead = nearestName(value.toLowerCase(), choices, MISSPELT) ?? fallback;
    this.report({ name, detail: `must be one of ${choices.join(', ')}`, instead });
    return fallback;
  }

  integer(name: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const value = this.text(name, String(fallback));
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    const meant = /^[+-]?\d+(\.\d+)?$/.test(value) ? Math.round(Number(value)) : fallback;
    const instead = String(Math.min(max, Math.max(min, meant)));
    this.report({ name, detail: `must be a whole number from ${min} to ${max}`, instead });
    return fallback;
  }

  report(fault: SettingFault): void {
    this.faults.push(fault);
  }

  private checked(name: string, fallback: string, check: (value: string) => string | null): string {
    const value = this.text(name, fallback);
    const fault = check(value);
    if (fault === null) return value;
    this.report({ name, detail: fault, instead: null });
    return fallback;
  }
}
