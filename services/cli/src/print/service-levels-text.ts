import type { AnswerOf, ROUTES } from '@demarc/contracts';
import { type Hours, QUEUES, SEVERITIES, type ServiceLevels, WEEKDAYS } from '@demarc/domain';
import type { Style } from './style.js';

/** What is in force for a tenant; what differs from the shipped levels is marked with a star. */
export function serviceLevelsText(
  { tenant, own, inForce }: AnswerOf<typeof ROUTES.readServiceLevels>,
  style: Style,
): string {
  const width = Math.max(...QUEUES.map((queue) => queue.length)) + 2;
  const star = (is: boolean) => (is ? ' *' : '');
  const clocks = (['microsoft', 'customer'] as const).flatMap((party) =>
    SEVERITIES.flatMap((severity) => {
      const of = own.clocks?.[party]?.[severity];
      return of
        ? [
            `  ${party} ${severity}  response ${spanText(of.firstResponseMinutes)}, update ${spanText(of.updateMinutes)}, ${of.hours} *`,
          ]
        : [];
    }),
  );
  return [
    style.bold(`Service levels of ${tenant}`),
    '',
    'Support hours (severity A: around the clock)',
    ...QUEUES.map(
      (queue) => `  ${queue.padEnd(width)}${hoursText(inForce.hours[queue])}${star(own.hours?.[queue] !== undefined)}`,
    ),
    '',
    'Clocks',
    ...(clocks.length > 0 ? clocks : ['  as the policy of each incident says']),
    `  warned when ${inForce.warnAtPercent} % of a clock is gone${star(own.warnAtPercent !== undefined)}`,
    `  offers wait ${bySeverity(inForce.offerMinutes)}${star(own.offerMinutes !== undefined)}`,
    `  asked actions wait ${bySeverity(inForce.answerMinutes)}, and are closed after ${spanText(inForce.closeAfterMinutes)}${star(own.answerMinutes !== undefined || own.closeAfterMinutes !== undefined)}`,
    '',
    'Escalation',
    ...QUEUES.map(
      (queue) =>
        `  ${queue.padEnd(width)}${escalationText(inForce.escalation[queue])}${star(own.escalation?.[queue] !== undefined)}`,
    ),
  ].join('\n');
}

function bySeverity(minutes: Readonly<Record<(typeof SEVERITIES)[number], number>>): string {
  return SEVERITIES.map((severity) => `${severity} ${spanText(minutes[severity])}`).join(', ');
}

function escalationText({
  name,
  steps,
  rounds,
  repeatAfterMinutes,
}: ServiceLevels['escalation'][keyof ServiceLevels['escalation']]): string {
  const told = steps.map(({ afterMinutes, to }) => {
    const whom = typeof to === 'string' ? to : to.contacts.join(', ');
    return afterMinutes === 0 ? whom : `${whom} after ${spanText(afterMinutes)}`;
  });
  const again = rounds > 1 ? `, ${rounds} times, ${spanText(repeatAfterMinutes)} apart` : '';
  return told.length === 0 ? `${name}: nobody` : `${name}: ${told.join(', ')}${again}`;
}

function hoursText(hours: Hours): string {
  if (hours === '24x7') return 'around the clock';
  const days = WEEKDAYS.map(
    (day) => [day, hours.week[day].map(({ start, end }) => `${start}-${end}`).join(', ')] as const,
  );
  const parts: string[] = [];
  for (const [at, [day, windows]] of days.entries()) {
    if (windows === '' || days[at - 1]?.[1] === windows) continue;
    let last = at;
    while (days[last + 1]?.[1] === windows) last += 1;
    parts.push(`${last > at ? `${day}-${days[last]![0]}` : day} ${windows}`);
  }
  const free = hours.holidays.length > 0 ? `, ${hours.holidays.length} holidays` : '';
  return `${parts.join('; ')} (${hours.timeZone})${free}`;
}

function spanText(minutes: number): string {
  if (minutes < 90) return `${minutes} min`;
  return minutes % 1_440 === 0 && minutes >= 2_880 ? `${minutes / 1_440} days` : `${Math.round(minutes / 6) / 10} h`;
}
