// Every metric with its labels. A label has few values: no address, host or process is one, and a job only where the
// operator asks for it, a number of them at most.
import type { HISTOGRAMS } from '../../domain/run/tally/histogram.ts';

export interface MetricRow {
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
}

function gauge(help: string, ...labels: string[]): MetricRow {
  return { type: 'gauge', labels, help };
}

function counter(help: string, ...labels: string[]): MetricRow {
  return { type: 'counter', labels, help };
}

function histogram(help: string, ...labels: string[]): MetricRow {
  return { type: 'histogram', labels, help };
}

export const METRICS = {
  webloom_health_state: gauge('1 for the present state: ok, degraded, blind, down.', 'state'),
  webloom_health_part: gauge(
    '1 for the present state of each part: ok, warning, critical, unknown.',
    'part',
    'state',
  ),
  webloom_health_look_age_seconds: gauge('Time since the monitor looked at everything.'),
  webloom_service_latency_seconds: gauge('Time a service took to answer this process.', 'service'),
  webloom_agents: gauge(
    'Processes by role and last sign of life: healthy, stale, silent, gone.',
    'role',
    'sign',
  ),
  webloom_agent_heartbeat_age_seconds: gauge('Time since the latest sign of life of the role.', 'role'),
  webloom_agent_slots: gauge(
    'Pieces of work that living processes have in hand (used) and can take (total).',
    'role',
    'kind',
  ),
  webloom_agent_memory_bytes: gauge('Memory of the living processes of the role.', 'role'),
  webloom_agent_cpu_cores: gauge('CPU that the living processes of the role took of late, in cores.', 'role'),
  webloom_agent_lag_seconds: gauge(
    'Longest delay of an event loop among the living processes of the role.',
    'role',
  ),
  webloom_processes_wanted: gauge('Processes that are wanted of the role, as scaling has decided.', 'role'),
  webloom_processes_bound: gauge('The least and the most there may be of the role.', 'role', 'bound'),
  webloom_queue_depth: gauge('Messages or tasks that wait.', 'queue'),
  webloom_queue_consumers: gauge('Processes that take from the queue.', 'queue'),
  webloom_queue_oldest_seconds: gauge('How long the oldest has waited.', 'queue'),
  webloom_start_late_seconds: gauge(
    'Nine of ten starts of the last minute, and of those that wait, are no later.',
  ),
  webloom_starts_per_minute: gauge('Starts of runs that came and that were done a minute, of late.', 'what'),
  webloom_starts_waiting: gauge('Times that have passed and runs that have not begun their work.'),
  webloom_dead_letters: gauge('Messages that no scraper could take.'),
  webloom_store_data_bytes: gauge(
    'Disk that the documents of the embedded store take, with their log and indexes.',
  ),
  webloom_store_bound_bytes: gauge('The embedded store takes nothing more above this.'),
  webloom_store_pages: gauge('Pages that the embedded store holds.'),
  webloom_store_pages_left: gauge('Pages that still fit into the embedded store, by what each takes there.'),
  webloom_disk_free_bytes: gauge('Bytes left for Webloom on the disk with the least room.'),
  webloom_disk_floor_bytes: gauge('Nothing is fetched below this.'),
  webloom_mail_servers: gauge(
    'Mail servers of channels, by what came of the last greeting: greeted, unanswered.',
    'outcome',
  ),
  webloom_last_backup_timestamp_seconds: gauge('When the last backup was finished, in seconds since 1970.'),
  webloom_emergency_holds: gauge(
    'Emergency holds that stand, by scope; `changes` is the read-only mode.',
    'scope',
  ),
  webloom_clean_up_age_seconds: gauge('Time since the last clean-up that was done began.'),
  webloom_clean_up_freed_bytes: gauge('Bytes of files that the last clean-up freed.'),
  webloom_hosts_failing: gauge('Hosts that failed of late and are left alone.'),
  webloom_jobs: gauge('Jobs by state.', 'state'),
  webloom_runs_open: gauge('Runs that go on, by state.', 'state'),
  webloom_schedule_lag_seconds: gauge('How long the job that is due first has been due.'),
  webloom_model_tokens_today: gauge('Tokens of the language model that all workspaces used today (UTC).'),
  webloom_unreadable: gauge('1 for a part whose figures can not be read now; they are absent.', 'part'),
  webloom_runs_total: counter('Runs that ended.', 'ending', 'trigger'),
  webloom_run_seconds_total: counter('Time from begin to end of the runs that ended.', 'ending'),
  webloom_run_findings_total: counter('What was worse in runs than in those before them.', 'finding'),
  webloom_gates_closed_total: counter('Quality gates that runs closed, pausing their jobs.'),
  webloom_pages_total: counter('Pages of the runs that ended, by the class they ended in.', 'outcome'),
  webloom_visits_total: counter('Visits that ended, second looks too, by reason.', 'outcome', 'reason'),
  webloom_fallbacks_total: counter(
    'Pages and chunks that were done in another way than was meant, by kind.',
    'kind',
  ),
  webloom_chunks_total: counter('Chunks that were stored.'),
  webloom_requests_total: counter('Requests to hosts that were looked at.'),
  webloom_fetch_bytes_total: counter('Bytes received from hosts.'),
  webloom_host_wait_seconds_total: counter('Time visits waited for the pace of their host.'),
  webloom_cpu_seconds_total: counter('CPU of the stages that read and store pages.'),
  webloom_changes_total: counter('Changes that were confirmed.'),
  webloom_price_changes_total: counter('Prices that moved.'),
  webloom_run_duration_seconds: histogram('From begin to end of the runs that ended.', 'ending'),
  webloom_fetch_duration_seconds: histogram(
    'Until a page had answered, by what came of the visit.',
    'outcome',
  ),
  webloom_change_to_message_seconds: histogram(
    'From a change or a price to its message, where no digest, quiet hours or window held it back.',
  ),
  webloom_delivery_attempt_seconds: histogram(
    'Until a receiver had answered an attempt, by what came of it.',
    'result',
  ),
  webloom_job_runs_total: counter(
    'Runs of a job that ended; only with WEBLOOM_METRICS_BY_JOB.',
    'job_id',
    'ending',
  ),
  webloom_job_run_seconds_total: counter('Time from begin to end of the runs of a job.', 'job_id'),
  webloom_job_pages_total: counter('Pages of the ended runs of a job, by class.', 'job_id', 'outcome'),
  webloom_job_changes_total: counter('Confirmed changes of the ended runs of a job.', 'job_id'),
  webloom_job_price_changes_total: counter('Prices that moved in the ended runs of a job.', 'job_id'),
  webloom_job_requests_total: counter('Requests of the ended runs of a job.', 'job_id'),
} as const satisfies Readonly<Record<`webloom_${string}`, MetricRow>>;

