import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MAX_BODY_BYTES, REQUESTS, customerCommand, customerReply } from '@demarc/contracts';
import { EXIT, run } from '@demarc/cli';
import { type NatsConnection, publisherOf } from '@demarc/runtime';
import { headers as natsHeaders } from '@nats-io/transport-node';
import fc from 'fast-check';
import { nasty } from '../../property/hostile-message.js';
import { type Hostile, isTooLargeForNats, subjectFor } from '../hostile-catalogue.js';
import type { HostileRequest } from './hostile-request.js';
import { nearly } from './schema-arbitrary.js';

/** What came of one input: a word to count it by, and what is wrong with that, if anything. */
export interface Outcome {
  readonly counted: string;
  readonly wrong: string | null;
}

const PATIENCE_MS = 60_000;
const fair = (counted: string | number): Outcome => ({ counted: String(counted), wrong: null });
const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 1_500);

/** Sends a request: anything but a crash is fair, and what is refused must say why in the form that the contract promises. */
export async function overHttp(url: string, request: HostileRequest): Promise<Outcome> {
  const { method, path: asked, headers, body } = request;
  const init = { method, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) } as const;
  const answer = await fetch(`${url}${asked}`, body === null ? init : { ...init, body: body as string }).catch(
    (error: Error) => error,
  );
  if (answer instanceof Error) {
    // What is too large is refused without reading it to its end.
    if (body !== null && body.length > MAX_BODY_BYTES / 4) return fair('cut off');
    return { counted: 'no answer', wrong: `${shown(request)}: ${answer.message} (${String(answer.cause)})` };
  }
  const type = answer.headers.get('content-type') ?? '';
  const said = type.startsWith('text/event-stream') ? await answer.body!.cancel() : await answer.text();
  if (answer.status >= 500)
    return { counted: String(answer.status), wrong: `${shown(request)}: ${answer.status} ${said}` };
  const isExplained = answer.status < 400 || /^(application\/problem\+json|text\/html)/.test(type);
  return {
    counted: String(answer.status),
    wrong: isExplained ? null : `${shown(request)}: ${answer.status} as ${type}`,
  };
}

/** Publishes an event as any publisher can; what becomes of it, the router shows. */
export async function overNats(bus: NatsConnection, hostile: Hostile): Promise<Outcome> {
  if (isTooLargeForNats(hostile)) return fair('too large for NATS');
  const headers = natsHeaders();
  for (const [name, value] of Object.entries(hostile.headers)) headers.set(name, value);
  await publisherOf(bus, PATIENCE_MS).publish(subjectFor(hostile), hostile.body, { headers });
  return fair(hostile.format ?? 'cloudevent');
}

/** Commands as a customer's system sends them, half of them about incidents that exist. */
export function hostileCommand(incidents: readonly string[]): fc.Arbitrary<Uint8Array> {
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '');
  const aboutKnown = fc
    .tuple(nearly(customerCommand), fc.constantFrom(...incidents), fc.boolean())
    .map(([value, incident, known]) => (known && value instanceof Object ? { ...value, incident } : value));
  return fc.oneof(
    { weight: 6, arbitrary: aboutKnown.map(bytes) },
    { weight: 1, arbitrary: nasty.map(bytes) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
  );
}

/** Asks as a customer's system does; it must be answered in the form of the contract, and never with a failure of ours. */
export async function overCommands(bus: NatsConnection, tenant: string, data: Uint8Array): Promise<Outcome> {
  const answer = await bus.request(REQUESTS.customerCommands(tenant), data, { timeout: PATIENCE_MS });
  const reply = customerReply.safeParse(answer.json());
  const what = Buffer.from(data).toString().slice(0, 1_500);
  if (!reply.success) return { counted: 'no reply', wrong: `${what}: ${answer.string()}` };
  const counted = reply.data.ok ? 'done' : reply.data.problem.type.split('/').at(-1)!;
  return { counted, wrong: counted === 'internal' ? `${what}: ${answer.string()}` : null };
}

/** What files look like before they are spoilt. */
const POLICY = `version: 2026-01-01
title: A candidate
extends: 2021-08-08
clauses:
  - id: CU-9
    when: { kind: [operational], area: [printing], device: [mmd] }
    owner: microsoft
    queue: microsoft/operations
    inform: { queue: customer/it-help-desk, when: always }
`;
const DEVICES = 'entra_device_id,name,serial,ring\n11111111-2222-4333-8444-555555555555,PC-1,S-1,Broad\n';
const CONTACTS =
  'area,kind,name,email,time_zone,week\nsecurity,group,SOC,soc@x.example,Europe/Utrecht,mon-fri 09:00-17:00\n';

export interface HostileFile {
  readonly command: readonly string[];
  readonly bytes: Uint8Array;
}

export const hostileFile: fc.Arbitrary<HostileFile> = fc
  .tuple(
    fc.constantFrom(
      { command: ['policy', 'lint'], text: POLICY },
      {
        command: ['policy', 'test'],
        text: 'tests:\n  - title: x\n    event: { title: y }\n    expect: { owner: microsoft }\n',
      },
      { command: ['directory', 'import', '--tenant', 'contoso'], text: DEVICES },
      { command: ['directory', 'import', '--tenant', 'contoso'], text: CONTACTS },
    ),
    fc.array(fc.tuple(fc.nat(1_000), fc.nat(12), nasty), { maxLength: 4 }),
    fc.option(fc.uint8Array({ maxLength: 40 }), { freq: 9 }),
  )
  .map(([{ command, text }, cuts, noise]) => {
    const spoilt = cuts.reduce<string>((sofar, [at, length, value]) => {
      const from = at % (sofar.length + 1);
      return sofar.slice(0, from) + (typeof value === 'string' ? value : shown(value)) + sofar.slice(from + length);
    }, text);
    return { command, bytes: noise && cuts.length === 0 ? noise : Buffer.from(spoilt) };
  });

/** Runs a command on a file: it ends with one of its codes and words, and never throws. */
export async function overCommandLine(
  apiUrl: string,
  folder: string,
  { command, bytes }: HostileFile,
): Promise<Outcome> {
  const file = path.join(folder, 'hostile-file');
  writeFileSync(file, bytes);
  let said = '';
  const io = {
    env: { DEMARC_API_URL: apiUrl, DEMARC_DATA_DIR: folder },
    user: 'fuzz',
    stdin: (async function* () {})(),
    columns: 100,
    isTerminal: false,
    stop: new AbortController().signal,
    now: () => new Date(),
    out: (text: string | Uint8Array) => void (said += String(text)),
    err: (text: string) => void (said += text),
  };
  try {
    const code = await run([...command, file], io);
    const known = Object.values(EXIT).includes(code) && (code === EXIT.ok || code === EXIT.refused || said !== '');
    return {
      counted: `${command.slice(0, 2).join(' ')}: ${code}`,
      wrong: known ? null : `${shown(Buffer.from(bytes).toString())}: ${code} ${said}`,
    };
  } catch (error) {
    return {
      counted: 'threw',
      wrong: `${command.join(' ')} of ${shown(Buffer.from(bytes).toString())}: ${(error as Error).stack}`,
    };
  }
}
