import { once } from 'node:events';
import { NDJSON_MEDIA_TYPE, PolicyShelf, ROUTES, type replayBody } from '@demarc/contracts';
import { type Policy, lintPolicy } from '@demarc/domain';
import type { Log } from '@demarc/runtime';
import { requireScope } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ApiConfig } from '../config.js';
import { Door } from '../door/door.decorator.js';
import { FromBody } from '../door/given.decorators.js';
import { lintRefusal } from '../policies/lint-refusal.js';
import { problemOfError } from '../door/problem-of-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { PolicyRecords } from '../policies/policy-records.js';
import { proposedPolicy } from '../policies/proposed-policy.js';
import { CONFIG, LOG } from '../tokens.js';
import { Replays } from './replays.js';

/** What another policy would have done with the events of the past. */
@Controller()
export class ReplayController {
  constructor(
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(PolicyRecords) private readonly records: PolicyRecords,
    @Inject(PolicyShelf) private readonly shelf: PolicyShelf,
    @Inject(Replays) private readonly replays: Replays,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.replayPolicy)
  async replay(
    @FromBody(ROUTES.replayPolicy) { candidate: document, from, to, tenant = null }: z.output<typeof replayBody>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (tenant !== null) await this.tenants.including(tenant);
    const known = await this.records.byVersion();
    const candidate = proposedPolicy({ document, tenant }, (version) => known.get(version) ?? null);
    requireSound(candidate);
    const range = { from, to, tenant };
    const policies = this.shelf.book.policies;
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const texts = this.replays.run(
      { databaseUrl: this.config.DATABASE_URL, scope: requireScope(), candidate, policies, range },
      gone.signal,
    );
    // Whatever refuses or fails until here is a problem document; from then on the answer has begun.
    const first = await texts.next();
    this.log.info({ candidate: candidate.version, ...range }, 'a replay began');
    reply.hijack();
    await this.#send(reply.raw, first.done ? '' : first.value, texts, gone.signal);
  }

  async #send(
    response: FastifyReply['raw'],
    first: string,
    texts: AsyncGenerator<string, void, void>,
    gone: AbortSignal,
  ): Promise<void> {
    response.writeHead(200, { 'content-type': NDJSON_MEDIA_TYPE, 'cache-control': 'no-store' });
    try {
      if (!response.write(first)) await once(response, 'drain', { signal: gone });
      for await (const text of texts) {
        if (!response.write(text)) await once(response, 'drain', { signal: gone });
      }
    } catch (error) {
      if (gone.aborted) return;
      this.log.error({ err: error }, 'a replay broke off');
      const { message } = problemOfError(error, { asked: 'The replay' });
      response.write(`${JSON.stringify({ type: 'failed', detail: message })}\n`);
    }
    response.end();
  }
}

/** What a policy leaves open or says twice would make a comparison with it meaningless. */
function requireSound(candidate: Policy): void {
  const findings = lintPolicy(candidate);
  if (findings.length > 0) throw lintRefusal(candidate, findings, 'replayed');
}
