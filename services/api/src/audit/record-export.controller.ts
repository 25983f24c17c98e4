import { once } from 'node:events';
import { type AuditKeys, NDJSON_MEDIA_TYPE, ROUTES, RecordSeal, type recordQuery } from '@demarc/contracts';
import { type Actor, nameOfActor, seesInternal } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { AuditSnapshot, DataSource, openLedger } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ApiConfig } from '../config.js';
import { Acting } from '../access/asker.decorator.js';
import { mayBeAbout } from '../access/asking.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { noSuchIncident, requireIncident } from '../incidents/incident-lookup.js';
import { AUDIT_KEYS, CLOCK, CONFIG, LOG } from '../tokens.js';
import { recordLines } from './record-lines.js';
import { checkpointOfRow } from './verify-tenant.js';

/** All that is on record of an incident, as a signed file that is checked without Demarc. */
@Controller()
export class RecordExportController {
  constructor(
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(AUDIT_KEYS) private readonly keys: AuditKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.exportRecord)
  async export(
    @FromPath(ROUTES.exportRecord) { id: name }: { readonly id: string },
    @FromQuery(ROUTES.exportRecord) { party }: z.output<typeof recordQuery>,
    @Acting() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (party === 'microsoft' && actor.party !== 'microsoft') {
      const detail = 'The record as Microsoft may see it is for Microsoft alone; ask for the one of your party.';
      throw new ProblemError('not-allowed', detail, { errors: [{ field: 'party', detail }] });
    }
    // As the party: what it may not know of is not exported for it, whoever asks.
    const incident = await requireIncident(this.store, name, { party, name: actor.name });
    const { tenant, id, reference } = incident;
    if (!mayBeAbout(tenant)) noSuchIncident(name);
    const snapshot = await AuditSnapshot.open(this.config.DATABASE_URL);
    const range = { tenant, incidentId: id, from: null, until: null, internal: seesInternal(actor.party) };
    const ledger = await openLedger(this.config.DATABASE_URL, range).catch(async (error: unknown) => {
      await snapshot.close();
      throw error;
    });
    const askedBy = nameOfActor(actor);
    this.log.info({ tenant, incident: reference, party, by: askedBy }, 'the record of an incident is exported');
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': NDJSON_MEDIA_TYPE,
      'content-disposition': `attachment; filename="record-${reference}.ndjson"`,
      'cache-control': 'no-store',
    });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const seal = new RecordSeal();
    try {
      const [last] = (await snapshot.checkpoints(tenant)).slice(-1);
      const header = { incident: reference, incidentId: id, tenant, party, askedBy, at: this.clock.now() };
      const checkpoint = last ? checkpointOfRow(tenant, last) : null;
      reply.raw.write(`${seal.seal({ type: 'record', ...header, checkpoint })}\n`);
      for await (const line of recordLines(snapshot, ledger, incident, party)) {
        if (!reply.raw.write(`${seal.seal(line)}\n`)) await once(reply.raw, 'drain', { signal: gone.signal });
        if (gone.signal.aborted) return;
      }
      reply.raw.write(`${seal.signature(this.keys.current)}\n`);
    } catch (error) {
      if (!gone.signal.aborted) this.log.error({ err: error }, 'the export of a record broke off');
    } finally {
      await Promise.all([snapshot.close(), ledger.close()]);
      reply.raw.end();
    }
  }
}
