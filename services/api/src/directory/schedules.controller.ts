import {
  type AnswerOf,
  MOST_OVERRIDES,
  ROUTES,
  type contactLintQuery,
  type overrideBody,
  type scheduleBody,
} from '@demarc/contracts';
import {
  type ContactSlot,
  type Instant,
  type OnCallSchedule,
  PROVIDER,
  epochMs,
  instantOf,
  lintContacts,
  onCallAt,
  parseInstant,
  shiftsBetween,
} from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import {
  DataSource,
  type KeptSchedule,
  addScheduleOverride,
  loadContactsOf,
  loadSchedulesOf,
  loadTenants,
  putSchedule,
  removeSchedule,
} from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { CLOCK, LOG } from '../tokens.js';
import { areaProblem, requireSeenAreas } from './area-problem.js';

const SHOWN_MS = 28 * 24 * 3_600_000;

/** Who takes turns, and who could not be told. */
@Controller()
export class SchedulesController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listSchedules)
  async list(
    @FromPath(ROUTES.listSchedules) { tenant }: { readonly tenant: string },
  ): Promise<AnswerOf<typeof ROUTES.listSchedules>> {
    await this.tenants.requireDirectory(tenant);
    const kept = await loadSchedulesOf(this.store, [tenant]);
    return { items: (kept.get(tenant) ?? []).map((one) => viewOf(one, this.clock.now())) };
  }

  @Door(ROUTES.putSchedule)
  async put(
    @FromPath(ROUTES.putSchedule) { tenant, area }: { readonly tenant: string; readonly area: ContactSlot },
    @FromBody(ROUTES.putSchedule) body: z.output<typeof scheduleBody>,
  ): Promise<AnswerOf<typeof ROUTES.putSchedule>> {
    await this.tenants.requireDirectory(tenant);
    const problem = areaProblem(tenant, area);
    if (problem) throw problem;
    requireSeenAreas([area]);
    const kept = { tenant, area, schedule: scheduleOf(body) };
    await putSchedule(this.store, kept);
    this.log.info({ tenant, area, members: body.rotation.members.length }, 'on-call schedule replaced');
    return viewOf(kept, this.clock.now());
  }

  @Door(ROUTES.addOverride)
  async override(
    @FromPath(ROUTES.addOverride) place: { readonly tenant: string; readonly area: ContactSlot },
    @FromBody(ROUTES.addOverride) body: z.output<typeof overrideBody>,
  ): Promise<AnswerOf<typeof ROUTES.addOverride>> {
    const { tenant, area } = place;
    await this.tenants.requireDirectory(tenant);
    const schedule = await addScheduleOverride(this.store, place, overrideOf(body, ''), MOST_OVERRIDES);
    if (schedule === null) throw await this.#whyNone(tenant, area);
    this.log.info({ tenant, area, from: body.from, until: body.until }, 'on-call turn replaced');
    return viewOf({ ...place, schedule }, this.clock.now());
  }

  async #whyNone(tenant: string, area: ContactSlot): Promise<ProblemError> {
    const kept = await loadSchedulesOf(this.store, [tenant]);
    if (!kept.get(tenant)?.some((one) => one.area === area))
      return new ProblemError('not-found', `${tenant} has no on-call schedule for ${area}; make one first.`);
    const detail = `${tenant} has ${MOST_OVERRIDES} replaced turns for ${area} already; put the schedule without old ones.`;
    return new ProblemError('invalid-content', detail);
  }

  @Door(ROUTES.removeSchedule)
  async remove(
    @FromPath(ROUTES.removeSchedule) { tenant, area }: { readonly tenant: string; readonly area: ContactSlot },
  ): Promise<AnswerOf<typeof ROUTES.removeSchedule>> {
    await this.tenants.requireDirectory(tenant);
    requireSeenAreas([area]);
    if (!(await removeSchedule(this.store, tenant, area)))
      throw new ProblemError('not-found', `${tenant} has no on-call schedule for ${area}.`);
    this.log.info({ tenant, area }, 'on-call schedule removed');
    return this.list({ tenant });
  }

  @Door(ROUTES.lintContacts)
  async lint(
    @FromQuery(ROUTES.lintContacts) { tenant }: z.output<typeof contactLintQuery>,
  ): Promise<AnswerOf<typeof ROUTES.lintContacts>> {
    if (tenant !== undefined) await this.tenants.requireDirectory(tenant);
    const all =
      tenant === undefined ? [PROVIDER, ...(await loadTenants(this.store)).map((one) => one.tenant)] : [tenant];
    const [contacts, schedules] = await Promise.all([
      loadContactsOf(this.store, all),
      loadSchedulesOf(this.store, all),
    ]);
    const now = this.clock.now();
    const items = all.flatMap((one) =>
      lintContacts({ tenant: one, contacts: contacts.get(one) ?? [], schedules: schedules.get(one) ?? [] }, now),
    );
    return { items: [...items], tenants: all.length };
  }
}

function scheduleOf({ timeZone, rotation, overrides }: z.output<typeof scheduleBody>): OnCallSchedule {
  return { timeZone, rotation, overrides: overrides.map((one, at) => overrideOf(one, `overrides[${at}].`)) };
}

/** `place`: where in the body it stands. */
function overrideOf({ from, until, ...rest }: z.output<typeof overrideBody>, place: string) {
  const span = { from: parseInstant(from)!, until: parseInstant(until)! };
  if (span.until > span.from) return { ...span, ...rest };
  const detail = 'it ends after it begins';
  throw new ProblemError('invalid-content', `${place}until: ${detail}`, {
    errors: [{ field: `${place}until`, detail }],
  });
}

function viewOf({ tenant, area, schedule }: KeptSchedule, now: Instant): AnswerOf<typeof ROUTES.putSchedule> {
  const until = instantOf(epochMs(now) + SHOWN_MS);
  const shifts = [...shiftsBetween(schedule, now, until)];
  return { tenant, area, schedule, onCall: onCallAt(schedule, now), shifts };
}
