// Reads single variables and collects what is wrong with them. A fault names the variable and what it should hold, not
// what it holds: that may be a secret. Empty counts as not set.
type Environment = Readonly<Record<string, string | undefined>>;

export class Variables {
  readonly faults: string[] = [];
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

  pattern(name: string, fallback: string, pattern: RegExp): string {
    return this.checked(name, fallback, (value) =>
      pattern.test(value) ? null : `must match ${pattern.source}`,
    );
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
    if (found === undefined) this.faults.push(`${name} must be one of ${choices.join(', ')}`);
    return found ?? fallback;
  }

  integer(name: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const value = this.text(name, String(fallback));
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.faults.push(`${name} must be a whole number from ${min} to ${max}`);
    return fallback;
  }

  /** Lower-case items, separated by commas or blanks. */
  list(name: string): readonly string[] {
    return this.text(name, '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((item) => item !== '');
  }

  report(name: string, faults: readonly string[]): void {
    for (const fault of faults) this.faults.push(`${name}: ${fault}`);
  }

  private checked(name: string, fallback: string, check: (value: string) => string | null): string {
    const value = this.text(name, fallback);
    const fault = check(value);
    if (fault === null) return value;
    this.faults.push(`${name} ${fault}`);
    return fallback;
  }
}
