import {
  type AnswerOf,
  type NoticeMessage,
  ROUTES,
  TemplateLibrary,
  channelMessage,
  incidentViewOf,
  noticeMessageOf,
  type noticePreviewQuery,
  sampleContact,
  sampleNotice,
  wordNotice,
} from '@demarc/contracts';
import { type Actor, type Contact, type Incident, contactTenant, partyOf, slotOf } from '@demarc/domain';
import { DataSource, deliveriesOfIncident, loadOwedNotices, loadTemplatesOf } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { requireIncident } from '../incidents/incident-lookup.js';

type Kind = NoticeMessage['kind'];

/** What a notice of a real incident would say to somebody, without sending it. */
@Controller()
export class PreviewController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TemplateLibrary) private readonly library: TemplateLibrary,
  ) {}

  @Door(ROUTES.previewNotice)
  async preview(
    @FromPath(ROUTES.previewNotice) { id }: { readonly id: string },
    @FromQuery(ROUTES.previewNotice) { kind, channel, language }: z.output<typeof noticePreviewQuery>,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.previewNotice>> {
    const incident = await requireIncident(this.store, id, reader);
    const { notice, real } = await this.#noticeOf(incident, kind);
    const contact = contactFor(notice, language);
    const mistakes: string[] = [];
    const worded = wordNotice(notice, contact, {
      library: this.library,
      channel,
      own: await loadTemplatesOf(this.store, contact.tenant),
      onMistake: (_template, { message }) => mistakes.push(message),
    });
    const details = notice.details === null ? 'none' : real ? 'of-a-notice' : 'of-a-sample';
    const message = channelMessage(channel, notice, worded) as Record<string, unknown>;
    return { kind, channel, details, worded, message, mistakes };
  }

  /** The last notice of the kind that was owed for it; else one made up around the incident. */
  async #noticeOf(incident: Incident, kind: Kind): Promise<{ notice: NoticeMessage; real: boolean }> {
    const { tenant } = incident;
    const known = await deliveriesOfIncident(this.store, tenant, incident.id);
    const same = known.filter((one) => one.kind === kind).toSorted((a, b) => (a.owedAt < b.owedAt ? 1 : -1));
    const model = same[0] ?? known[0];
    const [owed] = model ? await loadOwedNotices(this.store, [{ tenant, id: model.id }]) : [];
    const like = owed && noticeMessageOf(owed.notice, owed.incident, owed.clause, owed);
    if (like && same.length > 0) return { notice: like, real: true };
    const { queue } = incident;
    const sample = sampleNotice(kind);
    const aboutIncident = sample.incident === null ? null : incidentViewOf(incident);
    const place = { tenant, queue, party: partyOf(queue), slot: slotOf(queue) };
    const base = { ...sample, ...place, incident: aboutIncident, because: like?.because ?? sample.because };
    return {
      notice: { ...base, incidentId: aboutIncident && incident.id, clause: aboutIncident && (like?.clause ?? null) },
      real: false,
    };
  }
}

/** The contact of the notice's queue, whoever it may be, in a language. */
function contactFor({ queue, tenant, party, slot }: NoticeMessage, language: string): Contact {
  return { ...sampleContact(language), tenant: contactTenant(queue, tenant), party, area: slot, name: queue };
}
