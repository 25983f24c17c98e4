import { type Instant, type KeyPurpose, epochMs } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';
import { instant } from '../notices/notice-sql.js';

/** An API key of a tenant, as anybody may see it. */
export interface ApiKey {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly purpose: KeyPurpose;
  /** False: made by somebody who sees no security incidents, and neither does it. */
  readonly seesSecurity: boolean;
  readonly createdAt: Instant;
  /** `<party>/<name>`. */
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** With what its secret is compared with. */
export interface HeldKey extends ApiKey {
  readonly secretSha256: Buffer;
}

const KEY_COLUMNS = `key_id as id, tenant_id as tenant, name, purpose, sees_security as "seesSecurity", created_by as "createdBy",
  ${instant('created_at')} as "createdAt", ${instant('expires_at')} as "expiresAt",
  ${instant('last_used_at')} as "lastUsedAt", ${instant('revoked_at')} as "revokedAt"`;

/** Keeps a new key; false when the tenant has one of that name which is not revoked. */
export async function addApiKey(store: DataSource, key: Omit<HeldKey, 'lastUsedAt' | 'revokedAt'>): Promise<boolean> {
  const { id, tenant, name, purpose, seesSecurity, secretSha256, createdAt, createdBy, expiresAt } = key;
  const added = await changing<unknown[]>(
    store,
    `insert into api_keys
       (key_id, tenant_id, name, purpose, secret_sha256, created_at, created_by, expires_at, sees_security)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (tenant_id, name) where revoked_at is null do nothing returning key_id`,
    [id, tenant, name, purpose, secretSha256, createdAt, createdBy, expiresAt, seesSecurity],
  );
  return added.length > 0;
}

/** The keys of a tenant, the newest first. */
export async function listApiKeys(store: DataSource, tenant: string): Promise<readonly ApiKey[]> {
  return store.query<ApiKey[]>(`select ${KEY_COLUMNS} from api_keys where tenant_id = $1 order by key_id desc`, [
    tenant,
  ]);
}

/** The key with this id, whatever became of it; null when there is none. */
export async function findApiKey(store: DataSource, id: string): Promise<HeldKey | null> {
  const [row] = await store.query<HeldKey[]>(
    `select ${KEY_COLUMNS}, secret_sha256 as "secretSha256" from api_keys where key_id = $1`,
    [id],
  );
  return row ?? null;
}

/** Revokes a key of a tenant; the first time stays. Null when the tenant has no such key. */
export async function revokeApiKey(
  store: DataSource,
  tenant: string,
  id: string,
  now: Instant,
): Promise<ApiKey | null> {
  const [rows] = await changing<[ApiKey[], number]>(
    store,
    `update api_keys set revoked_at = coalesce(revoked_at, $3) where tenant_id = $1 and key_id = $2
     returning ${KEY_COLUMNS}`,
    [tenant, id, now],
  );
  return rows[0] ?? null;
}

const USE_KEPT_EVERY_MS = 60_000;

/** Keeps that a key was used, at most once a minute: a busy system must not write with every request. */
export async function noteKeyUse(
  store: DataSource,
  { id, lastUsedAt }: Pick<ApiKey, 'id' | 'lastUsedAt'>,
  now: Instant,
): Promise<void> {
  if (lastUsedAt !== null && epochMs(now) - epochMs(lastUsedAt) < USE_KEPT_EVERY_MS) return;
  await store.query(
    'update api_keys set last_used_at = $2 where key_id = $1 and (last_used_at is null or last_used_at < $2)',
    [id, now],
  );
}
