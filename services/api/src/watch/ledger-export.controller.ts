import { once } from 'node:events';
import { type AuditKeys, LedgerSeal, NDJSON_MEDIA_TYPE, ROUTES, type ledgerExportQuery } from '@demarc/contracts';
import { type Actor, parseInstant, seesInternal } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { DataSource, type OpenLedger, openLedger } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ApiConfig } from '../config.js';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { requireIncident } from '../incidents/incident-lookup.js';
import { noticeShownTo } from '../incidents/of-the-other-party.js';
import { AUDIT_KEYS, CLOCK, CONFIG, LOG } from '../tokens.js';

/** The ledger of a tenant as a file that shows by itself whether it is whole. */
@Controller()
export class LedgerExportController {
  constructor(
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(AUDIT_KEYS) private readonly keys: AuditKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.exportLedger)
  async export(
    @FromPath(ROUTES.exportLedger) { tenant }: { readonly tenant: string },
    @FromQuery(ROUTES.exportLedger) { from, until, incident: name }: z.output<typeof ledgerExportQuery>,
    @Acting() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.tenants.requireDirectory(tenant);
    const incident = name === undefined ? null : await requireIncident(this.store, name, actor);
    if (incident && incident.tenant !== tenant)
      throw new ProblemError('not-found', `${tenant} has no incident ${name}.`);
    const [since, to] = [from, until].map((text) => (text === undefined ? null : parseInstant(text)));
    const ledger = await openLedger(this.config.DATABASE_URL, {
      tenant,
      incidentId: incident?.id ?? null,
      from: since ?? null,
      until: to ?? null,
      internal: seesInternal(actor.party),
    });
    const seal = new LedgerSeal();
    const { notices } = ledger;
    const askedBy = `${actor.party}/${actor.name}`;
    const header = { tenant, incident: incident?.reference ?? null, from: since ?? null, until: to ?? null, askedBy };
    this.log.info({ ...header, notices }, 'a ledger is exported');
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': NDJSON_MEDIA_TYPE,
      'content-disposition': `attachment; filename="ledger-${tenant}.ndjson"`,
      'cache-control': 'no-store',
    });
    reply.raw.write(`${seal.seal({ type: 'ledger', ...header, at: this.clock.now(), notices })}\n`);
    await this.#send(reply.raw, ledger, seal, actor.party);
  }

  /** What breaks off ends without the line `end`, and so shows that it did. */
  async #send(
    response: FastifyReply['raw'],
    ledger: OpenLedger,
    seal: LedgerSeal,
    reader: Actor['party'],
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    let notices = 0;
    try {
      for await (const page of ledger.pages()) {
        const lines = page.map((notice) => `${seal.seal({ type: 'notice', notice: noticeShownTo(reader, notice) })}\n`);
        notices += page.length;
        if (!response.write(lines.join(''))) await once(response, 'drain', { signal: gone.signal });
        if (gone.signal.aborted) return;
      }
      response.write(`${seal.seal({ type: 'end', notices })}\n${seal.signature(this.keys.current)}\n`);
    } catch (error) {
      if (!gone.signal.aborted) this.log.error({ err: error }, 'the export of a ledger broke off');
    } finally {
      await ledger.close();
      response.end();
    }
  }
}
