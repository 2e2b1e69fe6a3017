// Hands a message over to be delivered, and says so in the stream of events. Both are safe to repeat.
import type { AlertRule } from '../rule/alert-rule.ts';
import type { AlertMessage } from '../rule/message.ts';
import { announce } from '../../job/control-ports.ts';
import type { AlertPorts } from './alert-ports.ts';

export async function sendAlert(
  ports: AlertPorts,
  rule: AlertRule,
  message: AlertMessage,
  channels: AlertRule['channels'] = rule.channels,
): Promise<void> {
  await ports.send(message, channels);
  const { id, workspaceId, kind, title, at, job } = message;
  await announce(ports, {
    type: 'alert.told',
    workspaceId,
    ...(job === undefined ? {} : { jobId: job.id }),
    data: { messageId: id, kind, title, ruleId: rule._id, ruleName: rule.name },
    once: { at, key: id },
  });
}
