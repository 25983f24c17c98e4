import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident } from '@demarc/domain';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import type { ReceivedWebhook } from '../harness/fake-receiver.js';
import { incidentTitled } from '../harness/look.js';
import { asSlack, asTeams } from '../harness/room-answers.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

const MAIL = 'soc@contoso.example';
const HOSTILE = '[Click](https://evil.example) @channel <!channel>';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso', []);
  const { url } = stack.receiver;
  const contacts = await putCsv(
    stack,
    '/v1/tenants/contoso/directory/contacts',
    `area,kind,name,email,teams_url,slack_url,language\nsecurity,group,Équipe SOC,${MAIL},${url}/teams,${url}/slack,fr-CA\n`,
  );
  expect(contacts.status).toBe(200);
  stack.receiver.answerWith((request) => {
    if (request.path.endsWith('/teams')) return asTeams(request);
    return request.path.endsWith('/slack') ? asSlack(request) : 200;
  });
}, 60_000);
afterAll(() => stack.stop());

/** Routes an alert to the contact and answers what each of its channels was sent. */
async function told(title: string): Promise<{ incident: Incident; mail: string; teams: string; slack: string }> {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(OTHER_DEVICE, { title, severity: 'low' }));
  const incident = await incidentTitled(stack, title);
  const postedTo = async (room: string): Promise<string> => {
    const about = ({ path, body }: ReceivedWebhook) => path.endsWith(room) && body.includes(incident.reference);
    const [posted] = await stack.receiver.waitFor(about);
    return posted!.body;
  };
  const [received] = await stack.mailbox.waitFor(({ mail }) => mail.subject?.includes(incident.reference) ?? false);
  const { subject, text } = received!.mail;
  const mail = `${subject}\n${text}`;
  return { incident, mail, teams: await postedTo('/teams'), slack: await postedTo('/slack') };
}

const put = (tenant: string, text: string) =>
  stack.http.put<{ errors?: unknown }>(
    `/v1/tenants/${tenant}/templates`,
    JSON.stringify({ kind: 'assignment', language: 'fr', text }),
    { 'content-type': 'application/json', as: `customer:${tenant}/dana` },
  );

describe('a contact that speaks French', () => {
  it('reads the same in French by mail, in Teams and in Slack, and each room takes it', async () => {
    const { incident, ...channels } = await told('Logiciel suspect');
    for (const text of Object.values(channels)) {
      expect(text).toContain(`${incident.reference} À vous : Logiciel suspect`);
      expect(text).toContain('Ce qui s’est passé');
      expect(text).toContain('Clause CU-6 de la politique 2021-08-08');
      expect(text).toContain(`demarc ack ${incident.reference}`);
      expect(text).not.toMatch(/What happened|undefined/);
    }
    const { body } = await stack.http.get<{ items: { channel: string; state: string; target: string }[] }>(
      `/v1/notices?incident=${incident.reference}`,
    );
    const room = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\*\*\*/);
    expect(body.items.toSorted((a, b) => a.channel.localeCompare(b.channel))).toMatchObject([
      { channel: 'email', state: 'sent', target: MAIL },
      { channel: 'slack', state: 'sent', target: room },
      { channel: 'teams', state: 'sent', target: room },
    ]);
  });

  it('is not deceived by a title that looks like a link or a call to everybody', async () => {
    const { teams, slack } = await told(HOSTILE);
    const { text, blocks } = JSON.parse(slack) as { text: string; blocks: unknown };
    expect(text).not.toMatch(/\]\(|@channel|<!/);
    const markup = JSON.stringify(blocks).match(/"type":"mrkdwn","text":"[^"]*"/g) ?? [];
    expect(markup.join()).not.toContain('evil.example');
    expect(teams).not.toContain('"TextBlock"');
  });

  it('reads the words of its own tenant as soon as they are right', async () => {
    const wrong = await put('contoso', 'Subject: Alerte\n\n## Quoi\n{{ incident.titre }}\n');
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toMatchObject([{ field: 'text', line: 4, detail: expect.stringContaining('titre') }]);
    expect((await told('Avant le modèle')).mail).toContain('À vous : Avant le modèle');

    expect(
      (await put('contoso', 'Subject: Alerte {{ incident.reference }}\n\n## Quoi\n{{ incident.title }}\n')).status,
    ).toBe(200);
    const { reference } = await incidentTitled(stack, 'Avant le modèle');
    const asked = `notices preview ${reference} --kind assignment --channel teams --language fr`;
    const preview = await runDemarc(stack.apiUrl, asked.split(' '));
    expect(preview.out).toMatch(/^Alerte INC-\S+\n\nQuoi\n {2}Avant le modèle\n/);
  });

  it('is sent the words of its own tenant', async () => {
    await addCustomer(stack, 'fabrikam', []);
    const csv = 'area,name,email,language\nsecurity,Léa,lea@fabrikam.example,fr\n';
    expect((await putCsv(stack, '/v1/tenants/fabrikam/directory/contacts', csv)).status).toBe(200);
    expect((await put('fabrikam', 'Subject: {{ contact.name }}\n\n## Quoi\n{{ incident.title }}\n')).status).toBe(200);
    const alert = defenderAlert(OTHER_DEVICE, { title: 'Chez Fabrikam', severity: 'low' });
    await stack.publish('events.fabrikam.security.graph-alert', alert);
    const [received] = await stack.mailbox.waitFor(({ to }) => to.includes('lea@fabrikam.example'));
    expect(received!.mail.subject).toBe('Léa');
    expect(received!.mail.text).toContain('Quoi\n  Chez Fabrikam\n');
  });
});
