import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { formatNamed } from '@demarc/contracts';
import { type Sample, readSamples } from '../harness/samples.js';
import { everythingRouted } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addCustomer, addProvider } from '../harness/tenant-kit.js';

const samples = readSamples();
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

/** Folders whose name is not that of the format. CloudEvents have no format of their own: they come without one. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'graph-alert-v2': 'security.graph-alert',
  cloudevents: 'operational',
};

function subjectOf({ format }: Sample): string {
  const kind = formatNamed(format)?.kinds[0] ?? 'security';
  return `events.contoso.${SUBJECTS[format] ?? `${kind}.${format}`}`;
}

interface Fate {
  readonly sample: string;
  /** Null: it was routed. */
  readonly reason: string | null;
  readonly detail: string | null;
}

/** What became of the samples, told apart by their message ids. */
function fates(): Promise<readonly Fate[]> {
  return stack.store.query<Fate[]>(`
    select distinct headers->>'nats-msg-id' as sample, null as reason, null as detail from events
    union all select headers->>'nats-msg-id', reason, detail from quarantine`);
}

(samples ? it : it.skip)('every sample event is either routed or refused with a stated reason', async () => {
  await Promise.all(
    samples!.map((sample) => stack.publish(subjectOf(sample), sample.bytes, { 'Nats-Msg-Id': sample.name })),
  );
  await everythingRouted(stack);
  const found = await fates();
  print(found);

  expect(found.map(({ sample }) => sample).sort()).toEqual(samples!.map(({ name }) => name).sort());
  const refused = found.filter(({ reason }) => reason !== null);
  expect(refused.filter(({ reason, detail }) => reason === 'processing-failed' || !detail)).toEqual([]);
  // Of the formats that Demarc reads, only what Alertmanager sent before 2016 is turned away.
  const ofOurs = refused.filter(({ sample }) => /^(?:graph-alert-v2|mde-alert|alertmanager)\//.test(sample));
  expect(ofOurs).toMatchObject([
    { reason: 'not-in-format', detail: expect.stringContaining('expected version "4", found "3"') },
  ]);
});

function print(found: readonly Fate[]): void {
  const rows = [...Map.groupBy(found, ({ sample }) => sample.split('/')[0]!)].sort(([a], [b]) => a.localeCompare(b));
  const lines = rows.map(([format, all]) => {
    const refused = all.filter(({ reason }) => reason !== null);
    const reasons = [...Map.groupBy(refused, ({ reason }) => reason)].map(
      ([reason, those]) => `${reason} ${those.length}`,
    );
    return `${format.padEnd(28)}${String(all.length - refused.length).padStart(8)}${String(refused.length).padStart(9)}  ${reasons.join(', ')}`;
  });
  process.stdout.write(
    `\n${'samples of'.padEnd(28)}${'routed'.padStart(8)}${'refused'.padStart(9)}  with reason\n${lines.join('\n')}\n\n`,
  );
}
