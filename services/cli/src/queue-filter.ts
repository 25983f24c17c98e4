import {
  INCIDENT_SORTS,
  type IncidentFilterGiven,
  type IncidentSort,
  ME,
  NOBODY,
  OPEN_STATES,
} from '@demarc/contracts';
import {
  AREAS,
  type Area,
  DEVICE_CLASSES,
  type DeviceClass,
  INCIDENT_STATES,
  type IncidentState,
  KINDS,
  type Kind,
  QUEUES,
  type Queue,
  SEVERITIES,
  type Severity,
  slotOf,
} from '@demarc/domain';
import type { Command } from 'commander';
import { oneOf, someOf } from './choice.js';
import { usage } from './failure.js';

export interface FilterOptions {
  readonly tenant?: string;
  readonly state?: readonly IncidentState[];
  readonly severity?: readonly Severity[];
  readonly kind?: readonly Kind[];
  readonly area?: readonly Area[];
  readonly named?: readonly string[];
  readonly device?: DeviceClass;
  readonly assignee?: string;
  readonly mine?: boolean;
  readonly unassigned?: boolean;
  readonly offeredTo?: readonly Queue[];
  readonly dueWithin?: number;
  readonly breached?: boolean;
  readonly snoozed?: boolean;
  readonly linked?: boolean;
  readonly review?: boolean;
  readonly provisional?: boolean;
  readonly search?: string;
  readonly sort?: IncidentSort;
}

/** What a list may be narrowed to, as options: one for each field of the list's query. */
export function withFilterOptions(command: Command): Command {
  return command
    .option('--tenant <name>', 'of this customer only')
    .option('--state <states>', `${INCIDENT_STATES.join(', ')}; default: what is open`, someOf(INCIDENT_STATES))
    .option('--severity <letters>', 'A, B, C', someOf(SEVERITIES))
    .option('--kind <kinds>', KINDS.join(', '), someOf(KINDS))
    .option('--area <areas>', 'what it is about, such as vpn or printing', someOf(AREAS))
    .option('--named <devices>', 'events name such a device by this id, serial number or name, whole', commaSeparated)
    .option(
      '--device <class>',
      `by which class of device it is decided: ${DEVICE_CLASSES.join(', ')}`,
      oneOf(DEVICE_CLASSES),
    )
    .option('--assignee <name>', 'of this person only')
    .option('--mine', 'only what is assigned to you')
    .option('--unassigned', 'only what nobody has')
    .option('--offered-to <queues>', 'only what is offered to these queues, whoever holds it until then', queuesNamed)
    .option('--due-within <time>', 'something is due by then or late: 30m, 4h, 2d', minutesIn)
    .option('--breached', 'only those of which a clock ran out')
    .option('--snoozed', 'only what is out of the way until a time')
    .option('--no-snoozed', 'without what is')
    .option('--linked', 'only those that are linked with another')
    .option('--review', 'only those whose decision a person should look at')
    .option('--provisional', 'only those that are decided again when the directory learns more')
    .option('--search <text>', 'words of title, names, ids and events, by their beginnings; "in quotes" as they stand')
    .option(
      '--sort <order>',
      `${INCIDENT_SORTS.join(', ')}; default: severity, of what is resolved -openedAt`,
      oneOf(INCIDENT_SORTS),
    );
}

/** The list's query of some options. Open work comes worst first, and a look back newest first. */
export function filterOf(options: FilterOptions, queue: Queue | null): IncidentFilterGiven {
  const { state = OPEN_STATES, sort = state.includes('resolved') ? '-openedAt' : 'severity' } = options;
  return { state, sort, ...givenFilter(options, queue) };
}

/** What the options themselves say, and nothing more: what else there is a saved view knows. */
export function givenFilter(options: FilterOptions, queue: Queue | null): IncidentFilterGiven {
  const {
    tenant,
    state,
    severity,
    kind,
    area,
    named,
    device,
    offeredTo,
    dueWithin,
    snoozed,
    search: q,
    sort,
  } = options;
  const assignee = assigneeOf(options);
  return {
    ...(state && { state }),
    ...(sort && { sort }),
    ...(queue && { queue }),
    ...(tenant && { tenant }),
    ...(severity && { severity }),
    ...(kind && { kind }),
    ...(area && { area }),
    ...(named && { named }),
    ...(device && { device }),
    ...(assignee && { assignee }),
    ...(offeredTo && { offeredTo }),
    ...(dueWithin !== undefined && { dueWithinMinutes: dueWithin }),
    ...(snoozed !== undefined && { snoozed }),
    ...(options.breached && { breached: true }),
    ...(options.linked && { linked: true }),
    ...(options.review && { review: true }),
    ...(options.provisional && { provisional: true }),
    ...(q && { q }),
  };
}

/** A queue by its whole name, or by what stands after the slash. */
export function queueNamed(text: string): Queue {
  const queue = QUEUES.find((candidate) => candidate === text || slotOf(candidate) === text);
  if (queue) return queue;
  throw usage(`There is no queue "${text}".`, `Known are ${QUEUES.join(', ')}.`);
}

const commaSeparated = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').map((one) => one.trim()),
];

function queuesNamed(text: string, before: readonly Queue[] = []): readonly Queue[] {
  return [...before, ...text.split(',').map((one) => queueNamed(one.trim()))];
}

function assigneeOf({ assignee, mine, unassigned }: FilterOptions): string | undefined {
  const given = [assignee, mine && ME, unassigned && NOBODY].filter((one) => one !== undefined && one !== false);
  if (given.length > 1) throw usage('--assignee, --mine and --unassigned exclude each other.');
  return given[0] as string | undefined;
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };

function minutesIn(text: string): number {
  const [, count, unit] = /^(\d{1,5})\s*(m|h|d)$/.exec(text.trim()) ?? [];
  if (count && unit) return Number(count) * UNIT_MINUTES[unit]!;
  throw usage(`"${text}" is no length of time.`, 'Write it as 30m, 4h or 2d.');
}
