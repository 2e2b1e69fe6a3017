import { expect, test } from 'vitest';
import { METRICS, REQUEST_SECONDS } from '../../../api/metrics/metric-table.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { createWhole } from './whole-harness.ts';
import { type Harness, createHarness } from '../harness.ts';

async function scrape({ app }: Harness): Promise<string[]> {
  const answer = await app.inject({ url: '/metrics' });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4');
  return answer.body.split('\n');
}

test('every metric is exported, each with the values that are stored', async () => {
  const lines = await scrape(await createWhole());
  for (const line of [
    'webloom_health_state{state="ok"} 1',
    'webloom_health_state{state="down"} 0',
    'webloom_health_look_age_seconds 9',
    'webloom_mail_servers{outcome="greeted"} 1',
    'webloom_last_backup_timestamp_seconds 1777000000',
    'webloom_health_part{part="scraper",state="ok"} 1',
    'webloom_agents{role="scraper",sign="healthy"} 1',
    'webloom_agent_slots{role="pipeline",kind="used"} 1',
    'webloom_agent_cpu_cores{role="pipeline"} 0.5',
    'webloom_agent_memory_bytes{role="pipeline"} 2097152',
    'webloom_processes_wanted{role="scraper"} 2',
    'webloom_processes_bound{role="scraper",bound="ceiling"} 4',
    'webloom_queue_depth{queue="wl.work"} 3',
    'webloom_queue_oldest_seconds{queue="wl.work"} 1.5',
    'webloom_dead_letters 2',
    'webloom_start_late_seconds 40.5',
    'webloom_starts_per_minute{what="come"} 320',
    'webloom_starts_per_minute{what="done"} 210',
    'webloom_starts_waiting 213',
    'webloom_store_data_bytes 2048',
    'webloom_store_bound_bytes 4096',
    'webloom_store_pages 70',
    'webloom_store_pages_left 68',
    'webloom_hosts_failing 1',
    'webloom_clean_up_age_seconds 3600',
    'webloom_clean_up_freed_bytes 512',
    'webloom_jobs{state="scheduled"} 1',
    'webloom_runs_open{state="running"} 1',
    'webloom_schedule_lag_seconds 5',
    'webloom_model_tokens_today 0',
    'webloom_runs_total{ending="completed",trigger="manual"} 1',
    'webloom_run_seconds_total{ending="completed"} 2',
    'webloom_run_findings_total{finding="pages"} 1',
    'webloom_gates_closed_total 0',
    'webloom_pages_total{outcome="stored"} 5',
    'webloom_visits_total{outcome="stored",reason="changed"} 5',
    'webloom_fallbacks_total{kind="later-attempt"} 3',
    'webloom_requests_total 6',
    'webloom_fetch_bytes_total 700',
    'webloom_price_changes_total 0',
    'webloom_run_duration_seconds_bucket{ending="completed",le="10"} 1',
    'webloom_run_duration_seconds_bucket{ending="completed",le="+Inf"} 1',
    'webloom_run_duration_seconds_sum{ending="completed"} 2',
    'webloom_fetch_duration_seconds_bucket{outcome="stored",le="0.1"} 0',
    'webloom_fetch_duration_seconds_bucket{outcome="stored",le="30"} 4',
    'webloom_fetch_duration_seconds_bucket{outcome="stored",le="+Inf"} 5',
    'webloom_fetch_duration_seconds_count{outcome="stored"} 5',
    'webloom_change_to_message_seconds_bucket{le="1"} 1',
    'webloom_change_to_message_seconds_sum 0.8',
    'webloom_delivery_attempt_seconds_bucket{result="delivered",le="0.25"} 1',
  ])
    expect(lines).toContain(line);
  const text = lines.join('\n');
  expect(text).toMatch(/webloom_job_runs_total\{job_id="job_\w+",ending="completed"\} 1/);
  expect(text).toMatch(/webloom_job_pages_total\{job_id="job_\w+",outcome="stored"\} 5/);
  for (const name of Object.keys(METRICS)) expect(text).toContain(`# TYPE ${name} `);
});

test('no figure is of a job unless the operator asks for it', async () => {
  const whole = await createWhole();
  Object.assign(whole.ports.settings, { metricsByJob: false });
  expect((await scrape(whole)).join('\n')).not.toContain('job_id');
});

test('requests of the process are timed by route, never by address', async () => {
  const harness = await createHarness();
  await harness.app.inject({ url: '/v1/jobs/job_1' });
  await harness.app.inject({ url: '/v1/jobs/job_2' });
  const lines = await scrape(harness);
  expect(lines).toContain(
    `${REQUEST_SECONDS}_count{method="GET",route="/v1/jobs/:jobId",status_code="404"} 2`,
  );
  expect(lines.join('\n')).not.toContain('job_1');
});

test('what is not known has no value, and a part that can not be read is named', async () => {
  const harness = await createHarness();
  harness.looked = null;
  const broken = new WebloomError('dependency-unavailable', 'The store did not answer.');
  Object.assign(harness.ports.tally, { read: () => Promise.reject(broken) });
  const lines = await scrape(harness);
  const text = lines.join('\n');
  expect(lines).toContain('webloom_unreadable{part="tally"} 1');
  expect(lines).toContain('webloom_unreadable{part="jobs"} 0');
  for (const absent of ['webloom_queue_depth', 'webloom_requests_total', 'look_age', 'webloom_agent_slots'])
    expect(text).not.toContain(absent);
});
