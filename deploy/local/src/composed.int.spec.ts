import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NatsUserFile, type NatsConnection, connectBus } from '@demarc/runtime';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { parse } from 'yaml';
import { type ComposedNats, startComposedNats } from '../../../test/harness/composed-nats.js';
import { PROJECT_DIR } from './service-processes.js';

interface Service {
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
}

interface Composed {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** What the file demands of whoever runs it. */
const DEMANDED = {
  DEMARC_AUDIT_KEY: '1:key',
  DEMARC_OIDC_ISSUER: 'https://sign.in',
  DEMARC_ROLE_MAPPING: './roles.yaml',
  DEMARC_POSTGRES_PASSWORD: 'demarc',
  DEMARC_API_DB_PASSWORD: 'demarc-api',
  DEMARC_ROUTER_DB_PASSWORD: 'demarc-router',
  DEMARC_NOTIFIER_DB_PASSWORD: 'demarc-notifier',
  DEMARC_API_NATS_PASSWORD: 'demarc-api',
  DEMARC_ROUTER_NATS_PASSWORD: 'demarc-router',
  DEMARC_NOTIFIER_NATS_PASSWORD: 'demarc-notifier',
  DEMARC_OPERATOR_NATS_PASSWORD: 'demarc-operator',
};
const OURS = ['api', 'router', 'notifier'] as const;

/** The file as an engine reads it: variables in their places, merges made. Throws on a variable that is demanded and not set. */
function composed(env: Readonly<Record<string, string>> = DEMANDED): Composed {
  const text = readFileSync(path.join(PROJECT_DIR, 'docker-compose.yml'), 'utf8');
  const filled = text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, how?: string, other = '') => {
    if (env[name]) return env[name];
    if (how === '?') throw new Error(`${name} is demanded: ${other}`);
    return other as string;
  });
  expect(filled).not.toMatch(/\$\{/);
  return parse(filled, { merge: true }) as Composed;
}

describe('docker-compose.yml', () => {
  it('names nothing that is not there', () => {
    const { services, volumes } = composed();
    for (const [name, { command = [], volumes: mounts = [], depends_on: needs = {} }] of Object.entries(services)) {
      for (const mount of mounts) {
        const [from] = mount.split(':') as [string];
        if (!from.startsWith('.')) expect(volumes).toHaveProperty(from);
        else if (from.startsWith('./deploy'))
          expect([name, from, existsSync(path.join(PROJECT_DIR, from))]).toEqual([name, from, true]);
      }
      for (const word of command.filter((one) => one.endsWith('.mjs')))
        expect(existsSync(path.join(PROJECT_DIR, word))).toBe(true);
      for (const [other, { condition }] of Object.entries(needs)) {
        expect(services).toHaveProperty(other);
        expect(condition).toBe(
          services[other]!.healthcheck?.disable ? 'service_completed_successfully' : 'service_healthy',
        );
      }
    }
  });

  it.each(Object.keys(DEMANDED))('does not start without %s', (name) => {
    expect(() => composed({ ...DEMANDED, [name]: '' })).toThrow(`${name} is demanded`);
  });

  it('has each service come with its own role of the database and its own user of NATS', () => {
    const { services } = composed();
    const passwords = services['nats-users']!.environment!;
    for (const name of OURS) {
      const { DATABASE_URL: database, NATS_URL: nats } = services[name]!.environment as Record<string, string>;
      const given = services['migrate']!.environment![`DEMARC_${name.toUpperCase()}_DB_PASSWORD`];
      expect(database).toBe(`postgres://demarc_${name}:${given}@postgres:5432/demarc?sslmode=disable`);
      expect(nats).toBe(`nats://${name}:${passwords[`DEMARC_${name.toUpperCase()}_NATS_PASSWORD`]}@nats:4222`);
    }
  });

  it('speaks TLS everywhere when its variables say so', () => {
    const at = (name: string) => `/etc/demarc/tls/${name}`;
    const tls = { DEMARC_TLS_CERT: at('demarc.crt'), DEMARC_TLS_KEY: at('demarc.key'), DEMARC_CA: at('ca.crt') };
    const postgres = { DEMARC_POSTGRES_SSL: 'on', DEMARC_POSTGRES_SSLMODE: 'verify-full' };
    const { services } = composed({ ...DEMANDED, ...tls, ...postgres, DEMARC_NATS_SCHEME: 'tls' });
    for (const name of OURS)
      expect(services[name]!.environment).toMatchObject({
        ...tls,
        DATABASE_URL: expect.stringMatching(/\?sslmode=verify-full$/),
        NATS_URL: expect.stringMatching(/^tls:/),
      });
    expect(services['migrate']!.environment).toMatchObject({ DEMARC_CA: tls.DEMARC_CA });
    expect(services['postgres']!.command).toContain('-cssl=on');
    expect(services['nats']!.volumes).toContain('./deploy/nats/listeners/tls.conf:/etc/nats/listener.conf:ro');
  });
});

describe('its NATS', () => {
  let folder: string;
  let nats: ComposedNats;
  const open: NatsConnection[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'demarc-composed-'));
    const users = path.join(folder, 'nats-users');
    const { command, environment } = composed().services['nats-users']!;
    const env = {
      ...process.env,
      ...(environment as Record<string, string>),
      DEMARC_NATS_USERS: users,
      NODE_OPTIONS: '',
    };
    const make = () => execFileSync(process.execPath, [path.join(PROJECT_DIR, command![0]!)], { env });
    make();
    await new NatsUserFile(users).add({ kind: 'publisher', name: 'contoso-siem', tenant: 'contoso' }, 'of-contoso');
    // As at every start; who was added meanwhile stays.
    make();
    nats = await startComposedNats(path.join(folder, 'etc'), users);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await nats?.child.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const reach = async (url: string): Promise<NatsConnection> => {
    const connection = await connectBus(url.replace('nats:4222', nats.host), 'spec');
    open.push(connection);
    return connection;
  };

  test.each(OURS)('lets %s in with what it may, and delete no stream', async (name) => {
    const { NATS_URL: url } = composed().services[name]!.environment as Record<string, string>;
    const bus = await reach(url!);
    const manager = await jetstreamManager(bus);
    expect(await manager.getAccountInfo()).toHaveProperty('limits');
    await expect(manager.streams.delete('EVENTS')).rejects.toThrow(/permissions violation/i);
  });

  it('is monitored from within its container alone, where the health check asks', () => {
    const log = readFileSync(path.join(folder, 'etc', 'nats.log'), 'utf8');
    expect(log).toContain('Starting http monitor on 127.0.0.1:');
    const { test } = composed().services['nats']!.healthcheck!;
    expect(test!.at(-1)).toBe('http://127.0.0.1:8222/healthz');
  });

  it('lets nobody else in, and a customer publish for itself alone', async () => {
    await expect(reach('nats://nats:4222')).rejects.toThrow('refuses whoever names no user');
    await expect(reach('nats://api:wrong@nats:4222')).rejects.toThrow('refuses the user api');
    const siem = await reach('nats://contoso-siem:of-contoso@nats:4222');
    const refused: string[] = [];
    void (async () => {
      for await (const status of siem.status()) if ('error' in status) refused.push(String(status.error));
    })();
    siem.publish('events.contoso.security', '{}');
    siem.publish('events.fabrikam.security', '{}');
    await siem.flush();
    await siem.flush();
    expect(refused).toEqual([expect.stringContaining('"events.fabrikam.security"')]);
  });
});
