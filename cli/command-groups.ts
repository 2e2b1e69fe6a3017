// The groups in which the commands are listed, by what people want to do, and examples of those without their own.
// A command that stands in no group is listed under the last one.
import { type Command, Help } from 'commander';

const GROUPS: readonly (readonly [heading: string, names: string])[] = [
  ['Begin:', 'demo up status health doctor open mcp'],
  [
    'Watch something:',
    'preview scrape map add logins proxies import edit apply schema tag tags views delete remove',
  ],
  ['Let it run:', 'list get show start pause resume stop archive restore schedule watch start-links'],
  ['Stop at once:', 'emergency read-only'],
  [
    'See what was found:',
    'changes seen ignore unread diff versions content prices values metrics export feed feeds',
  ],
  ['Say what is told:', 'rules price-rules alerts incidents channels deliveries redeliver inspect'],
  ['Look closer:', 'runs run receipt pages failures why agents scale queues hosts schedules audit'],
  ['Mend:', 'dead rerun rollback undo-rollback reparse verify'],
  ['Keep in order:', 'backup blobs storage clean-up pin unpin removals'],
  ['Who may do what:', 'keys workspaces usage plans'],
];
const OTHERS = 'More:';

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  up: [
    'webloom up',
    'webloom up --scrapers 1..4 --pipelines 1..2',
    'webloom up --renderers 1',
    'webloom up --data-dir /var/lib/webloom',
  ],
  demo: ['webloom demo', 'webloom demo https://shop.example/ --exit'],
  status: ['webloom status', 'webloom status --json'],
  health: ['webloom health', 'webloom health --all', 'webloom health --json'],
  doctor: ['webloom doctor'],
  backup: [
    'webloom backup /backup/webloom',
    'webloom backup s3://my-bucket/backup',
    'webloom backup verify /backup/webloom',
    'webloom backup list',
    'webloom backup help restore',
  ],
  blobs: ['webloom blobs move'],
  list: ['webloom list', 'webloom list --state running,paused --wide', 'webloom list --json'],
  show: ['webloom show "Tent prices"', 'webloom show tent --json > tent.json'],
  get: ['webloom get tent'],
  values: ['webloom values tent', 'webloom values tent --missing price', 'webloom values tent --rates'],
  metrics: ['webloom metrics tent', 'webloom metrics tent --json'],
  export: [
    'webloom export changes --job tent > changes.csv',
    'webloom export values --job tent --format ndjson > values.ndjson',
    'webloom export contents --job tent --to pages',
    'webloom export configuration > webloom.ndjson',
  ],
  start: ['webloom start tent', 'webloom start tent kettle'],
  pause: ['webloom pause tent'],
  resume: ['webloom resume tent'],
  stop: ['webloom stop tent', 'webloom stop tent --force'],
  archive: ['webloom archive tent'],
  restore: ['webloom restore tent'],
  schedule: ['webloom schedule tent'],
  'start-links': [
    'webloom start-links help add',
    'webloom start-links list tent',
    'webloom start-links revoke tent deploys',
  ],
  delete: ['webloom delete tent', 'webloom delete tent kettle --yes'],
  removals: ['webloom removals'],
  'clean-up': ['webloom clean-up --dry-run', 'webloom clean-up', 'webloom clean-up list'],
  runs: ['webloom runs', 'webloom runs tent --limit 5', 'webloom runs --state failed --since 7d'],
  agents: ['webloom agents', 'webloom agents --wide'],
  scale: [
    'webloom scale',
    'webloom scale set scrapers 1..4',
    'webloom scale set renderers 0..2',
    'webloom scale reset scrapers',
  ],
  run: ['webloom run tent', 'webloom run run_01… --json'],
  receipt: ['webloom receipt tent', 'webloom receipt run_01… --json'],
  rollback: [
    'webloom rollback tent --dry-run',
    'webloom rollback run_01… --why "The shop showed test prices"',
    'webloom rollback tent --page https://shop.example/tent --dry-run',
  ],
  verify: ['webloom verify', 'webloom verify --job tent --repair'],
  reparse: ['webloom reparse tent --dry-run', 'webloom reparse tent --kind product'],
  'undo-rollback': ['webloom undo-rollback run_01…'],
  pages: ['webloom pages tent --wide'],
  failures: ['webloom failures tent'],
  why: ['webloom why tent', 'webloom why tent https://shop.example/tent'],
  queues: ['webloom queues', 'webloom queues --wide'],
  hosts: ['webloom hosts', 'webloom hosts --failing'],
  schedules: ['webloom schedules', 'webloom schedules --hours 8 --zone Europe/Berlin'],
  watch: ['webloom watch tent', 'webloom watch', 'webloom watch --json'],
  prices: ['webloom prices tent', 'webloom prices tent --summary', 'webloom prices tent --would "drop 5%"'],
  seen: ['webloom seen chg_01…'],
  ignore: ['webloom ignore chg_01… chg_02…'],
  unread: ['webloom unread chg_01…'],
  versions: ['webloom versions tent https://shop.example/tent', 'webloom versions job_01…:kEy… --json'],
  content: [
    'webloom content job_01…:kEy…:1:0a1b2c3d',
    'webloom content job_01…:kEy…:1:0a1b2c3d --served > sent.html',
  ],
  storage: ['webloom storage', 'webloom storage tent'],
  pin: ['webloom pin job_01…:kEy…:1:0a1b2c3d'],
  unpin: ['webloom unpin job_01…:kEy…:1:0a1b2c3d'],
  tag: ['webloom tag tent +shop', 'webloom tag --filter "state:failed" +broken --dry-run'],
  views: ['webloom views list', 'webloom views save "Failing shops" state:failed tag:shop'],
  apply: [
    'webloom apply -f jobs/ --dry-run',
    'webloom apply -f jobs/ --prune',
    'webloom apply -f - < tent.json',
    'webloom apply -f webloom.ndjson',
  ],
  import: [
    'webloom import urls.yaml --dry-run',
    'webloom import changedetection-backup.zip --tag moved',
    'webloom import feeds.opml --every 6h --start',
  ],
  alerts: ['webloom alerts list', 'webloom alerts help add'],
  gate: ['webloom gate confirm run_01…', 'webloom gate help withdraw'],
  incidents: ['webloom incidents list', 'webloom incidents help snooze'],
  emergency: ['webloom emergency help stop', 'webloom emergency status', 'webloom emergency lift'],
  'read-only': ['webloom read-only help on', 'webloom read-only off'],
  keys: ['webloom keys list', 'webloom keys help create'],
  usage: ['webloom usage', 'webloom usage --json'],
  plans: ['webloom plans'],
  workspaces: [
    'webloom workspaces list',
    'webloom workspaces create Garden',
    'webloom workspaces plan ws_01… team',
  ],
  audit: ['webloom audit --job tent', 'webloom audit --result refused'],
  schema: ['webloom schema job > job.schema.json'],
  tags: ['webloom tags list', 'webloom tags show sale', 'webloom tags help set'],
  proxies: [
    'webloom proxies list',
    'webloom proxies test Shops https://shop.example/',
    'webloom proxies help add',
  ],
  logins: [
    'webloom logins list',
    'webloom logins show Shop',
    'webloom logins retry Shop',
    'webloom logins help add',
  ],
  channels: ['webloom channels list', 'webloom channels test Ops', 'webloom channels help add'],
  deliveries: ['webloom deliveries', 'webloom deliveries --failed'],
  redeliver: ['webloom redeliver dlv_01…'],
  dead: ['webloom dead list', 'webloom dead replay ltr_01…', 'webloom dead help discard'],
  rerun: ['webloom rerun tent', 'webloom rerun run_01… --reason timeout,connect'],
  preview: [
    'webloom preview https://shop.example/tent',
    'webloom preview https://shop.example/tent --browser',
    'webloom preview https://shop.example/tent --below "99.95 EUR" --back-in-stock',
    'webloom preview https://shop.example/tent --ask "its price, when it falls below 80 EUR"',
  ],
  scrape: [
    'webloom scrape https://shop.example/tent > tent.md',
    'webloom scrape https://shop.example/tents --as links',
    'webloom scrape https://shop.example/app --render always --as text',
    'webloom scrape https://shop.example/prices --as tables > prices.csv',
    'webloom scrape https://shop.example/tent --select name=h1 --picture tent.png',
    'webloom scrape --urls tents.txt --to tents',
  ],
  map: ['webloom map https://shop.example/', 'webloom map https://shop.example/ --search tents > tents.txt'],
  open: ['webloom open', 'webloom open tent'],
  mcp: ['webloom mcp', 'webloom mcp --allow-changes --key-file FILE'],
  api: [
    'webloom api GET "/v1/jobs?limit=5"',
    `webloom api POST /v1/jobs/validate --body '{"config": {…}}'`,
    'webloom api /openapi.json',
  ],
  completion: ['eval "$(webloom completion bash)"', 'webloom completion fish | source'],
};

