import { RUNNING_SERVICES, type StatusBody } from '@demarc/contracts';
import type { Style } from './style.js';
import { exactTime } from './time.js';
import { tableText } from './table.js';

const ANY_WIDTH = 200;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

function missingText({ gaps, checkedThrough }: StatusBody['reconciliation'], style: Style): string {
  if (checkedThrough === null) return style.yellow('nobody has looked yet');
  const looked = `looked at through ${exactTime(checkedThrough)}`;
  return gaps > 0 ? `${style.red(`${gaps} (demarc reconcile)`)}, ${looked}` : `nothing, ${looked}`;
}

type ServiceRow = Partial<StatusBody['services'][number]> & Pick<StatusBody['services'][number], 'name'>;

/** Whoever runs, each with its instances; a service of which none answers has a row too. */
const serviceRows = (services: StatusBody['services']): readonly ServiceRow[] =>
  RUNNING_SERVICES.flatMap((name): readonly ServiceRow[] => {
    const those = services.filter((service) => service.name === name);
    return those.length > 0 ? those : [{ name }];
  });

const stateOf = ({ ready }: ServiceRow): string => (ready === undefined ? 'no answer' : ready ? 'ready' : 'not ready');

/** Backlogs, counts and storage. What wants a person's eye is coloured. */
export function statusText(status: StatusBody, apiUrl: URL, style: Style): string {
  const { incidents, deliveries, unreachable, outbox, quarantine, durables, streams, reconciliation } = status;
  const troubled = (count: number, word: string): string => (count > 0 ? style.red(`${count} ${word}`) : `0 ${word}`);
  const row = (name: string, ...parts: readonly string[]): string => `${style.dim(name.padEnd(12))}${parts.join(', ')}`;
  return [
    row('API', apiUrl.origin),
    row(
      'Incidents',
      `${incidents.new} new`,
      `${incidents.acknowledged} acknowledged`,
      `${incidents.resolved} resolved`,
    ),
    row(
      'Deliveries',
      `${deliveries.sent} sent`,
      `${deliveries.pending} pending`,
      deliveries.retrying > 0 ? style.yellow(`${deliveries.retrying} retrying`) : '0 retrying',
      troubled(deliveries.failed, 'failed'),
      troubled(unreachable, 'with nobody to tell'),
    ),
    row('Outbox', `${outbox} to publish`),
    row(
      'Quarantine',
      quarantine > 0
        ? style.yellow(`${quarantine} ${quarantine === 1 ? 'message waits' : 'messages wait'}`)
        : 'nothing waits',
    ),
    ...status.warnings.map((warning) => row('Warning', style.red(warning))),
    row('Missing', missingText(reconciliation, style)),
    '',
    tableText(
      serviceRows(status.services),
      [
        { title: 'SERVICE', value: ({ name }) => name, paint: style.bold },
        { title: 'STATE', value: stateOf, paint: (text, { ready }) => (ready ? text : style.red(text)) },
        { title: 'VERSION', value: ({ version }) => version ?? '-' },
        { title: 'SINCE', value: ({ startedAt }) => (startedAt ? exactTime(startedAt) : '-') },
        { title: 'INSTANCE', value: ({ instance }) => instance ?? '-' },
      ],
      ANY_WIDTH,
      style,
    ),
    '',
    tableText(
      durables,
      [
        { title: 'CONSUMER', value: ({ name }) => name, paint: style.bold },
        {
          title: 'WAITING',
          value: ({ pending }) => (pending === null ? 'not there yet' : String(pending)),
          right: true,
        },
        { title: 'IN WORK', value: ({ inFlight }) => (inFlight === null ? '-' : String(inFlight)), right: true },
      ],
      ANY_WIDTH,
      style,
    ),
    '',
    tableText(
      streams,
      [
        { title: 'STREAM', value: ({ name }) => name, paint: style.bold },
        { title: 'MESSAGES', value: ({ messages }) => String(messages), right: true },
        { title: 'STORED', value: ({ bytes }) => `${(bytes / MIB).toFixed(1)} MiB`, right: true },
        { title: 'OF', value: ({ maxBytes }) => `${(maxBytes / GIB).toFixed(0)} GiB`, right: true },
      ],
      ANY_WIDTH,
      style,
    ),
  ].join('\n');
}
