// The completion script for zsh. Commands and options stand in it; names of jobs are asked of the API.
import {
  type CommandTree,
  type CompletedCommand,
  type CompletedOption,
  firstWords,
  groupNames,
  type Place,
} from './command-tree.ts';

export function zshScript({ commands, globals }: CommandTree): string {
  const described = firstWords(commands).map(({ name, summary }) => `'${[name, summary].join(':')}'`);
  return `#compdef webloom
# Completion of webloom for zsh: eval "$(webloom completion zsh)"
_webloom_jobs() {
  local -a names
  names=("\${(@f)$("\${words[1]}" completion jobs 2>/dev/null)}")
  compadd -a names
}
_webloom() {
  local command='' at
  local -a options
  for ((at = 2; at < CURRENT; at++)); do
    case \${words[at]} in
      --api | --data-dir) ((at++)) ;;
      -*) ;;
      *)
        command="\${command:+$command }\${words[at]}"
        case $command in
          ${groupNames(commands).join(' | ')}) ;;
          *) break ;;
        esac ;;
    esac
  done
  case "$command \${words[CURRENT-1]}" in
${commands.flatMap(valueCases).join('')}  esac
  case $command in
    '')
      local -a commands=(${described.join(' ')})
      [[ \${words[CURRENT]} == -* ]] || { _describe command commands; return; } ;;
${commands.map(optionCase).join('')}  esac
  options+=(${globals.map(describe).join(' ')})
  if [[ \${words[CURRENT]} == -* ]]; then
    _describe -o option options
    return
  fi
  case $command in
${commands.flatMap(argumentCase).join('')}  esac
}
compdef _webloom webloom ./webloom
`;
}

function describe({ name, description }: CompletedOption): string {
  return `'${[name, description.replaceAll(':', ' ')].join(':')}'`;
}

function valueCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap((option) =>
    option.value === null ? [] : [`    '${name} ${option.name}') ${fill(option.value)}return ;;\n`],
  );
}

function optionCase({ name, options }: CompletedCommand): string {
  return `    '${name}') options=(${options.map(describe).join(' ')}) ;;\n`;
}

function argumentCase({ name, argument }: CompletedCommand): string[] {
  return argument === null || argument === 'text' ? [] : [`    '${name}') ${fill(argument)};;\n`];
}

function fill(place: Place): string {
  if (place === 'job') return '_webloom_jobs; ';
  if (place === 'file') return '_files; ';
  return place === 'text' ? '' : `compadd -- ${place.join(' ')}; `;
}
