import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LINK_COMMANDS, ROUTES } from '@demarc/contracts';
import { type Instant, parseInstant } from '@demarc/domain';
import { LinkSigner } from '@demarc/runtime';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { testIssuer } from '../harness/people.js';
import { hostileBody, hostileHeaders } from '../property/hostile-message.js';
import { Drill } from './drill.js';
import {
  type Outcome,
  hostileCommand,
  hostileFile,
  overCommandLine,
  overCommands,
  overHttp,
  overNats,
} from './fuzz/doors.js';
import { type HostileRequest, hostileRequest } from './fuzz/hostile-request.js';
import { hostileFrom } from './hostile-catalogue.js';

/** `npm run fuzz` says more. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 3_000);
const SHARES = { http: 0.5, events: 0.3, commands: 0.1, links: 0.05, files: 0.05 } as const;
/** Made and sent so many at a time: all of them at once would fill the memory. */
const PORTION = 500;
const SENDERS = 12;
const TEST_BUDGET_MS = Math.max(300_000, INPUTS * 40);
const LINK_SECRET = 'a secret of the fuzz run, long enough';

let drill: Drill;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-fuzz-'));
  drill = await Drill.start({ messages: 60, durable: false });
}, 120_000);
afterAll(async () => {
  await drill?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

it(
  'whatever comes in through any door, nothing crashes and no answer is 500',
  async () => {
    // Nothing is kept from a door because one before it refused too often.
    const api = await drill.run('api', 'api', { DEMARC_LINK_SECRET: LINK_SECRET, DEMARC_REFUSALS_PER_ADDRESS: '0' });
    await api.ready();
    await drill.runOthers(api.url);
    await drill.publishUpTo(1);
    await drill.settled();
    const pids = [...drill.services.values()].map(({ pid }) => pid);
    const links = await signedLinks();
    const known = { incidents: await incidents(), tokens: await tokens(), answerTokens: links };
    const linkRequest = fc
      .tuple(fc.constantFrom(...links), fc.constantFrom('GET', 'POST'), fc.nat(91), fc.stringMatching(/^[\w-]{0,3}$/))
      .map(([token, method, at, other]): HostileRequest => {
        const spoilt = other === '' ? token : token.slice(0, at) + other + token.slice(at + other.length);
        const headers = method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
        return {
          route: 'link',
          method,
          path: `/answer/${spoilt}`,
          headers,
          body: method === 'POST' ? `by=${other}` : null,
        };
      });

    const bus = drill.bus;
    const counts = {
      http: await everyOne(SHARES.http, hostileRequest(known), SENDERS, (request) => overHttp(api.url, request)),
      events: await everyOne(SHARES.events, fc.tuple(hostileBody, hostileHeaders, fc.nat()), SENDERS, (given) =>
        overNats(bus, hostileFrom(...given)),
      ),
      commands: await everyOne(SHARES.commands, hostileCommand(known.incidents), SENDERS, (data) =>
        overCommands(bus, 'contoso', data),
      ),
      links: await everyOne(SHARES.links, linkRequest, SENDERS, (request) => overHttp(api.url, request)),
      // One at a time: all are the same file.
      files: await everyOne(SHARES.files, hostileFile, 1, (file) => overCommandLine(api.url, folder, file)),
    };
    // Whom the notices of it should reach, the fuzz run has changed beyond knowing: only the events must be settled.
    await drill.routed(TEST_BUDGET_MS / 2);
    const wrong = Object.values(counts).flatMap((door) => door.wrong);
    const quarantined = Object.groupBy(await drill.ledger.quarantine(), ({ reason }) => reason);
    console.log({
      seed: drill.random.seed,
      inputs: Object.values(counts).reduce((sum, { inputs }) => sum + inputs, 0),
      routes: Object.keys(ROUTES).length,
      ...Object.fromEntries(
        Object.entries(counts).map(([door, { inputs, outcomes }]) => [door, { inputs, ...outcomes }]),
      ),
      quarantined: Object.fromEntries(Object.entries(quarantined).map(([reason, rows]) => [reason, rows!.length])),
      wrong: wrong.length,
    });
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(Object.keys(quarantined)).not.toContain('processing-failed');
    expect([...drill.services.values()].flatMap(({ crashes }) => crashes)).toEqual([]);
    expect([...drill.services.values()].map(({ pid }) => pid)).toEqual(pids);
    for (const service of drill.services.values()) await service.ready();
  },
  TEST_BUDGET_MS,
);

interface Counted {
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

/** Sends a share of all inputs through a door, and counts what came of them. The same seed makes the same inputs. */
async function everyOne<T>(
  share: number,
  arbitrary: fc.Arbitrary<T>,
  senders: number,
  send: (input: T) => Promise<Outcome>,
): Promise<Counted> {
  const inputs = Math.ceil(INPUTS * share);
  const outcomes = new Map<string, number>();
  const wrong: string[] = [];
  for (let from = 0; from < inputs; from += PORTION) {
    const portion = fc.sample(arbitrary, { numRuns: Math.min(PORTION, inputs - from), seed: drill.random.seed + from });
    const waiting = portion.values();
    const sender = async (): Promise<void> => {
      for (const input of waiting) {
        const outcome = await send(input);
        outcomes.set(outcome.counted, (outcomes.get(outcome.counted) ?? 0) + 1);
        if (outcome.wrong !== null) wrong.push(outcome.wrong);
      }
    };
    await Promise.all(Array.from({ length: senders }, sender));
  }
  return { inputs, outcomes: Object.fromEntries(outcomes), wrong };
}

/** With rights, with fewer, without security, with none, and with what is no token. */
async function tokens(): Promise<string[]> {
  const issuer = await testIssuer();
  const real = await Promise.all(
    ['microsoft/alex', 'customer/dana', 'customer:fabrikam/finn'].map((who) => issuer.tokenOf(who)),
  );
  const blind = await Promise.all([
    issuer.tokenOf({ name: 'omar', roles: ['mmd-operations'] }),
    issuer.tokenOf({ name: 'bo', roles: [], tenant: 'contoso', overruling: { blind: 'admin' } }),
  ]);
  const good = [...real, ...blind].map((token) => `Bearer ${token}`);
  // Most have a right to be there: behind the first refusal is where there is more to break.
  return [...good, ...good, good[0]!, '', `${good[0]!.slice(0, -3)}`, 'Bearer x.y.z'];
}

async function incidents(): Promise<string[]> {
  const rows = await drill.store.query<{ id: string; reference: string }[]>(
    `select incident_id as id, reference from incidents where tenant_id in ('contoso', 'fabrikam') limit 8`,
  );
  return rows.flatMap(({ id, reference }) => [id, reference]);
}

async function signedLinks(): Promise<string[]> {
  const signer = new LinkSigner(LINK_SECRET);
  const rows = await drill.store.query<{ noticeId: string; contactId: string }[]>(
    `select notice_id as "noticeId", contact_id as "contactId" from deliveries limit 10`,
  );
  const ends = ['2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z'].map((at) => parseInstant(at) as Instant);
  return rows.flatMap((row, n) =>
    ends.map((expiresAt) => signer.sign({ ...row, command: LINK_COMMANDS[n % LINK_COMMANDS.length]!, expiresAt })),
  );
}