export type MetricName = keyof typeof METRICS;

/** Kept by each API process since its begin. */
export const REQUEST_SECONDS = 'http_request_duration_seconds';

/** The metric of each counter of the tally; what follows its name there are the labels. */
export const TALLIED = {
  runs: 'webloom_runs_total',
  runSeconds: 'webloom_run_seconds_total',
  runFindings: 'webloom_run_findings_total',
  gatesClosed: 'webloom_gates_closed_total',
  pages: 'webloom_pages_total',
  visits: 'webloom_visits_total',
  fallbacks: 'webloom_fallbacks_total',
  chunks: 'webloom_chunks_total',
  requests: 'webloom_requests_total',
  wireBytes: 'webloom_fetch_bytes_total',
  waitSeconds: 'webloom_host_wait_seconds_total',
  cpuSeconds: 'webloom_cpu_seconds_total',
  changes: 'webloom_changes_total',
  priceChanges: 'webloom_price_changes_total',
  jobRuns: 'webloom_job_runs_total',
  jobRunSeconds: 'webloom_job_run_seconds_total',
  jobPages: 'webloom_job_pages_total',
  jobChanges: 'webloom_job_changes_total',
  jobPriceChanges: 'webloom_job_price_changes_total',
  jobRequests: 'webloom_job_requests_total',
} as const satisfies Readonly<Record<string, MetricName>>;

/** The metric of each histogram of the tally. */
export const TIMED = {
  runDuration: 'webloom_run_duration_seconds',
  fetchDuration: 'webloom_fetch_duration_seconds',
  changeToMessage: 'webloom_change_to_message_seconds',
  deliveryAttempt: 'webloom_delivery_attempt_seconds',
} as const satisfies Readonly<Record<keyof typeof HISTOGRAMS, MetricName>>;
