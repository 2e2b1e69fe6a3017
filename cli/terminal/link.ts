// Links in a terminal (OSC 8), for terminals known to show them: others would print the control characters.

type Env = Readonly<Record<string, string | undefined>>;

const KNOWN_PROGRAMS: ReadonlySet<string> = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper']);
const KNOWN_VARIABLES = ['WT_SESSION', 'KITTY_WINDOW_ID', 'KONSOLE_VERSION', 'DOMTERM'];
/** VTE is the terminal of GNOME and others; it shows links since 0.50. */
const FIRST_VTE = 5_000;

export function showsLinks(env: Env, isTerminal: boolean): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined) return forced !== '0';
  if (!isTerminal || env['TERM'] === 'dumb' || (env['CI'] ?? '') !== '') return false;
  if (KNOWN_VARIABLES.some((name) => (env[name] ?? '') !== '')) return true;
  return KNOWN_PROGRAMS.has(env['TERM_PROGRAM'] ?? '') || Number(env['VTE_VERSION'] ?? 0) >= FIRST_VTE;
}

export function toTerminalLink(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
