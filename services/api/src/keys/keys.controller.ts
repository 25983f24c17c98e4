import { type AnswerOf, type KeyView, ROUTES, type keyBody } from '@demarc/contracts';
import {
  type Actor,
  type Identity,
  PROVIDER,
  accessOf,
  epochMs,
  instantOf,
  nameOfActor,
  parseInstant,
} from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { DataSource, addApiKey, listApiKeys, newId, revokeApiKey } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting, Asker } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { CLOCK, LOG } from '../tokens.js';
import { keyTextOf, newSecret, sha256Of } from './key-text.js';

const YEAR_MS = 365 * 24 * 3_600_000;

/** The keys with which machines come in: a tenant's, and the provider's own. */
@Controller()
export class KeysController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listKeys)
  async list(@FromPath(ROUTES.listKeys) { tenant }: { tenant: string }): Promise<AnswerOf<typeof ROUTES.listKeys>> {
    await this.tenants.requireDirectory(tenant);
    return { items: [...(await listApiKeys(this.store, tenant))] };
  }

  @Door(ROUTES.addKey)
  async add(
    @FromPath(ROUTES.addKey) { tenant }: { tenant: string },
    @Asker() identity: Identity,
    @FromBody(ROUTES.addKey) { name, purpose, expiresAt: given }: z.output<typeof keyBody>,
  ): Promise<AnswerOf<typeof ROUTES.addKey>> {
    await this.tenants.requireDirectory(tenant);
    if (purpose === 'respond' && tenant !== PROVIDER && identity.party !== 'customer') throw notInTheirName(tenant);
    const createdAt = this.clock.now();
    const expiresAt = (given && parseInstant(given)) || instantOf(epochMs(createdAt) + YEAR_MS);
    if (epochMs(expiresAt) <= epochMs(createdAt)) {
      const detail = `${expiresAt} has passed; a key needs a moment to come.`;
      throw new ProblemError('invalid-content', detail, { errors: [{ field: 'expiresAt', detail }] });
    }
    const seesSecurity = accessOf(identity, 'keep-keys')?.seesSecurity ?? false;
    const secret = newSecret();
    const key = {
      id: newId(),
      tenant,
      name,
      purpose,
      seesSecurity,
      createdAt,
      createdBy: nameOfActor(identity.actor),
      expiresAt,
    };
    if (!(await addApiKey(this.store, { ...key, secretSha256: sha256Of(secret) }))) {
      const detail = `${tenant} has a key named ${name} already. Revoke that one first, or name this one otherwise.`;
      throw new ProblemError('name-taken', detail, { errors: [{ field: 'name', detail }] });
    }
    this.log.info({ tenant, keyId: key.id, name, by: key.createdBy }, 'api key made');
    return { ...key, lastUsedAt: null, revokedAt: null, key: keyTextOf({ id: key.id, secret }) };
  }

  @Door(ROUTES.revokeKey)
  async revoke(
    @FromPath(ROUTES.revokeKey) { tenant, id }: { tenant: string; id: string },
    @Acting() actor: Actor,
  ): Promise<KeyView> {
    await this.tenants.requireDirectory(tenant);
    const key = await revokeApiKey(this.store, tenant, id, this.clock.now());
    if (!key) {
      const detail = `${tenant} has no key ${id}. \`demarc key list ${tenant}\` shows those there are.`;
      throw new ProblemError('not-found', detail, { errors: [{ field: 'id', detail }] });
    }
    this.log.info({ tenant, keyId: id, name: key.name, by: nameOfActor(actor) }, 'api key revoked');
    return key;
  }
}

/** Offers are accepted with it, and what a customer took over only the customer can have agreed to. */
function notInTheirName(tenant: string): ProblemError {
  const detail = `A key to respond speaks in the name of ${tenant}: one of its own admins makes it.`;
  return new ProblemError('not-allowed', detail, { errors: [{ field: 'purpose', detail }] });
}
