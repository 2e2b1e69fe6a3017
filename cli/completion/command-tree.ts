// The command line as a shell has to know it: commands, their options, and what their arguments are.
import type { Command, Option } from 'commander';

/** What can be put in a place: a job, a file, one of a few words, or anything. */
export type Place = 'job' | 'file' | 'text' | readonly string[];

export interface CompletedOption {
  /** With its dashes. */
  readonly name: string;
  readonly description: string;
  /** Null: it takes no value. */
  readonly value: Place | null;
}

export interface CompletedCommand {
  /** As it is typed: `add`, `alerts add`. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Null: it takes no argument. Of a command with commands of its own, their names. */
  readonly argument: Place | null;
  /** Whether commands of its own come after its name. */
  readonly isGroup: boolean;
}

export interface CommandTree {
  readonly commands: readonly CompletedCommand[];
  readonly globals: readonly CompletedOption[];
}

export function toCommandTree(program: Command): CommandTree {
  return { globals: optionsOf(program), commands: visibleCommands(program).flatMap(withOwnCommands) };
}

function withOwnCommands(group: Command): CompletedCommand[] {
  const own = visibleCommands(group);
  const completed = toCompleted(group, group.name());
  if (own.length === 0) return [completed];
  const commands = own.map((command) => toCompleted(command, `${group.name()} ${command.name()}`));
  return [{ ...completed, argument: own.map((command) => command.name()), isGroup: true }, ...commands];
}

function toCompleted(command: Command, name: string): CompletedCommand {
  return {
    name,
    summary: firstSentence(command.summary() || command.description()),
    options: optionsOf(command),
    argument: argumentOf(command),
    isGroup: false,
  };
}

function visibleCommands(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
}

/** The commands that are typed as one word. */
export function firstWords(commands: readonly CompletedCommand[]): CompletedCommand[] {
  return commands.filter(({ name }) => !name.includes(' '));
}

/** Names of the commands that have commands of their own. */
export function groupNames(commands: readonly CompletedCommand[]): string[] {
  return commands.filter(({ isGroup }) => isGroup).map(({ name }) => name);
}

function optionsOf(command: Command): CompletedOption[] {
  return command.options
    .filter(({ hidden, long }) => !hidden && typeof long === 'string')
    .map((option) => ({
      name: option.long ?? '',
      description: firstSentence(option.description),
      value: option.required || option.optional ? placeOf(option) : null,
    }));
}

function placeOf({ argChoices, flags }: Option): Place {
  if (argChoices !== undefined) return argChoices;
  if (/<job>/.test(flags)) return 'job';
  return /<(file|folder|path|json)>/.test(flags) ? 'file' : 'text';
}

function argumentOf(command: Command): Place | null {
  const [argument] = command.registeredArguments;
  if (argument === undefined) return null;
  if (argument.argChoices !== undefined) return argument.argChoices;
  if (/^(job|run)$/.test(argument.name())) return 'job';
  return /^(input|file)$/.test(argument.name()) ? 'file' : 'text';
}

/** On one line, without what would end a quotation or a description in a shell. */
function firstSentence(text: string): string {
  return (text.split(/[;:]\s/)[0] ?? '').replaceAll(/\s+/g, ' ').replaceAll(/['"`\\$[\]]/g, '');
}
