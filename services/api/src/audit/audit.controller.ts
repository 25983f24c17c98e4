import { once } from 'node:events';
import {
  type AnswerOf,
  type AuditKeys,
  type AuditLine,
  NDJSON_MEDIA_TYPE,
  ROUTES,
  type auditVerifyBody,
  type checkpointQuery,
} from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import { AuditSnapshot } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ApiConfig } from '../config.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromQuery } from '../door/given.decorators.js';
import { problemOfError } from '../door/problem-of-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { AUDIT_KEYS, CONFIG, LOG } from '../tokens.js';
import { checkpointOfRow, verifyTenant } from './verify-tenant.js';

const MS_PER_S = 1_000;

/** Whether the record is as it was written, and what shows it to others. */
@Controller()
export class AuditController {
  constructor(
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(AUDIT_KEYS) private readonly keys: AuditKeys,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.verifyAudit)
  async verify(
    @FromBody(ROUTES.verifyAudit) { tenant = null, anchors }: z.output<typeof auditVerifyBody>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (tenant !== null) await this.tenants.requireDirectory(tenant);
    const snapshot = await AuditSnapshot.open(this.config.DATABASE_URL);
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': NDJSON_MEDIA_TYPE, 'cache-control': 'no-store' });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    try {
      for await (const line of this.#lines(snapshot, tenant, anchors)) {
        if (!reply.raw.write(`${JSON.stringify(line)}\n`)) await once(reply.raw, 'drain', { signal: gone.signal });
        if (gone.signal.aborted) return;
      }
    } catch (error) {
      if (gone.signal.aborted) return;
      this.log.error({ err: error }, 'verifying the record broke off');
      const { message } = problemOfError(error, { asked: 'Verifying the record' });
      reply.raw.write(`${JSON.stringify({ type: 'failed', detail: message } satisfies AuditLine)}\n`);
    } finally {
      await snapshot.close();
      reply.raw.end();
    }
  }

  @Door(ROUTES.listCheckpoints)
  async checkpoints(
    @FromQuery(ROUTES.listCheckpoints) { tenant, all }: z.output<typeof checkpointQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listCheckpoints>> {
    if (tenant !== undefined) await this.tenants.requireDirectory(tenant);
    const snapshot = await AuditSnapshot.open(this.config.DATABASE_URL);
    try {
      const items = [];
      for (const of of tenant === undefined ? await snapshot.tenants() : [tenant]) {
        const rows = await snapshot.checkpoints(of);
        items.push(...(all === 'true' ? rows : rows.slice(-1)).map((row) => checkpointOfRow(of, row)));
      }
      return { items };
    } finally {
      await snapshot.close();
    }
  }

  @Door(ROUTES.readAuditKey)
  key(): AnswerOf<typeof ROUTES.readAuditKey> {
    return {
      items: this.keys.all.map((key) => ({
        id: key.id,
        inUse: key === this.keys.current,
        publicKey: key.publicPem,
      })),
    };
  }

  async *#lines(
    snapshot: AuditSnapshot,
    tenant: string | null,
    anchors: z.output<typeof auditVerifyBody>['anchors'],
  ): AsyncGenerator<AuditLine, void, void> {
    const began = performance.now();
    const secondsSince = (from: number) => (performance.now() - from) / MS_PER_S;
    const anchored = anchors.map((anchor) => anchor.tenant);
    const tenants = tenant === null ? [...new Set([...(await snapshot.tenants()), ...anchored])] : [tenant];
    const total = { entries: 0, checkpoints: 0, waiting: 0, findings: 0 };
    for (const of of tenants) {
      const from = performance.now();
      const ofTenant = anchors.filter((anchor) => anchor.tenant === of);
      const found = verifyTenant(snapshot, this.keys, of, ofTenant);
      let findings = 0;
      let next = await found.next();
      for (; !next.done; next = await found.next()) {
        findings += 1;
        yield { type: 'finding', ...next.value };
      }
      yield { type: 'tenant', tenant: of, ...next.value, findings, seconds: secondsSince(from) };
      for (const name of ['entries', 'checkpoints', 'waiting'] as const) total[name] += next.value[name];
      total.findings += findings;
    }
    yield { type: 'end', tenants: tenants.length, ...total, seconds: secondsSince(began) };
  }
}
