// The completion script for fish. Commands and options stand in it; names of jobs are asked of the API.
import type { CommandTree, CompletedCommand, CompletedOption, Place } from './command-tree.ts';

export function fishScript({ commands, globals }: CommandTree): string {
  const lines = [
    '# Completion of webloom for fish: webloom completion fish | source',
    'complete -c webloom -f',
    ...globals.map((option) => `complete -c webloom ${optionWords(option)}`),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(command: CompletedCommand): string[] {
  const { name, summary, options, argument, isGroup } = command;
  const [first = '', second] = name.split(' ');
  const seen = `__fish_seen_subcommand_from ${first}`;
  const before = second === undefined ? '__fish_use_subcommand' : seen;
  const inside = second === undefined ? seen : `${seen}; and __fish_seen_subcommand_from ${second}`;
  const within = `complete -c webloom -n '${inside}'`;
  return [
    `complete -c webloom -n '${before}' -a ${second ?? first} -d '${summary}'`,
    ...options.map((option) => `${within} ${optionWords(option)}`),
    ...(argument === null || argument === 'text' || isGroup ? [] : [`${within} ${fill(argument)}`]),
  ];
}

function optionWords({ name, description, value }: CompletedOption): string {
  const takes = value === null ? '' : value === 'text' ? ' -x' : ` -r ${fill(value)}`;
  return `-l ${name.slice(2)} -d '${description}'${takes}`;
}

function fill(place: Place): string {
  if (place === 'job') return `-f -a '(webloom completion jobs 2>/dev/null)'`;
  if (place === 'file') return '-F';
  return place === 'text' ? '' : `-f -a '${place.join(' ')}'`;
}
