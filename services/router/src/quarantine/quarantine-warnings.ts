import { subjectOf } from '@demarc/contracts';
import type { Instant } from '@demarc/domain';
import type { QuarantineUse, QuarantineWarning } from '@demarc/store';
import { type Room, WARN_BEFORE_DAYS } from './quarantine-room.js';

/** From this share of a limit on there is a warning. */
const WARN_AT = 0.8;
const MIB = 1024 ** 2;
const PERCENT = 100;

/** The one source these reports name. */
const SOURCE = 'demarc:quarantine';

/** What is near its limit of size, or of age before anybody worked it. Only what waits counts for size: the rest makes room by itself. */
export function warningsOf(use: readonly QuarantineUse[], ofTenant: Room, whole: Room): readonly QuarantineWarning[] {
  const all = { tenant: null, waiting: sum(use, 'waiting'), waitingBytes: sum(use, 'waitingBytes') };
  return [
    ...full('all', 'the quarantine', all, whole),
    ...use.flatMap((one) => {
      const whose = one.tenant === null ? 'messages of unknown tenants' : `messages of ${one.tenant}`;
      const scope = one.tenant ?? '-';
      return [
        ...full(`${scope} size`, `the room for ${whose}`, one, ofTenant),
        ...expiring(`${scope} age`, whose, one),
      ];
    }),
  ];
}

function full(
  scope: string,
  what: string,
  { waiting, waitingBytes }: Pick<QuarantineUse, 'waiting' | 'waitingBytes'>,
  room: Room,
): readonly QuarantineWarning[] {
  const share = Math.max(waiting / room.messages, waitingBytes / room.bytes);
  if (share < WARN_AT) return [];
  const held = `${waiting} unworked messages, ${Math.ceil(waitingBytes / MIB)} MiB`;
  const message = `${what} is ${Math.floor(share * PERCENT)} % full (${held}): work them with demarc quarantine, or of more only the record is kept`;
  return [{ scope, message }];
}

function expiring(scope: string, whose: string, { expiring: count }: QuarantineUse): readonly QuarantineWarning[] {
  if (count === 0) return [];
  const message = `${count} quarantined ${whose} are let go within ${WARN_BEFORE_DAYS} days unless somebody works them: demarc quarantine`;
  return [{ scope, message }];
}

const sum = (use: readonly QuarantineUse[], field: 'waiting' | 'waitingBytes') =>
  use.reduce((total, one) => total + one[field], 0);

/** An event in the native format, for the queue of Microsoft's operations. */
export interface QuarantineReport {
  readonly subject: string;
  readonly messageId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * A warning as an event of the tenant it is about, or the end of it. Null: it is about no one tenant, and there is no
 * queue in which it could stand; status and metrics say it.
 */
export function reportOf(
  { scope, message }: QuarantineWarning,
  status: 'firing' | 'resolved',
  now: Instant,
): QuarantineReport | null {
  const [tenant, what] = scope.split(' ');
  if (!tenant || !what || tenant === '-') return null;
  const key = `quarantine:${tenant}:${what}`;
  const id = `${key}:${now}:${status}`;
  return {
    subject: subjectOf.ownEvent(tenant),
    messageId: id,
    body: {
      id,
      dedupKey: key,
      source: SOURCE,
      title:
        what === 'size' ? `The quarantine of ${tenant} fills` : `Quarantined messages of ${tenant} are about to go`,
      description: message,
      // By every policy that ships this is for Microsoft's operations: it is their own application.
      area: 'microsoft-app',
      severity: 'medium',
      status,
      startedAt: now,
    },
  };
}
