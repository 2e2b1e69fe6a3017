// docs/cli.md as the commands themselves describe it: each command with its help.
import type { Command } from 'commander';

const HEAD = `# The command line

Every command, as its \`--help\` says it. This document is made of the commands; a test compares the two, and
\`npx vitest run test/cli/help.test.ts -u\` writes it anew.

- Data goes to standard output, everything else to standard error. \`--json\` prints one JSON document, streams one object a line.
- Errors say what failed and what to do. Under \`--json\` they are a document too, on standard error:
  \`{"error": {"code", "title", "detail", "remedy", "exitCode", "facts"}}\`.
- Tables fit the terminal (80 columns where its width is not known): free text is cut, then columns are left out and named. \`--wide\` shows all.
- Where a job is asked for, its id, the beginning of its id and its exact name are understood.
- Nothing is asked where there is no terminal; what would be lost wants \`--yes\` then.
- Colours and links are for terminals: \`NO_COLOR\`, \`FORCE_COLOR\`, \`TERM=dumb\` and \`FORCE_HYPERLINK\` are obeyed.
- \`WEBLOOM_API_KEY\` is the key sent to the API.

`;

export function describeCommands(program: Command): string {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((command) => command.name() !== 'help');
  return (
    `${HEAD}## webloom\n\n${block(helpOf(program))}\n${commands
      .map((command) => `## webloom ${command.name()}\n\n${block(helpOf(command))}\n`)
      .join('')}`.trimEnd() + '\n'
  );
}

/** The help as it is printed, texts before and after it included. */
export function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text;
}

/** A fence, because an indented block is what a reader may type. */
function block(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
}