/** Lists the commands of a program under their headings, in the order of the table. */
export function groupCommands(program: Command): void {
  for (const command of program.commands) {
    const [heading] = GROUPS.find(([, names]) => names.split(' ').includes(command.name())) ?? [OTHERS];
    command.helpGroup(heading);
  }
  program.configureHelp({
    visibleCommands: (command) => new Help().visibleCommands(command).toSorted(compareOrder),
    groupItems: groupInOrder,
  });
}

const ORDER = GROUPS.flatMap(([, names]) => names.split(' '));

function compareOrder(one: Command, other: Command): number {
  const [place, otherPlace] = [one, other].map((command) => {
    const at = ORDER.indexOf(command.name());
    return at === -1 ? ORDER.length : at;
  });
  return (place ?? 0) - (otherPlace ?? 0);
}

/** Commander orders groups as their first members were made; here they stand as they are shown. */
function groupInOrder<Item>(
  _made: readonly Item[],
  shown: readonly Item[],
  headingOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of shown) {
    // Commander makes the command `help` itself, without a group.
    const own = headingOf(item);
    const heading = own === 'Commands:' ? OTHERS : own;
    groups.set(heading, [...(groups.get(heading) ?? []), item]);
  }
  return groups;
}

/** Help of a command begins with examples: most readers want one of them. */
export function addExamples(command: Command): void {
  const examples = EXAMPLES[command.name()];
  if (examples === undefined) return;
  command.addHelpText('before', `Examples: ${examples.join(`\n${' '.repeat(10)}`)}\n`);
}
