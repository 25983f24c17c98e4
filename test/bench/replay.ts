import { ROUTES, type ReplayLine, shippedPolicyText } from '@demarc/contracts';
import { migrate, openStore } from '@demarc/store';
import { HttpDoor } from '../harness/http-door.js';
import { ServiceProcess } from '../harness/processes.js';
import { startServers } from '../harness/servers.js';
import { fillHistory } from './replay-history.js';
import { signedIn } from '../harness/people.js';

const REAL_EVENTS = 4_000;
/** What a service manager would try: one clause is another, which changes a fifth of the incidents. */
const ONE_CLAUSE = `version: bench
title: Always tell Microsoft of alerts on other devices
extends: 2021-08-08
clauses:
  - id: CU-6
    title: The customer answers security alerts on devices that are not in MMD, and Microsoft is told
    when: { kind: [security], device: [non-mmd] }
    owner: customer
    queue: customer/security
    contactArea: security
    inform: { queue: microsoft/operations, when: always }
    actions: [isolate]
    yieldsTo: [ACCOUNT-SEC]
`;
/** The youngest that ships has other clocks than the oldest, which decided the history: every incident is listed. */
const OTHER_CLOCKS = '2023-07-13';

export interface ReplayResult {
  readonly events: number;
  readonly decisions: number;
  readonly incidentsChanged: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly perSecond: number;
}

export interface ReplayResults {
  /** By a policy of which one clause is another. */
  readonly oneClause: readonly ReplayResult[];
  /** By one that would change every incident. */
  readonly everything: readonly ReplayResult[];
}

/** A long history replayed through an api of its own, the answer read to its end as a client does. */
export async function benchReplay(events: number, rounds: number): Promise<ReplayResults> {
  const servers = await startServers();
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
    await migrate(store);
    await store.destroy();
    const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
    const api = await ServiceProcess.start('api', env, servers.folder);
    await api.ready();
    await fillHistory(servers, new HttpDoor(api.url), REAL_EVENTS, Math.ceil(events / REAL_EVENTS));
    const oneClause: ReplayResult[] = [];
    const everything: ReplayResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      oneClause.push(await replay(api.url, events, ONE_CLAUSE));
      everything.push(await replay(api.url, events, await shippedPolicyText(OTHER_CLOCKS)));
    }
    await api.stop();
    return { oneClause, everything };
  } finally {
    await servers.stop();
  }
}

async function replay(apiUrl: string, events: number, candidate: string): Promise<ReplayResult> {
  const started = performance.now();
  const { method, path } = ROUTES.replayPolicy;
  const answer = await fetch(`${apiUrl}${path}`, {
    method,
    headers: await signedIn({ 'content-type': 'application/json' }),
    body: JSON.stringify({ candidate, from: '2020-01-01', to: '2100-01-01' }),
  });
  const text = await answer.text();
  const seconds = (performance.now() - started) / 1_000;
  const last = JSON.parse(text.trimEnd().split('\n').at(-1)!) as ReplayLine;
  if (last.type !== 'totals') throw new Error(`the replay ended with ${JSON.stringify(last)}`);
  const skipped = Object.values(last.skipped).reduce((sum, count) => sum + count, 0);
  const { decisions, incidentsChanged } = last;
  return { events, decisions, incidentsChanged, skipped, seconds, perSecond: events / seconds };
}
