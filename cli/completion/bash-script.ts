// The completion script for bash. Commands and options stand in it; names of jobs are asked of the API.
import {
  type CommandTree,
  type CompletedCommand,
  firstWords,
  groupNames,
  type Place,
} from './command-tree.ts';

export function bashScript({ commands, globals }: CommandTree): string {
  const names = globals.map(({ name }) => name);
  return `# Completion of webloom for bash: eval "$(webloom completion bash)"
_webloom_jobs() {
  local name word=\${cur//\\\\/}
  while IFS= read -r name; do
    [[ $name == "$word"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
  done < <("\${COMP_WORDS[0]}" completion jobs 2>/dev/null)
}
_webloom() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' options='' at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in
      --api | --data-dir) ((at++)) ;;
      -*) ;;
      *)
        command="\${command:+$command }\${COMP_WORDS[at]}"
        case $command in
          ${groupNames(commands).join(' | ')}) ;;
          *) break ;;
        esac ;;
    esac
  done
  case "$command $prev" in
${commands.flatMap(valueCases).join('')}  esac
  case $command in
    '') options='${[...firstWords(commands).map(({ name }) => name), 'help'].join(' ')}' ;;
${commands.map(optionCase).join('')}  esac
  if [[ $cur == -* || -z $command ]]; then
    COMPREPLY=($(compgen -W "$options ${names.join(' ')}" -- "$cur"))
    return
  fi
  case $command in
${commands.flatMap(argumentCase).join('')}  esac
}
complete -F _webloom webloom ./webloom
`;
}

function valueCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap((option) =>
    option.value === null ? [] : [`    '${name} ${option.name}') ${fill(option.value)}return ;;\n`],
  );
}

function optionCase({ name, options }: CompletedCommand): string {
  return `    '${name}') options='${options.map((option) => option.name).join(' ')}' ;;\n`;
}

function argumentCase({ name, argument }: CompletedCommand): string[] {
  return argument === null || argument === 'text' ? [] : [`    '${name}') ${fill(argument)};;\n`];
}

function fill(place: Place): string {
  if (place === 'job') return '_webloom_jobs; ';
  if (place === 'file') return 'COMPREPLY=($(compgen -f -- "$cur")); ';
  return place === 'text' ? '' : `COMPREPLY=($(compgen -W '${place.join(' ')}' -- "$cur")); `;
}
