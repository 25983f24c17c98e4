import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnswerOf, ROUTES } from '@demarc/contracts';
import { defenderAlert, report } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

type Lint = AnswerOf<typeof ROUTES.lintContacts>;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  const { status } = await putCsv(
    stack,
    '/v1/tenants/contoso/directory/contacts',
    `area,kind,name,email,role,expert_areas,time_zone,week
security,person,Ada,ada@contoso.example,,,Europe/Amsterdam,mon-fri 09:00-17:00
security,person,Ben,ben@contoso.example,,,,
security,person,Cleo,cleo@contoso.example,,,,
other,person,Bram,bram@contoso.example,expert,printing;network,,
other,person,Noor,noor@contoso.example,manager,,,
`,
  );
  if (status !== 200) throw new Error(`the contacts were answered ${status}`);
}, 60_000);
afterAll(() => stack.stop());

/** Mails to persons about an incident with that title, once there are so many. */
async function mailsAbout(title: string, hopedFor: readonly string[]): Promise<readonly string[]> {
  await incidentTitled(stack, title);
  const people = () =>
    stack.mailbox.received
      .filter(({ mail }) => mail.subject?.includes(title))
      .flatMap(({ to }) => to)
      .map((address) => address.split('@')[0]!)
      .filter((name) => ['ada', 'ben', 'cleo', 'bram', 'noor'].includes(name));
  return eventually(`mails about ${title} to ${hopedFor.join(', ')}`, () => {
    const told = people().sort();
    return told.length >= hopedFor.length && told;
  });
}

const turns = (overrides: object[] = []) =>
  stack.http.put<AnswerOf<typeof ROUTES.putSchedule>>('/v1/tenants/contoso/schedules/security', {
    timeZone: 'Europe/Amsterdam',
    rotation: { every: 'week', handoverAt: '09:00', startsOn: '2026-01-05', members: ['Ben', 'Cleo'] },
    overrides,
  });
const alert = (title: string) =>
  stack.publish('events.contoso.security.graph-alert', defenderAlert(OTHER_DEVICE, { title, severity: 'high' }));

it('of those who take turns only who is on call is told, the next one after the handover, and others as always', async () => {
  const { body } = await turns();
  const [now, next] = body.shifts;
  await alert('In the first turn');
  const first = [now!.contact!.toLowerCase(), 'ada'].sort();
  expect(await mailsAbout('In the first turn', first)).toEqual(first);
  stack.clock.pushMinutes((Date.parse(now!.until) - Date.parse(stack.clock.now())) / 60_000 + 1);
  await alert('In the next turn');
  const second = [next!.contact!.toLowerCase(), 'ada'].sort();
  expect(second).not.toEqual(first);
  expect(await mailsAbout('In the next turn', second)).toEqual(second);
});

it('somebody who stands in is told instead', async () => {
  const now = Date.parse(stack.clock.now());
  const { body: before } = await turns();
  const other = before.onCall === 'Ben' ? 'Cleo' : 'Ben';
  const span = { from: new Date(now - 60_000).toISOString(), until: new Date(now + 3_600_000).toISOString() };
  const { body } = await turns([{ ...span, contact: other, because: 'ill' }]);
  expect(body.onCall).toBe(other);
  await alert('Somebody stands in');
  const told = [other.toLowerCase(), 'ada'].sort();
  expect(await mailsAbout('Somebody stands in', told)).toEqual(told);
});

it('the expert of what an operational incident is about is told beside the team', async () => {
  await stack.publish(
    'events.contoso.operational.incident',
    report({ title: 'All printers are down', area: 'printing' }),
  );
  expect(await mailsAbout('All printers are down', ['bram'])).toEqual(['bram']);
});

it('a lint lists whom nobody could tell', async () => {
  await stack.http.post('/v1/tenants', { tenant: 'fabrikam', name: 'Fabrikam' });
  const { body } = await stack.http.get<Lint>('/v1/directory/lint');
  const of = (tenant: string) => body.items.filter((item) => item.tenant === tenant).map(({ finding }) => finding);
  expect(of('fabrikam')).toEqual([...Array.from({ length: 5 }, () => 'no-contact'), 'no-expert', 'no-manager']);
  expect(of('contoso')).toEqual(['no-expert']);
  expect(of('microsoft')).toEqual(['no-manager']);
});
